// The cell of a grid that a pointer or an arrow key leads to.

import { ARROW_STEPS } from "./grid_keys.js"

/** @typedef {[row: number, col: number]} Cell */

/**
 * The cell that an arrow key leads to; at the grid's edges it stays inside.
 * @param {string} key - As a KeyboardEvent has it.
 * @param {Readonly<Cell>} from
 * @param {readonly number[]} shape - Of the grid: rows and columns come first.
 * @param {number} [stride] - Cells a press of the key.
 * @returns {Cell | undefined} Undefined for other keys.
 */
export function cellAfter(key, [row, col], shape, stride = 1) {
  const step = ARROW_STEPS[key]
  return step && inside([row + stride * step[0], col + stride * step[1]], shape)
}

/**
 * The cell under a pointer; the nearest one where it is beyond the edge.
 * @param {{offsetX: number, offsetY: number}} event - In pixels from the grid's corner.
 * @param {number} scale - Pixels a cell.
 * @param {readonly number[]} shape - Of the grid: rows and columns come first.
 * @returns {Cell}
 */
export function cellUnder({ offsetX, offsetY }, scale, shape) {
  return inside([Math.floor(offsetY / scale), Math.floor(offsetX / scale)], shape)
}

/**
 * @param {Cell} cell
 * @param {readonly number[]} shape
 * @returns {Cell}
 */
function inside([row, col], [rows, cols]) {
  return [Math.min(Math.max(row, 0), rows - 1), Math.min(Math.max(col, 0), cols - 1)]
}
