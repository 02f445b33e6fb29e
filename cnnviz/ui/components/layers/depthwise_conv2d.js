// A depthwise convolution: the window on one channel times that channel's own kernel, plus the bias.

import { multiplyPane } from "../scene/multiply.js"
import { outcomeLine } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView } from "../scene/panes.js"
import { biasPart, outcomeParts, productSum } from "../scene/sums.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { largestFirst } from "../shared/order.js"
import { flatIndex } from "../shared/positions.js"
import { captioned, numberGrid, result, sign } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { FunctionLayer, Region, Terms, WindowLayer } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * multiplier: how many maps each channel makes.
 * @typedef {WindowLayer & FunctionLayer & {multiplier: number}} DepthwiseLayer
 */

/**
 * first is the channel that the window lies on, and the only one that has a subtotal; window, kernel and products are (kernel height, kernel width), flat, with
 * 0 outside the input.
 * @typedef {Terms & {region: Region, first: number, subtotals: Float64Array, window: Float64Array, kernel: Float64Array, products: Float64Array,
 *   bias: number, preActivation: number}} DepthwiseTerms
 */

/** @typedef {WholeKind<DepthwiseLayer, DepthwiseTerms>} DepthwiseKind */

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
  scene,
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
  const subtotals = Float64Array.of(products.reduce((a, b) => a + b, 0))
  const preActivation = subtotals[0] + bias
  return {
    value: FUNCTIONS[layer.activation].of(preActivation),
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    region,
    first: source,
    subtotals,
    window,
    kernel,
    products,
    bias,
    preActivation,
  }
}

/** @type {DepthwiseKind["ledger"]} */
function ledger(layer, { first, window, kernel, products, bias, preActivation, value }, view) {
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
      captioned(`window on channel ${first}`, grid(window, view.limits[first] ?? largest(window))),
      sign("×"),
      captioned("its own kernel", grid(kernel, largest(kernel))),
      sign("="),
      captioned("products", grid(products, largest(products))),
    ),
  ]
}

/**
 * @param {Stage<DepthwiseLayer, DepthwiseTerms>} stage
 * @returns {Scene<DepthwiseTerms>}
 */
function scene(stage) {
  const { layer, position } = stage
  const cols = layer.kernel_size[1]
  const source = Math.floor(position[2] / layer.multiplier)
  const input = inputView(stage, source, { border: Math.max(layer.pad_top, layer.pad_left) })
  const output = outputView(stage)
  const multiply = multiplyPane(stage, `kernel of channel ${position[2]}`)
  return {
    panes: [inputPane(stage, input), multiply.node, outputPane(stage, output)],
    output,
    update({ position: cell, terms, revealed }) {
      input.draw({ frames: [terms.region] })
      output.draw({ revealed, cell: output.grid.cellOf(cell) })
      multiply.show({ ...terms, scale: { input: input.grid.limit, kernel: largest(terms.kernel) } }, [
        outcomeLine("added up", terms.subtotals[0]),
        outcomeLine("bias", terms.bias),
        outcomeLine("makes", terms.value, true),
      ])
    },
    sum: (terms, at, view) => [
      ...productSum(view, "products", {
        firsts: terms.window,
        seconds: terms.kernel,
        products: terms.products,
        order: largestFirst(terms.products),
        placeName: (index) => `row ${Math.floor(index / cols)}, column ${index % cols}`,
      }),
      ` = ${number(terms.subtotals[0])}`,
      biasPart(terms.bias),
      ...outcomeParts(layer, terms),
    ],
  }
}
