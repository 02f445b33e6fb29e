// Feature maps as files.

import { mapCanvas } from "./canvas.js"
import { element } from "./element.js"
import { contextOf } from "./find.js"

/** @import { Shape } from "./types.js" */

/**
 * One channel as NAME.png, in the colours of the page.
 * @param {ArrayLike<number>} values - Flat, in the order row, column, channel.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} channel
 * @param {number} limit - The end of the colour scale.
 * @param {boolean} ink
 * @param {number} scale - A cell becomes a square of scale × scale pixels.
 * @param {string} name - Without an ending.
 * @returns {void}
 */
export function downloadMapPng(values, shape, channel, limit, ink, scale, name) {
  const map = mapCanvas(values, shape, channel, limit, ink)
  const picture = element("canvas", { width: map.width * scale, height: map.height * scale })
  const context = contextOf(picture)
  context.imageSmoothingEnabled = false
  context.drawImage(map, 0, 0, picture.width, picture.height)
  picture.toBlob((blob) => blob && saveFile(blob, `${name}.png`), "image/png")
}

/**
 * One channel as NAME.csv.
 * @param {ArrayLike<number>} values - Flat, in the order row, column, channel.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} channel
 * @param {string} name - Without an ending.
 * @returns {void}
 */
export function downloadMapCsv(values, shape, channel, name) {
  saveFile(new Blob([mapCsv(values, shape, channel)], { type: "text/csv" }), `${name}.csv`)
}

/**
 * One channel in nine significant digits: a float32 read back is the same float32.
 * @param {ArrayLike<number>} values - Flat, in the order row, column, channel.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} channel
 * @returns {string} `height` lines of `width` numbers, which may be NaN, inf and -inf.
 */
export function mapCsv(values, [height, width, channels], channel) {
  const written = (/** @type {number} */ value) =>
    Number.isFinite(value) ? `${Number(value.toPrecision(9))}` : `${value}`.replace("Infinity", "inf")
  let text = ""
  for (let row = 0; row < height; row++) {
    const line = Array.from({ length: width }, (_, col) => written(values[(row * width + col) * channels + channel]))
    text += `${line.join(",")}\n`
  }
  return text
}

/**
 * Let the visitor save a file.
 * @param {Blob} blob
 * @param {string} name
 * @returns {void}
 */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob)
  element("a", { href: url, download: name }).click()
  // The click only starts the download: the browser still has to read the blob.
  setTimeout(() => URL.revokeObjectURL(url), 10000)
}
