// Pictures whose numbers are bytes, from 0 to 255.

import { textOn } from "./colour.js"
import { element } from "./element.js"
import { contextOf } from "./find.js"

/** @import { Shape } from "./types.js" */

/**
 * Take apart what Python sent: a line of JSON before the bytes of the pictures.
 * @template [Header=unknown]
 * @param {Uint8Array} data
 * @returns {{header: Header, pixels: Uint8Array}} The JSON, and the pictures one after the other.
 */
export function unpackPictures(data) {
  const end = data.indexOf(10)
  return { header: JSON.parse(new TextDecoder().decode(data.subarray(0, end))), pixels: data.subarray(end + 1) }
}

/**
 * Whether two messages are the same; none is only the same as none.
 * @param {Uint8Array | undefined} first
 * @param {Uint8Array | undefined} second
 * @returns {boolean}
 */
export function sameBytes(first, second) {
  if (!first || !second) return first === second
  return first.length === second.length && first.every((byte, index) => byte === second[index])
}

/**
 * The bytes of one of several pictures of the same shape.
 * @param {Uint8Array} pixels
 * @param {Shape} shape
 * @param {number} index
 * @returns {Uint8Array}
 */
export function pictureAt(pixels, [height, width, channels], index) {
  const size = height * width * channels
  return pixels.subarray(index * size, (index + 1) * size)
}

/**
 * A picture as a canvas: in its colours, or one of its channels from black to white.
 * @param {ArrayLike<number>} values - From 0 to 255, in the order row, column, channel.
 * @param {Shape} shape
 * @param {number} [scale] - Screen pixels a pixel; left out where the style sheet says how large it is.
 * @param {number} [channel]
 * @returns {HTMLCanvasElement}
 */
export function bytesCanvas(values, [height, width, channels], scale, channel) {
  const canvas = element("canvas", {
    width,
    height,
    style: scale ? { width: `${width * scale}px`, height: `${height * scale}px` } : {},
  })
  const context = contextOf(canvas)
  const image = context.createImageData(width, height)
  for (let cell = 0; cell < height * width; cell++) {
    for (let primary = 0; primary < 3; primary++) {
      image.data[4 * cell + primary] = values[cell * channels + (channel ?? (channels === 3 ? primary : 0))]
    }
    image.data[4 * cell + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}

/**
 * The largest whole scale, at least 1, at which `size` pixels fit in `room`.
 * @param {number} size
 * @param {number} room
 * @returns {number}
 */
export function wholeScale(size, room) {
  return Math.max(1, Math.floor(room / size))
}

export const CHANNELS = ["red", "green", "blue"]

/**
 * How the channels of a picture are called.
 * @param {Shape} shape
 * @returns {string[]}
 */
export function channelNames([, , channels]) {
  return channels === 3 ? CHANNELS : ["brightness"]
}

/**
 * Background and text colours of a number.
 * @param {number} value - From 0 to 255.
 * @returns {[string, string]}
 */
export function greyColours(value) {
  return [`rgb(${value} ${value} ${value})`, textOn([value, value, value])]
}
