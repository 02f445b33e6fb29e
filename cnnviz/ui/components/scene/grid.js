// How the values of a layer stand on the page: one channel's map, or all units in lines.

import { mapCanvas } from "../shared/canvas.js"
import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

/** @import { Position, Shape } from "../shared/types.js" */

/**
 * Values in lines; cells count along the lines.
 * @typedef {object} Grid
 * @property {number} rows
 * @property {number} cols
 * @property {number} count - Cells that there are.
 * @property {number} limit - The end of the colour scale.
 * @property {boolean} isZero - Whether there is nothing but zeros.
 * @property {boolean} isMap - Whether it is a channel's map, else units.
 * @property {number} channel
 * @property {(cell: number) => number} valueAt
 * @property {(cell: number) => Position} positionOf
 * @property {(position: Position) => number} cellOf
 * @property {(ink: boolean) => HTMLCanvasElement} canvas - One pixel a cell.
 */

/**
 * Lay out a channel of maps, or units.
 * @param {Shape} shape
 * @param {ArrayLike<number>} values - All of the layer.
 * @param {number} [channel]
 * @param {number} [scaleEnd] - The end of the colour scale, else the largest value.
 * @returns {Grid}
 */
export function gridOf(shape, values, channel = 0, scaleEnd = undefined) {
  const isMap = shape.length === 3
  const [rows, cols, channels] = isMap ? shape : [Math.ceil(shape[0] / lineLength(shape[0])), lineLength(shape[0]), 1]
  const count = isMap ? rows * cols : shape[0]
  const valueAt = (/** @type {number} */ cell) => values[isMap ? cell * channels + channel : cell]
  let [most, isZero] = [0, true]
  for (let cell = 0; cell < count; cell++) {
    const size = Math.abs(valueAt(cell))
    if (size > most && size < Infinity) most = size
    if (size !== 0) isZero = false
  }
  const limit = scaleEnd ?? most
  return {
    rows,
    cols,
    count,
    limit,
    isZero,
    valueAt,
    isMap,
    channel,
    positionOf: (cell) => (isMap ? [Math.floor(cell / cols), cell % cols, channel] : [cell]),
    cellOf: (position) => (isMap ? position[0] * cols + position[1] : position[0]),
    canvas: (ink) => mapCanvas(values, [rows, cols, channels], isMap ? channel : 0, limit, ink),
  }
}

/**
 * How many units stand in a line: a divisor that makes the block near to square, if there is one.
 * @param {number} count
 * @returns {number}
 */
export function lineLength(count) {
  const side = Math.ceil(Math.sqrt(count))
  for (let length = side; length <= 2 * side; length++) if (count % length === 0) return length
  return side
}

/**
 * The colour scale of a grid with the numbers at its ends, and the colours of what it does not reach.
 * @param {Pick<Grid, "limit" | "count" | "valueAt">} grid
 * @param {boolean} signed
 * @param {boolean} ink
 * @returns {HTMLElement}
 */
export function legend({ limit, count, valueAt }, signed, ink) {
  const values = Array.from({ length: count }, (_, cell) => valueAt(cell))
  return element(
    "div",
    { class: "legend", "aria-hidden": "true" },
    element("span", { text: signed ? number(-limit, 2) : "0" }),
    element("i", { style: { background: scaleGradient(signed, ink) } }),
    element("span", { text: number(limit, 2) }),
    ...beyondSwatches(beyondScales(values)),
  )
}
