// Below the table: the same network in Keras, and what a dense layer on the raw pixels would cost instead.

import { element } from "../shared/element.js"

/** @import { Instead } from "./types.js" */

/**
 * The network in Keras, and a button that copies it.
 * @param {string} code
 * @returns {HTMLElement[]}
 */
export function codeOf(code) {
  const copy = element("button", { type: "button", text: "Copy", "data-testid": "shapes-copy" })
  copy.onclick = async () => {
    await navigator.clipboard.writeText(code)
    copy.textContent = "Copied"
    setTimeout(() => (copy.textContent = "Copy"), 1500)
  }
  return [
    element("h2", {}, "In Keras ", copy),
    element(
      "pre",
      { tabindex: 0, "aria-label": "The network as Python code" },
      element("code", { "data-testid": "shapes-code", text: code }),
    ),
  ]
}

/**
 * What dense layers would cost.
 * @param {Instead[]} lines
 * @param {string} conclusion - What that means for this network; may be empty.
 * @returns {HTMLElement[]}
 */
export function insteadOf(lines, conclusion) {
  return [
    element("h2", { text: "A dense layer on the raw pixels instead" }),
    element("p", { text: "One neuron that looks at every number of the picture needs a weight for each:" }),
    element(
      "dl",
      { "data-region": "costs" },
      ...lines.flatMap(([product, weights, words]) => [
        element("dt", {}, words),
        element("dd", {}, `${product} = `, element("b", { text: weights })),
      ]),
    ),
    ...(conclusion ? [element("p", { "data-region": "costs shapes", "data-cover": "?", text: conclusion })] : []),
  ]
}
