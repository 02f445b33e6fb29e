// What each input channel adds to one filter's map.

import { windowAt } from "./windows.js"

/** @import { WindowLayer } from "../../shared/types.js" */

/**
 * The results of a convolution's input channels by themselves: added up cell by cell, and with the bias, they are what one
 * filter makes before its activation.
 * @param {WindowLayer} layer
 * @param {Float32Array} input - (height, width, channels), flat.
 * @param {Float32Array} kernel - (kernel height, kernel width, channels, filters), flat.
 * @param {number} filter
 * @returns {Float32Array} (output height, output width, channels), flat: 0 where a window lies in padding alone.
 */
export function channelResults(layer, input, kernel, filter) {
  const [height, width, channels] = layer.input_shape
  const [rows, cols, filters] = layer.output_shape
  const [kernelHeight, kernelWidth] = layer.kernel_size
  const results = new Float32Array(rows * cols * channels)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, at += channels) {
      const { top, left } = windowAt(layer, row, col)
      for (let y = 0; y < kernelHeight; y++) {
        const inputRow = top + y * layer.dilation_rate[0]
        if (inputRow < 0 || inputRow >= height) continue
        for (let x = 0; x < kernelWidth; x++) {
          const inputCol = left + x * layer.dilation_rate[1]
          if (inputCol < 0 || inputCol >= width) continue
          const from = (inputRow * width + inputCol) * channels
          const weights = (y * kernelWidth + x) * channels
          for (let c = 0; c < channels; c++) {
            results[at + c] += input[from + c] * kernel[(weights + c) * filters + filter]
          }
        }
      }
    }
  }
  return results
}
