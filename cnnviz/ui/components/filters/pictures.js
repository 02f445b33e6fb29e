// Kernels and maps as sharp pictures.

import { mapCanvas } from "../shared/canvas.js"
import { element } from "../shared/element.js"
import { pictureCanvas, PRIMARIES } from "../shared/picture.js"

const STACK_ROOM = 112
const TILE_GAP = 3
export const TILE_EDGE = "#80808080"

/** A canvas of width × height CSS pixels whose context draws in them, sharp on any screen. */
export function sharpCanvas(width, height, attributes = {}) {
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  const canvas = element("canvas", {
    width: width * ratio,
    height: height * ratio,
    style: { width: `${width}px`, height: `${height}px` },
    ...attributes,
  })
  const context = canvas.getContext("2d")
  context.scale(ratio, ratio)
  context.imageSmoothingEnabled = false
  return canvas
}

/** One channel of (height, width, channels) as squares of `scale` CSS pixels. */
export function mapPicture(values, shape, channel, limit, scale, ink = false) {
  return enlarged(mapCanvas(values, shape, channel, limit, ink), scale)
}

/** A canvas of one pixel a cell as squares of `scale` CSS pixels. */
export function enlarged(picture, scale) {
  const [width, height] = [picture.width * scale, picture.height * scale]
  const canvas = sharpCanvas(width, height)
  canvas.getContext("2d").drawImage(picture, 0, 0, width, height)
  return canvas
}

/** A kernel for red, green and blue as the colours it looks for: grey is zero, `limit` as far as a channel goes. */
export function colourKernel(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const kernels = PRIMARIES.map((_, channel) => kernelOf(network, layer, filter, channel))
  const shares = kernels[0].flatMap((_, place) => kernels.map((kernel) => 0.5 + kernel[place] / (2 * limit || 1)))
  const picture = pictureCanvas({ input_shape: [height, width, PRIMARIES.length] }, shares)
  return enlarged(picture, Math.max(1, Math.floor(STACK_ROOM / Math.max(height, width))))
}

/** The weights of one filter for one input channel: (kernel_h, kernel_w) flat. */
export function kernelOf(network, layer, filter, channel) {
  const [height, width] = layer.kernel_size
  const [channels, filters] = [layer.input_shape[2], layer.output_shape[2]]
  const weights = network.arrays[`${layer.name}.kernel`]
  return Array.from({ length: height * width }, (_, place) => weights[(place * channels + channel) * filters + filter])
}

/** All kernels of one filter side by side, row after row, in the order of the input channels. */
export function stackPicture(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const { cols, rows, scale } = stackLayout(layer)
  const [tileWidth, tileHeight] = [width * scale + TILE_GAP, height * scale + TILE_GAP]
  const canvas = sharpCanvas(cols * tileWidth - 1, rows * tileHeight - 1)
  const context = canvas.getContext("2d")
  const tiles = tileCanvas(network, layer, filter, limit)
  for (let channel = 0; channel < layer.input_shape[2]; channel++) {
    const [x, y] = [(channel % cols) * tileWidth + 1, Math.floor(channel / cols) * tileHeight + 1]
    context.fillStyle = TILE_EDGE
    context.fillRect(x - 1, y - 1, width * scale + 2, height * scale + 2)
    context.drawImage(tiles, 0, channel * height, width, height, x, y, width * scale, height * scale)
  }
  return canvas
}

/** All kernels of one filter below each other, a pixel a weight: one canvas, since a canvas a kernel takes long. */
function tileCanvas(network, layer, filter, limit) {
  const [height, width] = layer.kernel_size
  const channels = layer.input_shape[2]
  const kernels = Array.from({ length: channels }, (_, channel) => kernelOf(network, layer, filter, channel))
  return mapCanvas(kernels.flat(), [channels * height, width, 1], 0, limit)
}

/** The arrangement that draws a filter's kernels largest in a square of STACK_ROOM. */
function stackLayout({ kernel_size: [height, width], input_shape: [, , channels] }) {
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

/** A frame around cells of a picture drawn with `scale` pixels a cell: bottom and right are excluded. */
export function strokeCells(canvas, { top, left, bottom, right }, scale, colour) {
  const context = canvas.getContext("2d")
  context.strokeStyle = colour
  context.lineWidth = 2
  context.strokeRect(left * scale + 1, top * scale + 1, (right - left) * scale - 2, (bottom - top) * scale - 2)
}
