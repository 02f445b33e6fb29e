// The picked filter's kernel in numbers, laid on the window of one cell.

import { captioned, numberGrid, sign } from "../layers/parts/ledger.js"
import { element } from "../shared/element.js"
import { number, shortNumber } from "../shared/format.js"
import { sourceOf } from "../shared/graph.js"
import { channelOf } from "../shared/order.js"
import { inputChannelName, readsColour } from "../shared/picture.js"
import { inputOf } from "../shared/wire.js"
import { inRegion, legend } from "./controls.js"
import { kernelOf, mapPicture } from "./pictures.js"
import { feederWords, sumWords } from "./words.js"

/** @import { Network, Reading, WindowLayer } from "../shared/types.js" */
/** @import { ConvolutionTerms, Limits } from "./types.js" */

/**
 * The numbers of one cell of the filter's feature map.
 * @typedef {object} KernelView
 * @property {Reading} reading
 * @property {number} k - The layer's index.
 * @property {WindowLayer} layer
 * @property {number} filter
 * @property {ConvolutionTerms} terms - Of the cell.
 * @property {number} channel - The input channel whose numbers are shown.
 * @property {Limits} limits
 * @property {(channel: number) => void} choose - Hears which channel was clicked.
 */

const TILE_ROOM = 26

/**
 * The kernel on the window, the sum and the colour scales.
 * @param {KernelView} view
 * @returns {HTMLElement[]}
 */
export function kernelNumbers(view) {
  const { reading, k, layer, filter, terms, channel, limits } = view
  const { network } = reading
  const isPicture = sourceOf(network, k) < 0
  const colour = isPicture && readsColour(network)
  const { first = 0 } = terms
  const [channels, cols] = [terms.subtotals.length, layer.kernel_size[1]]
  const window = channelOf(terms.window, channels, channel)
  const kernel = channelOf(terms.kernel, channels, channel)
  const kernelGrid = numberGrid(kernel, cols, limits.kernels, {
    label: `Kernel: ${kernel.map((weight) => number(weight)).join(", ")}`,
  })
  kernelGrid.dataset.testid = "filter-kernel"
  return [
    ...(channels > 1 ? [channelChoice(view)] : []),
    element(
      "div",
      { class: "product" },
      captioned(
        `${isPicture && !colour ? "the picture" : mapBefore(network, k, first + channel)} under it`,
        numberGrid(window, cols, isPicture ? 1 : limits.inputs, {
          ink: isPicture,
          label: `Window: ${window.map((value) => number(value)).join(", ")}`,
        }),
      ),
      sign("×"),
      inRegion(
        "filters",
        captioned(channels > 1 ? `kernel for ${mapBefore(network, k, first + channel)}` : "kernel", kernelGrid),
      ),
      channels > 1 &&
        element(
          "span",
          { class: "subtotal", "data-region": "sums", "data-cover": "?" },
          sign("="),
          element("b", { text: number(terms.subtotals[channel]) }),
        ),
    ),
    element(
      "p",
      { class: "sum", "data-region": "sums filters" },
      sumWords(layer, terms),
      " ",
      element("span", { class: "faint", text: `TensorFlow: ${number(terms.output)}` }),
    ),
    element(
      "div",
      { class: "legends" },
      inRegion("filters", legend("this kernel", limits.kernels, true, terms.kernel)),
      inRegion(
        "sums maps",
        legend(
          "this feature map",
          limits.maps,
          layer.signed,
          channelOf(reading.outputs[k], layer.output_shape[2], filter),
        ),
      ),
      legend(colour ? "channels of the picture" : "the picture", 1, false, reading.input, true),
      !isPicture &&
        legend(
          `maps of ${feederWords(network, k)}`,
          limits.inputs,
          network.layers[sourceOf(network, k)].signed,
          inputOf(reading, k),
        ),
    ),
  ]
}

/**
 * One small kernel an input channel, with what it adds to the cell's value.
 * @param {KernelView} view
 * @returns {HTMLElement}
 */
function channelChoice({ reading, k, layer, filter, terms, channel, limits, choose }) {
  const { first = 0 } = terms
  const [height, width] = layer.kernel_size
  const scale = Math.max(1, Math.floor(TILE_ROOM / Math.max(height, width)))
  return element(
    "div",
    {
      class: "channels",
      "data-region": "sums filters",
      role: "group",
      "aria-label": `Kernels, one for each ${sourceOf(reading.network, k) < 0 ? "channel of the picture" : `map of ${feederWords(reading.network, k)}`}`,
    },
    ...Array.from(terms.subtotals, (subtotal, index) =>
      element(
        "button",
        {
          class: "tile",
          type: "button",
          "data-testid": "filter-channel",
          "aria-pressed": String(index === channel),
          "aria-label": `Kernel for ${mapBefore(reading.network, k, first + index)}: adds ${number(subtotal)}`,
          title: `${mapBefore(reading.network, k, first + index)} adds ${number(subtotal)}`,
          onclick: () => choose(index),
        },
        mapPicture(kernelOf(reading.network, layer, filter, index), [height, width, 1], 0, limits.kernels, scale),
        element("span", { text: shortNumber(subtotal) }),
      ),
    ),
  )
}

/**
 * "map 3", or "red" where the picture itself goes in.
 * @param {Network} network
 * @param {number} k
 * @param {number} channel
 * @returns {string}
 */
function mapBefore(network, k, channel) {
  return sourceOf(network, k) < 0 && readsColour(network) ? inputChannelName(network, channel) : `map ${channel}`
}
