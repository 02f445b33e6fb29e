// What the network gets: a digit in ink, a grey picture, or a colour picture with a channel each of red, green and blue.
// network.reads is the kind of its pictures: "digits", "drawings", "greyscale" or "colour". "numbers" are no picture: a row of
// any numbers, in the colours of all other values.

import { CanvasPool, mapCanvas } from "./canvas.js"
import { largest, NAN_PACKED, packed } from "./colour.js"
import { contextOf } from "./find.js"
import { number } from "./format.js"
import { sourceOf } from "./graph.js"
import { flatIndex } from "./positions.js"

/** @import { LayerWords, PictureReader } from "./types.js" */

export const PRIMARIES = ["red", "green", "blue"]

/**
 * Whether a network reads colour pictures.
 * @param {PictureReader} network
 * @returns {boolean}
 */
export function readsColour({ input_shape: shape }) {
  return shape[2] === PRIMARIES.length
}

/**
 * Whether a network reads numbers that are no picture.
 * @param {PictureReader} network
 * @returns {boolean}
 */
export function readsNumbers({ reads }) {
  return reads === "numbers"
}

/**
 * Where the colour scale of what the network gets ends: a picture's at 1, that of numbers at the largest.
 * @param {PictureReader} network
 * @param {ArrayLike<number>} [values] - What it gets.
 * @returns {number}
 */
export function inputLimit(network, values = []) {
  return readsNumbers(network) ? largest(values) || 1 : 1
}

/**
 * Where a pixel stands: "row 4, column 5"; of numbers which it is: "number 5".
 * @param {PictureReader} network
 * @param {number} row
 * @param {number} col
 * @param {string} [column] - The word for a column.
 * @returns {string}
 */
export function pixelPlace(network, row, col, column = "column") {
  return readsNumbers(network) ? `number ${col}` : `row ${row}, ${column} ${col}`
}

/**
 * Whether a network reads ink on paper: digits, or other drawings.
 * @param {PictureReader} network
 * @returns {boolean}
 */
export function readsInk(network) {
  return ["digits", "drawings"].includes(network.reads ?? "digits") && !readsColour(network)
}

/**
 * What one number of the picture says, and what its ends mean.
 * @param {PictureReader} network
 * @returns {{name: string, ends: string}}
 */
export function pixelWords(network) {
  if (readsNumbers(network)) return { name: "value", ends: "As they are: nothing scales them" }
  if (readsColour(network)) return { name: "red, green, blue", ends: "0 is none, 1 is full" }
  return readsInk(network)
    ? { name: "ink", ends: "0 is paper, 1 is ink" }
    : { name: "brightness", ends: "0 is black, 1 is white" }
}

/**
 * How a channel of the picture is called, a map of what goes into the first layer.
 * @param {PictureReader} network
 * @param {number} channel
 * @returns {string}
 */
export function inputChannelName(network, channel) {
  return readsColour(network) ? PRIMARIES[channel] : `channel ${channel}`
}

/**
 * How a channel of what goes into layer k is called.
 * @param {PictureReader & {layers: Pick<LayerWords, "inputs">[]}} network
 * @param {number} k
 * @param {number} channel
 * @returns {string}
 */
export function channelBefore(network, k, channel) {
  return sourceOf(network, k) < 0 ? inputChannelName(network, channel) : `channel ${channel}`
}

/**
 * The three values of a pixel: "red 0.620, green 0.113, blue 0.004".
 * @param {PictureReader} network
 * @param {ArrayLike<number>} values - The picture.
 * @param {number} row
 * @param {number} col
 * @returns {string}
 */
export function pixelText(network, values, row, col) {
  return PRIMARIES.map(
    (name, channel) => `${name} ${number(values[flatIndex(network.input_shape, [row, col, channel])])}`,
  ).join(", ")
}

/**
 * The colour of a pixel as one little-endian RGBA number.
 * @param {number} red - From 0 to 1, like the others.
 * @param {number} green
 * @param {number} blue
 * @returns {number}
 */
export function packedPicture(red, green, blue) {
  if (Number.isNaN(red + green + blue)) return NAN_PACKED
  const byte = (/** @type {number} */ share) => Math.round(Math.min(Math.max(share, 0), 1) * 255)
  return packed([byte(red), byte(green), byte(blue)])
}

/**
 * The picture that the network got as a canvas of one pixel a pixel: in its colours, or as ink; numbers as values.
 * @param {PictureReader} network
 * @param {ArrayLike<number>} values - The picture.
 * @param {CanvasPool} [pool]
 * @returns {HTMLCanvasElement}
 */
export function pictureCanvas(network, values, pool = new CanvasPool()) {
  if (!readsColour(network)) {
    const limit = inputLimit(network, values)
    return mapCanvas(values, network.input_shape, 0, limit, !readsNumbers(network), pool)
  }
  const [height, width] = network.input_shape
  const canvas = pool.take(width, height)
  const context = contextOf(canvas, { willReadFrequently: true })
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  for (let cell = 0; cell < pixels.length; cell++) {
    pixels[cell] = packedPicture(values[3 * cell], values[3 * cell + 1], values[3 * cell + 2])
  }
  context.putImageData(image, 0, 0)
  return canvas
}
