// The ledger of a sum over input channels, without the windows that it was made of.

import { biasPart } from "../../scene/sums.js"
import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { FUNCTIONS } from "../../shared/functions.js"
import { largestFirst } from "../../shared/order.js"
import { result } from "./ledger.js"

const SHOWN = 12

/**
 * @import { Child } from "../../shared/element.js"
 * @import { FunctionLayer } from "../../shared/types.js"
 */

/**
 * The sum, the bias and the function built in, and below them the channels that weigh most.
 * @param {FunctionLayer} layer
 * @param {{subtotals: Float64Array, bias: number, preActivation: number, value: number}} terms
 * @param {(index: number) => string} name - What a channel is called.
 * @returns {Child[]}
 */
export function channelSum(layer, { subtotals, bias, preActivation, value }, name) {
  const { activation } = layer
  const made =
    activation === "softmax"
      ? "its softmax"
      : activation !== "linear" && FUNCTIONS[activation].formula(number(preActivation))
  const shown = [...largestFirst(subtotals, SHOWN)]
  return [
    element(
      "p",
      { class: "equation" },
      `${subtotals.length} channels add up to ${number(preActivation - bias)} `,
      biasPart(bias),
      made ? ` makes ${number(preActivation)}; ${made} = ` : " = ",
      result(value),
    ),
    element(
      "div",
      { class: "products" },
      ...shown.map((index) =>
        element(
          "span",
          { class: "product", style: { borderColor: "var(--edge)" } },
          element("small", { text: `${name(index)}: ` }),
          element("b", { text: number(subtotals[index]) }),
        ),
      ),
    ),
    shown.length < subtotals.length &&
      element("p", { class: "note", text: `The ${shown.length} channels that weigh most, of ${subtotals.length}.` }),
  ]
}
