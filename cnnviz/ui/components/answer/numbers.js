// The input of a network that reads numbers: squares in lines, each named by which it is, and the numbers themselves.

import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { inputLimit } from "../shared/picture.js"

/** More are a pattern that tells nothing. */
const MOST_SQUARES = 256

/**
 * The button with the squares.
 * @param {Float32Array} values
 * @param {() => void} open - Shows the numbers.
 * @returns {HTMLElement}
 */
export function numbersButton(values, open) {
  const limit = limitOf(values)
  const squares = Array.from(values.subarray(0, MOST_SQUARES), (value, index) =>
    element("i", { title: `number ${index}: ${number(value)}`, style: { background: cssColour(value, limit) } }),
  )
  const count = values.length.toLocaleString("en")
  return element(
    "button",
    { type: "button", class: "step squares", "data-testid": "input-numbers", onclick: open },
    values.length <= MOST_SQUARES && element("span", { class: "row", "aria-hidden": "true" }, ...squares),
    element("span", { text: `What it gets: ${count} numbers` }),
  )
}

/**
 * All numbers, each with which it is.
 * @param {Float32Array} values
 * @returns {HTMLElement}
 */
export function numbersList(values) {
  const limit = limitOf(values)
  return element(
    "ol",
    { class: "measured", start: 0 },
    ...Array.from(values, (value, index) =>
      element(
        "li",
        { style: { background: cssColour(value, limit), color: textColour(value, limit) } },
        element("small", { text: `${index}` }),
        element("span", { text: number(value) }),
      ),
    ),
  )
}

/** @param {Float32Array} values */
function limitOf(values) {
  return inputLimit({ input_shape: [1, values.length, 1], reads: "numbers" }, values)
}
