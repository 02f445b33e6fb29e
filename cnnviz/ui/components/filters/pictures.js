// Kernels and maps as sharp pictures.

import { enlarged, mapCanvas, sharpCanvas, TILE_EDGE } from "../shared/canvas.js"
import { contextOf } from "../shared/find.js"
import { pictureCanvas, PRIMARIES } from "../shared/picture.js"
import { channelsRead } from "./answers.js"

/** @import { Network, Region, Shape, WindowLayer } from "../shared/types.js" */

/**
 * What has a network's weights.
 * @typedef {Pick<Network, "arrays">} Weights
 */

const STACK_ROOM = 112
const TILE_GAP = 3

/**
 * One channel as squares of `scale` CSS pixels.
 * @param {ArrayLike<number>} values
 * @param {Shape} shape - [height, width, channels]
 * @param {number} channel
 * @param {number} limit - The end of the colour scale.
 * @param {number} scale
 * @param {boolean} [ink] - Whether it is shown in greys.
 * @returns {HTMLCanvasElement}
 */
export function mapPicture(values, shape, channel, limit, scale, ink = false) {
  return enlarged(mapCanvas(values, shape, channel, limit, ink), scale)
}

/**
 * A kernel for red, green and blue as the colours it looks for: grey is zero, `limit` as far as a channel goes.
 * @param {Weights} network
 * @param {WindowLayer} layer
 * @param {number} filter
 * @param {number} limit
 * @returns {HTMLCanvasElement}
 */
export function colourKernel(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const shares = colourShares(network, layer, filter, limit)
  const picture = pictureCanvas({ input_shape: [height, width, PRIMARIES.length] }, shares)
  return enlarged(picture, Math.max(1, Math.floor(STACK_ROOM / Math.max(height, width))))
}

/**
 * The colours that a kernel for red, green and blue looks for: 0.5 is zero, 0 and 1 are -limit and limit.
 * @param {Weights} network
 * @param {WindowLayer} layer
 * @param {number} filter
 * @param {number} limit
 * @returns {number[]} (kernel_h, kernel_w, 3) flat.
 */
export function colourShares(network, layer, filter, limit) {
  const kernels = PRIMARIES.map((_, channel) => kernelOf(network, layer, filter, channel))
  return kernels[0].flatMap((_, cell) => kernels.map((kernel) => 0.5 + kernel[cell] / (2 * limit || 1)))
}

/**
 * The weights of one filter for one input channel.
 * @param {Weights} network
 * @param {WindowLayer} layer
 * @param {number} filter
 * @param {number} channel
 * @returns {number[]} (kernel_h, kernel_w) flat.
 */
export function kernelOf(network, layer, filter, channel) {
  const [height, width] = layer.kernel_size
  const [channels, filters] = [channelsRead(layer), layer.output_shape[2]]
  const weights = network.arrays[`${layer.name}.kernel`]
  return Array.from({ length: height * width }, (_, cell) => weights[(cell * channels + channel) * filters + filter])
}

/**
 * All kernels of one filter side by side, row after row, in the order of the input channels.
 * @param {Weights} network
 * @param {WindowLayer} layer
 * @param {number} filter
 * @param {number} limit - The end of the colour scale.
 * @returns {HTMLCanvasElement}
 */
export function stackPicture(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const channels = channelsRead(layer)
  const { cols, rows, scale } = stackLayout(layer.kernel_size, channels)
  const [tileWidth, tileHeight] = [width * scale + TILE_GAP, height * scale + TILE_GAP]
  const canvas = sharpCanvas(cols * tileWidth - 1, rows * tileHeight - 1)
  const context = contextOf(canvas)
  const tiles = tileCanvas(network, layer, filter, limit)
  for (let channel = 0; channel < channels; channel++) {
    const [x, y] = [(channel % cols) * tileWidth + 1, Math.floor(channel / cols) * tileHeight + 1]
    context.fillStyle = TILE_EDGE
    context.fillRect(x - 1, y - 1, width * scale + 2, height * scale + 2)
    context.drawImage(tiles, 0, channel * height, width, height, x, y, width * scale, height * scale)
  }
  return canvas
}

/**
 * All kernels of one filter below each other, a pixel a weight: one canvas, since a canvas a kernel takes long.
 * @param {Weights} network
 * @param {WindowLayer} layer
 * @param {number} filter
 * @param {number} limit
 * @returns {HTMLCanvasElement}
 */
function tileCanvas(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const channels = channelsRead(layer)
  const kernels = Array.from({ length: channels }, (_, channel) => kernelOf(network, layer, filter, channel))
  return mapCanvas(kernels.flat(), [channels * height, width, 1], 0, limit)
}

/**
 * The arrangement that draws a filter's kernels largest in a square of STACK_ROOM.
 * @param {number[]} size - Height and width of a kernel.
 * @param {number} channels - How many kernels there are.
 * @returns {{cols: number, rows: number, scale: number}} scale: CSS pixels a weight.
 */
export function stackLayout([height, width], channels) {
  const layouts = Array.from({ length: channels }, (_, index) => {
    const cols = index + 1
    const rows = Math.ceil(channels / cols)
    const room = Math.min(
      ((STACK_ROOM + TILE_GAP) / cols - TILE_GAP) / width,
      ((STACK_ROOM + TILE_GAP) / rows - TILE_GAP) / height,
    )
    return { cols, rows, scale: Math.max(1, Math.floor(room)) }
  })
  return layouts.reduce((best, layout) => (layout.scale > best.scale ? layout : best))
}

/**
 * A frame around cells of a picture.
 * @param {HTMLCanvasElement} canvas
 * @param {Region} cells
 * @param {number} scale - Pixels a cell.
 * @param {string} colour - In CSS.
 * @returns {void}
 */
export function strokeCells(canvas, { top, left, bottom, right }, scale, colour) {
  const context = contextOf(canvas)
  context.strokeStyle = colour
  context.lineWidth = 2
  context.strokeRect(left * scale + 1, top * scale + 1, (right - left) * scale - 2, (bottom - top) * scale - 2)
}
