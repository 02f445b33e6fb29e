// The pieces that ledgers are made of.

import { CanvasPool, mapCanvas } from "../../shared/canvas.js"
import { cssColour, largest, packedColour, textColour } from "../../shared/colour.js"
import { element } from "../../shared/element.js"
import { contextOf } from "../../shared/find.js"
import { number, shortNumber } from "../../shared/format.js"

/**
 * @import { Child } from "../../shared/element.js"
 * @import { Layer, Shape, Terms } from "../../shared/types.js"
 */

/**
 * Two ledgers on one page must not take each other's canvases.
 * @type {WeakMap<Element, CanvasPool>}
 */
const poolsByHost = new WeakMap()

/** The canvases of the ledger that is being shown. */
export let ledgerCanvases = new CanvasPool()

/**
 * Begin to show a ledger.
 * @param {Element} host - Where it is shown.
 * @returns {void}
 */
export function startLedger(host) {
  ledgerCanvases = poolsByHost.get(host) ?? new CanvasPool()
  poolsByHost.set(host, ledgerCanvases)
  ledgerCanvases.start()
}

/**
 * Numbers in coloured squares. NaN cells stay empty: they lie outside the picture.
 * @param {ArrayLike<number>} values - Flat.
 * @param {number} cols - Squares a row.
 * @param {number} limit - The end of the colour scale.
 * @param {{ink?: boolean, marked?: number, label?: string}} [options] - ink: in greys. marked: the index of the cell
 *   with a frame. label: what a screen reader says.
 * @returns {HTMLElement}
 */
export function numberGrid(values, cols, limit, { ink = false, marked = -1, label } = {}) {
  const grid = element("div", {
    class: "grid",
    role: label && "img",
    "aria-label": label,
    style: { gridTemplateColumns: `repeat(${cols}, auto)` },
  })
  Array.from(values).forEach((value, index) => {
    const empty = Number.isNaN(value)
    grid.append(
      element("span", {
        class: index === marked ? "cell marked" : "cell",
        text: empty ? "" : shortNumber(value),
        style: empty ? {} : { background: cssColour(value, limit, ink), color: textColour(value, limit, ink) },
      }),
    )
  })
  return grid
}

/**
 * A small picture of numbers.
 * @param {ArrayLike<number>} values - Flat.
 * @param {number} cols - Cells a row.
 * @param {number} limit - The end of the colour scale.
 * @param {number} size - CSS pixels a cell.
 * @param {boolean} [ink]
 * @returns {HTMLCanvasElement}
 */
export function miniature(values, cols, limit, size, ink = false) {
  const canvas = mapCanvas(values, [values.length / cols, cols, 1], 0, limit, ink, ledgerCanvases)
  Object.assign(canvas.style, { width: `${cols * size}px`, height: `${(values.length / cols) * size}px` })
  canvas.className = "miniature"
  return canvas
}

const SHEET_COLUMNS = 32

/**
 * All maps of an array on one small canvas.
 * @param {ArrayLike<number>} values - Flat.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} size - CSS pixels a cell.
 * @returns {HTMLCanvasElement}
 */
export function mapSheet(values, [height, width, channels], size) {
  const across = Math.min(channels, SHEET_COLUMNS)
  const image = new ImageData(across * (width + 1), Math.ceil(channels / across) * (height + 1))
  const pixels = new Uint32Array(image.data.buffer)
  const limit = largest(values)
  for (let cell = 0, index = 0; cell < height * width; cell++) {
    const [row, col] = [Math.floor(cell / width), cell % width]
    for (let channel = 0; channel < channels; channel++, index++) {
      const [y, x] = [Math.floor(channel / across) * (height + 1) + row, (channel % across) * (width + 1) + col]
      pixels[y * image.width + x] = packedColour(values[index], limit)
    }
  }
  const canvas = ledgerCanvases.take(image.width, image.height)
  canvas.className = "miniature sheet"
  Object.assign(canvas.style, { width: `${image.width * size}px`, height: "" })
  contextOf(canvas, { willReadFrequently: true }).putImageData(image, 0, 0)
  return canvas
}

/**
 * A sign or a word between pieces.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function sign(text) {
  return element("span", { class: "sign", text })
}

/**
 * A piece with a caption above it.
 * @param {string} caption
 * @param {Child[]} nodes
 * @returns {HTMLElement}
 */
export function captioned(caption, ...nodes) {
  return element("div", { class: "captioned" }, element("span", { class: "caption", text: caption }), ...nodes)
}

/**
 * Numbers added up with their signs: "1.2 − 0.3 + 4.5".
 * @param {number[]} values
 * @returns {string}
 */
export function sumText(values) {
  return values
    .map((value, index) => `${index ? (value < 0 ? " − " : " + ") : value < 0 ? "−" : ""}${number(Math.abs(value))}`)
    .join("")
}

/**
 * The value that a sum ends in, in the colour of its sign.
 * @param {number} value
 * @returns {HTMLElement}
 */
export function result(value) {
  return element("b", { class: value < 0 ? "result negative" : "result", text: number(value) })
}

/**
 * The ledger of a kind that has none of its own: the value alone.
 * @param {Layer} layer
 * @param {Terms} terms
 * @returns {Child[]}
 */
export function plainLedger({ name }, { value }) {
  return [
    element("p", { class: "equation" }, `${name} makes `, result(value)),
    element("p", { class: "note", text: "How a value of this kind of layer comes about is not shown here." }),
  ]
}
