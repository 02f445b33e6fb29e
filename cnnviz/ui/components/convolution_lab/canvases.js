// The picture and the output as canvases of one pixel a cell.

import { largest, packedColour } from "../shared/colour.js"
import { contextOf } from "../shared/find.js"

/**
 * @import { Cell } from "../shared/pointing.js"
 * @import { Convolved } from "./convolve.js"
 */

/**
 * How the output is shown; channel: undefined for all of them as a picture.
 * @typedef {{name: string, channel?: number}} View
 */

export const PRIMARY_NAMES = ["red", "green", "blue"]

/**
 * How the output is shown.
 * @param {{view: string | null}} setup - null: as it suits the picture.
 * @param {number} channels - Of the picture.
 * @returns {View}
 */
export function viewOf({ view }, channels) {
  const channel = PRIMARY_NAMES.findIndex((name) => name === view)
  if (channels === 3) return channel < 0 ? { name: "picture" } : { name: PRIMARY_NAMES[channel], channel }
  return view === "picture" ? { name: "picture" } : { name: "map", channel: 0 }
}

/**
 * The views that a picture's output has.
 * @param {number} channels - Of the picture.
 * @returns {[name: string, words: string][]}
 */
export function viewsOf(channels) {
  const names = channels === 3 ? ["picture", ...PRIMARY_NAMES] : ["map", "picture"]
  return names.map((name) => [name, name[0].toUpperCase() + name.slice(1)])
}

/**
 * Paint the output on a canvas: as a picture, with what lies below 0 or above 255 cut off, or one channel as a map.
 * @param {HTMLCanvasElement} canvas - Of a pixel a cell.
 * @param {Convolved} output
 * @param {View} view
 * @param {number} limit - The end of a map's colour scale.
 */
export function paintOutput(canvas, { values, shape }, view, limit) {
  const [height, width, channels] = shape
  const context = contextOf(canvas, { willReadFrequently: true })
  const image = context.createImageData(width, height)
  if (view.channel === undefined) {
    const { data } = image
    const [green, blue] = channels === 3 ? [1, 2] : [0, 0]
    for (let from = 0, to = 0; to < data.length; from += channels, to += 4) {
      // The array of an image rounds and cuts off by itself.
      data[to] = values[from]
      data[to + 1] = values[from + green]
      data[to + 2] = values[from + blue]
      data[to + 3] = 255
    }
  } else {
    const pixels = new Uint32Array(image.data.buffer)
    for (let cell = 0; cell < pixels.length; cell++) {
      pixels[cell] = packedColour(values[cell * channels + view.channel], limit)
    }
  }
  context.putImageData(image, 0, 0)
}

/**
 * The largest number in size of one channel.
 * @param {Convolved} output
 * @param {number} channel
 */
export function limitOf({ values, shape }, channel) {
  if (shape[2] === 1) return largest(values)
  let limit = 0
  for (let k = channel; k < values.length; k += shape[2]) limit = Math.max(limit, Math.abs(values[k]))
  return limit
}

/**
 * The share of the values that a picture cannot show.
 * @param {Pick<Convolved, "values">} output
 */
export function shareCutOff({ values }) {
  let count = 0
  for (let k = 0; k < values.length; k++) if (values[k] < -0.5 || values[k] >= 255.5) count++
  return count / values.length
}

/**
 * The cell of the output with the largest number in size, in any channel.
 * @param {Convolved} output
 * @returns {Cell}
 */
export function liveliestCell({ values, shape: [, width, channels] }) {
  let [best, most] = [0, -1]
  for (let k = 0; k < values.length; k++) if (Math.abs(values[k]) > most) [best, most] = [k, Math.abs(values[k])]
  const cell = Math.floor(best / channels)
  return [Math.floor(cell / width), cell % width]
}
