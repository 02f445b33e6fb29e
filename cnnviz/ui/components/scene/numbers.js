// Numbers in coloured cells that keep their elements while a kernel slides, and the signs between them.

import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

/**
 * @import { Child } from "../shared/element.js"
 * @import { Region } from "../shared/types.js"
 */

/**
 * A number in at most five or six characters.
 * @param {number} value
 */
export function compact(value) {
  if (!Number.isFinite(value)) return number(value)
  if (value === 0) return "0"
  const size = Math.abs(value)
  const text = size.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2)
  return value < 0 ? `−${text}` : text
}

/**
 * How a block looks.
 * @typedef {object} BlockOptions
 * @property {string} label
 * @property {number} cellWidth - In pixels.
 * @property {number} cellHeight
 * @property {(value: number) => string} [text] - Writes a number.
 */

/**
 * How its cells look; outside: whether a cell is padding, marked: the index of the one in the frame.
 * @typedef {{ink?: boolean, outside?: (index: number) => boolean, marked?: number}} CellLook
 */

/**
 * A rows × cols block of cells.
 * @param {number} rows
 * @param {number} cols
 * @param {BlockOptions} options
 */
export function numberBlock(rows, cols, { label, cellWidth, cellHeight, text = compact }) {
  /** @type {string[]} */
  const looks = []
  const fontSize = Math.min(Math.max(Math.min(cellWidth * 0.34, cellHeight * 0.58), 12), 24)
  const cells = Array.from({ length: rows * cols }, () => element("span"))
  const node = element(
    "div",
    {
      class: "block",
      role: "img",
      "aria-label": label,
      style: {
        gridTemplateColumns: `repeat(${cols}, ${cellWidth}px)`,
        gridAutoRows: `${cellHeight}px`,
        fontSize: `${fontSize}px`,
      },
    },
    ...cells,
  )
  /**
   * @param {ArrayLike<number>} values
   * @param {number} limit - The end of the colour scale.
   * @param {CellLook} [look]
   */
  function show(values, limit, { ink = false, outside = () => false, marked = -1 } = {}) {
    cells.forEach((cell, index) => {
      const value = values[index]
      // Most cells stay as they are while a window slides over empty paper.
      const look = `${value} ${limit} ${outside(index)} ${index === marked}`
      if (looks[index] === look) return
      looks[index] = look
      cell.textContent = value === undefined ? "" : text(value)
      cell.className = `${outside(index) ? "outside" : ""}${index === marked ? " marked" : ""}`
      cell.style.background = outside(index) ? "" : cssColour(value, limit, ink)
      cell.style.color = outside(index) ? "" : textColour(value, limit, ink)
    })
  }
  return { node, show }
}

/**
 * "rows −1 to 3, columns 2 to 6"
 * @param {Region} region
 */
export function placeText({ top, bottom, left, right }) {
  return `rows ${whole(top)} to ${bottom - 1}, columns ${whole(left)} to ${right - 1}`
}

const whole = (/** @type {number} */ place) => (place < 0 ? `−${-place}` : `${place}`)

/**
 * A captioned piece of a scene.
 * @param {Child | Child[]} caption
 * @param {Child[]} nodes
 */
export function piece(caption, ...nodes) {
  return element("figure", { class: "piece" }, element("figcaption", {}, ...[caption].flat()), ...nodes)
}

/**
 * A captioned piece that is a region, or several: see covers.js.
 * @param {string} region
 * @param {Child | Child[]} caption
 * @param {Child[]} nodes
 */
export function regionPiece(region, caption, ...nodes) {
  const node = piece(caption, ...nodes)
  node.dataset.region = region
  return node
}

/**
 * A sign between pieces: ×, =, Σ.
 * @param {string} text
 */
export function operator(text) {
  return element("span", { class: "operator", text, "aria-hidden": "true" })
}

/**
 * A line of a sum: a word, and the number that stands for it.
 * @param {string} word
 * @param {number} value
 */
export function outcomeLine(word, value, strong = false) {
  return element(
    "div",
    { class: strong ? "strong" : "" },
    element("span", { text: word }),
    element("b", { text: number(value) }),
  )
}
