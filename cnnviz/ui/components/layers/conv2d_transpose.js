// A transposed convolution: every cell whose kernel lies over this one, times the weight there, plus the bias.

import { number } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { flatIndex } from "../shared/positions.js"
import { channelSum } from "./parts/channel_sum.js"
import { reachOf } from "./parts/windows.js"

/**
 * @import { FunctionLayer, ReachLayer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * The size of the kernel, how far one is from the next, and how much of the first lies outside: of rows, of columns.
 * @typedef {ReachLayer & FunctionLayer & {spread: number[], spread_strides: number[], spread_before: number[]}} SpreadLayer
 */

/**
 * window, kernel and products are (rows, columns, input channels) of the cells that reach here, flat; subtotals are the
 * sums of the products of an input channel.
 * @typedef {Terms & {window: Float64Array, kernel: Float64Array, products: Float64Array, subtotals: Float64Array,
 *   bias: number, preActivation: number}} SpreadTerms
 */

/** @typedef {LayerKind<SpreadLayer, SpreadTerms>} SpreadKind */

/** @type {SpreadKind} */
export default {
  classes: ["Conv2DTranspose"],
  explain,
  source: (layer, [row, col]) => reachOf(layer, row, col),
  sentence: (layer, { products, bias, preActivation, value }) =>
    `${products.length} products of the cells that reach here, plus bias ${number(bias)}, ` +
    outcome(layer, preActivation, value),
  ledger: (layer, terms) => channelSum(layer, terms, (index) => `channel ${index}`),
}

/** @type {SpreadKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [, width, channels] = layer.input_shape
  const filters = layer.output_shape[2]
  const { top, left, bottom, right } = reachOf(layer, row, col)
  const weights = arrays[`${layer.name}.kernel`]
  const size = (bottom - top) * (right - left) * channels
  const [window, kernel, products] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const subtotals = new Float64Array(channels)
  let index = 0
  for (let y = top; y < bottom; y++) {
    const kernelRow = row + layer.spread_before[0] - y * layer.spread_strides[0]
    for (let x = left; x < right; x++) {
      const kernelCol = col + layer.spread_before[1] - x * layer.spread_strides[1]
      const from = ((kernelRow * layer.spread[1] + kernelCol) * filters + channel) * channels
      for (let c = 0; c < channels; c++, index++) {
        window[index] = input[(y * width + x) * channels + c]
        kernel[index] = weights[from + c]
        products[index] = window[index] * kernel[index]
        subtotals[c] += products[index]
      }
    }
  }
  const bias = arrays[`${layer.name}.bias`]?.[channel] ?? 0
  const preActivation = subtotals.reduce((a, b) => a + b, 0) + bias
  return {
    value: FUNCTIONS[layer.activation].of(preActivation),
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    window,
    kernel,
    products,
    subtotals,
    bias,
    preActivation,
  }
}
