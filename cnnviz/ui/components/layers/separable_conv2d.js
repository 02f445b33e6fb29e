// A separable convolution: each channel's window times its own kernel, then all of these weighed and added.

import { biasPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { largestFirst } from "../shared/order.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"

const SHOWN = 12

/**
 * @import { FunctionLayer, Terms, WindowLayer } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/** @typedef {WindowLayer & FunctionLayer} SeparableLayer */

/**
 * depthwise: what each channel's own kernel makes of its window; pointwise: the filter's weight for each; subtotals: their
 * products.
 * @typedef {Terms & {depthwise: Float64Array, pointwise: Float64Array, subtotals: Float64Array, bias: number,
 *   preActivation: number}} SeparableTerms
 */

/** @typedef {LayerKind<SeparableLayer, SeparableTerms>} SeparableKind */

/** @type {SeparableKind} */
export default {
  classes: ["SeparableConv2D"],
  explain,
  source: (layer, [row, col]) => windowAt(layer, row, col),
  sentence: (layer, { subtotals, bias, preActivation, value }) =>
    `${subtotals.length} channels, each weighed, plus bias ${number(bias)}, ${outcome(layer, preActivation, value)}`,
  ledger,
}

/** @type {SeparableKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [height, width, channels] = layer.input_shape
  const filters = layer.output_shape[2]
  const [own, weights] = [arrays[`${layer.name}.depthwise_kernel`], arrays[`${layer.name}.pointwise_kernel`]]
  const [kernelHeight, kernelWidth] = layer.kernel_size
  const made = weights.length / filters
  const region = windowAt(layer, row, col)
  const depthwise = new Float64Array(made)
  for (let y = 0; y < kernelHeight; y++) {
    const inputRow = region.top + y * layer.dilation_rate[0]
    for (let x = 0; x < kernelWidth; x++) {
      const inputCol = region.left + x * layer.dilation_rate[1]
      if (inputRow < 0 || inputRow >= height || inputCol < 0 || inputCol >= width) continue
      for (let index = 0; index < made; index++) {
        const source = Math.floor((index * channels) / made)
        depthwise[index] +=
          input[(inputRow * width + inputCol) * channels + source] * own[(y * kernelWidth + x) * made + index]
      }
    }
  }
  const pointwise = Float64Array.from(depthwise, (_, index) => weights[index * filters + channel])
  const subtotals = depthwise.map((value, index) => value * pointwise[index])
  const bias = arrays[`${layer.name}.bias`]?.[channel] ?? 0
  const preActivation = subtotals.reduce((a, b) => a + b, 0) + bias
  return {
    value: FUNCTIONS[layer.activation].of(preActivation),
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    depthwise,
    pointwise,
    subtotals,
    bias,
    preActivation,
  }
}

/** @type {NonNullable<SeparableKind["ledger"]>} */
function ledger(layer, { depthwise, pointwise, subtotals, bias, preActivation, value }) {
  const made = layer.activation !== "linear" && FUNCTIONS[layer.activation].formula(number(preActivation))
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
          element("small", { text: `channel ${index}: ` }),
          `${number(depthwise[index])} × ${number(pointwise[index])} = `,
          element("b", { text: number(subtotals[index]) }),
        ),
      ),
    ),
    shown.length < subtotals.length &&
      element("p", { class: "note", text: `The ${shown.length} channels that weigh most, of ${subtotals.length}.` }),
  ]
}
