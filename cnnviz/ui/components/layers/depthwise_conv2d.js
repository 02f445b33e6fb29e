// A depthwise convolution: the window on one channel times that channel's own kernel, plus the bias.

import { biasPart } from "../scene/sums.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { flatIndex } from "../shared/positions.js"
import { captioned, numberGrid, result, sign } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"

/**
 * @import { FunctionLayer, Region, Terms, WindowLayer } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * multiplier: how many maps each channel makes.
 * @typedef {WindowLayer & FunctionLayer & {multiplier: number}} DepthwiseLayer
 */

/**
 * source is the channel that the window lies on; window, kernel and products are (kernel height, kernel width), flat, with
 * 0 outside the input.
 * @typedef {Terms & {region: Region, source: number, window: Float64Array, kernel: Float64Array, products: Float64Array,
 *   bias: number, preActivation: number}} DepthwiseTerms
 */

/** @typedef {LayerKind<DepthwiseLayer, DepthwiseTerms>} DepthwiseKind */

/** @type {DepthwiseKind} */
export default {
  classes: ["DepthwiseConv2D"],
  explain,
  source: (layer, [row, col, channel]) => ({
    ...windowAt(layer, row, col),
    channel: Math.floor(channel / layer.multiplier),
  }),
  sentence: (layer, { products, bias, preActivation, value }) =>
    `${products.length} products of one channel, plus bias ${number(bias)}, ${outcome(layer, preActivation, value)}`,
  ledger,
}

/** @type {DepthwiseKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [height, width, channels] = layer.input_shape
  const [kernelHeight, kernelWidth] = layer.kernel_size
  const weights = arrays[`${layer.name}.kernel`]
  const made = layer.output_shape[2]
  const source = Math.floor(channel / layer.multiplier)
  const size = kernelHeight * kernelWidth
  const [window, kernel, products] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const region = windowAt(layer, row, col)
  for (let index = 0; index < size; index++) {
    const inputRow = region.top + Math.floor(index / kernelWidth) * layer.dilation_rate[0]
    const inputCol = region.left + (index % kernelWidth) * layer.dilation_rate[1]
    const inside = inputRow >= 0 && inputRow < height && inputCol >= 0 && inputCol < width
    window[index] = inside ? input[(inputRow * width + inputCol) * channels + source] : 0
    kernel[index] = weights[index * made + channel]
    products[index] = window[index] * kernel[index]
  }
  const bias = arrays[`${layer.name}.bias`]?.[channel] ?? 0
  const preActivation = products.reduce((a, b) => a + b, 0) + bias
  return {
    value: FUNCTIONS[layer.activation].of(preActivation),
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    region,
    source,
    window,
    kernel,
    products,
    bias,
    preActivation,
  }
}

/** @type {NonNullable<DepthwiseKind["ledger"]>} */
function ledger(layer, { source, window, kernel, products, bias, preActivation, value }, view) {
  const cols = layer.kernel_size[1]
  const made = layer.activation !== "linear" && FUNCTIONS[layer.activation].formula(number(preActivation))
  const grid = (/** @type {Float64Array} */ values, /** @type {number} */ limit) => numberGrid([...values], cols, limit)
  return [
    element(
      "p",
      { class: "equation" },
      `${number(preActivation - bias)} `,
      biasPart(bias),
      made ? ` makes ${number(preActivation)}; ${made} = ` : " = ",
      result(value),
    ),
    element(
      "div",
      { class: "row" },
      captioned(`window on channel ${source}`, grid(window, view.limits[source] ?? largest(window))),
      sign("×"),
      captioned("its own kernel", grid(kernel, largest(kernel))),
      sign("="),
      captioned("products", grid(products, largest(products))),
    ),
  ]
}
