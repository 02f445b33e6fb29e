// The filters of a network's first convolution as pictures.

import { mapCanvas } from "./canvas.js"
import { pictureCanvas } from "./picture.js"

/**
 * @import { CanvasPool } from "./canvas.js"
 * @import { Shape } from "./types.js"
 */

/**
 * The first convolution; sees_colours: whether each of its filters has a colour at every cell.
 * @typedef {{name: string, kernel_size: number[], input_shape: Shape, output_shape: Shape, sees_colours: boolean}} First
 */

/**
 * One filter as a canvas of one pixel a cell: in the colours that it looks for, or else in those of its weights.
 * @param {First} first
 * @param {Float32Array} kernels - In the order row, column, channel, filter.
 * @param {number} filter - Where filters see no colours but have several channels: channel × filters + filter.
 * @param {number} limit - The end of the colour scale.
 * @param {CanvasPool} pool
 * @returns {HTMLCanvasElement}
 */
export function kernelCanvas(first, kernels, filter, limit, pool) {
  const [height, width] = first.kernel_size
  const [channels, filters] = [first.input_shape[2], first.output_shape[2]]
  if (!first.sees_colours) return mapCanvas(kernels, [height, width, channels * filters], filter, limit, false, pool)
  const shares = Array.from(
    { length: height * width * channels },
    (_, index) => 0.5 + kernels[index * filters + filter] / (2 * limit || 1),
  )
  return pictureCanvas({ input_shape: [height, width, channels] }, shares, pool)
}
