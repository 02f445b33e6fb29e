// A cell's own numbers, written out. A part is a string or a node; long lists are one word that opens.

import { element } from "../shared/element.js"
import { number, productText } from "../shared/format.js"
import { FUNCTIONS } from "../shared/functions.js"
import { largestFirst } from "../shared/order.js"

/**
 * @import { Child } from "../shared/element.js"
 * @import { Layer } from "../shared/types.js"
 */

/**
 * Which lists are open, by name, their nodes, and what shows the sum again.
 * @typedef {{open: Set<string>, lists: HTMLElement[], refresh: () => void}} SumView
 */

/** Terms of a sum that stand there at once. */
export const WRITTEN_OUT = 3

/**
 * A factor of a product: negative ones in brackets.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function factor(value, digits = 3) {
  return value < 0 ? `(${number(value, digits)})` : number(value, digits)
}

/**
 * "1.00 × 0.284 + 1.00 × (−0.263) + 22 more"
 * @param {SumView} view
 * @param {string} name - The list's.
 * @param {object} terms
 * @param {ArrayLike<number>} terms.firsts
 * @param {ArrayLike<number>} terms.seconds
 * @param {ArrayLike<number>} terms.products
 * @param {number[]} terms.order - Indices, that of the largest product first.
 * @param {(index: number) => string} terms.placeName - Where a product stands, in words.
 * @returns {Child[]}
 */
export function productSum(view, name, { firsts, seconds, products, order, placeName }) {
  if (order.every((index) => products[index] === 0)) return [`${products.length.toLocaleString("en")} products, all 0`]
  const written = Array.from(
    order.slice(0, WRITTEN_OUT),
    (index) => `${factor(firsts[index])} × ${factor(seconds[index])}`,
  )
  const rest = products.length - written.length
  if (rest <= 0) return [written.join(" + ")]
  return [
    `${written.join(" + ")} + `,
    more(view, name, rest, () =>
      Array.from(
        order,
        (index) =>
          `${placeName(index)}: ${productText(firsts[index], seconds[index], products[index], factor)} ${number(products[index])}`,
      ),
    ),
  ]
}

/**
 * "0.512 + (−0.301) + 4 more": the largest numbers of a sum.
 * @param {SumView} view
 * @param {string} name - The list's.
 * @param {ArrayLike<number>} values
 * @param {(index: number) => string} placeName
 * @returns {Child[]}
 */
export function numberSum(view, name, values, placeName) {
  const order = largestFirst(values)
  const written = Array.from(order.slice(0, WRITTEN_OUT), (index) => factor(values[index])).join(" + ")
  const rest = values.length - WRITTEN_OUT
  if (rest <= 0) return [written]
  return [
    `${written} + `,
    more(view, name, rest, () => Array.from(order, (index) => `${placeName(index)}: ${number(values[index])}`)),
  ]
}

/**
 * The word that opens a list, and the list while it is open.
 * @param {SumView} view
 * @param {string} name
 * @param {number} count
 * @param {() => string[]} lines
 */
function more(view, name, count, lines) {
  const open = view.open.has(name)
  const button = element("button", {
    class: "more",
    type: "button",
    "data-keep": `more-${name}`,
    "aria-expanded": String(open),
    text: `${count.toLocaleString("en")} more`,
    onclick: () => {
      if (!view.open.delete(name)) view.open.add(name)
      view.refresh()
    },
  })
  if (open) {
    view.lists.push(
      element(
        "ol",
        { class: "terms", "data-testid": "stepper-terms" },
        ...lines().map((text) => element("li", { text })),
      ),
    )
  }
  return button
}

/**
 * "+ bias 0.024"
 * @param {number} bias
 * @returns {HTMLElement}
 */
export function biasPart(bias) {
  return element("span", {}, ` ${bias < 0 ? "−" : "+"} ${number(Math.abs(bias))} `, element("small", { text: "bias" }))
}

/**
 * "= −0.872" or, with a function built into the layer, "= −0.872, max(0, −0.872) = 0.000".
 * @param {Layer} layer
 * @param {{preActivation: number, value: number}} terms
 * @param {"=" | "≈"} [sign] - Whether what stands before adds up as it is written.
 * @returns {Child[]}
 */
export function outcomeParts(layer, { preActivation, value }, sign = "=") {
  const { activation = "linear" } = layer
  if (activation === "linear") return [` ${sign} `, resultPart(value)]
  const name = activation === "softmax" ? "softmax" : FUNCTIONS[activation].formula(number(preActivation))
  return [` ${sign} ${number(preActivation)};  ${name} = `, resultPart(value)]
}

/**
 * The value a sum ends in.
 * @param {number} value
 * @param {string} [text]
 * @returns {HTMLElement}
 */
export function resultPart(value, text = number(value)) {
  return element("b", { class: "value", "data-testid": "stepper-value", text })
}

/**
 * TensorFlow's number beside ours, with a tick where they agree.
 * @param {boolean} agree
 * @param {{output: number}} terms
 * @param {(value: number) => string} [text]
 * @returns {HTMLElement}
 */
export function tensorflowPart(agree, { output }, text = (value) => number(value)) {
  return element(
    "span",
    { class: agree ? "tensorflow agrees" : "tensorflow", "data-testid": "stepper-tensorflow" },
    `TensorFlow: ${text(output)} ${agree ? "✓" : "≠"}`,
  )
}
