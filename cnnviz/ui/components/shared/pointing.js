// The cell of a grid that a pointer or an arrow key leads to.

/** @typedef {[row: number, col: number]} Cell */

/**
 * How many cells down and to the right each arrow key goes.
 * @type {Readonly<Record<string, readonly [down: number, right: number] | undefined>>}
 */
export const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * The cell that an arrow key leads to; at the grid's edges it stays inside.
 * @param {string} key - As a KeyboardEvent has it.
 * @param {Readonly<Cell>} from
 * @param {readonly number[]} shape - Of the grid: rows and columns come first.
 * @param {number} [stride] - Cells a press of the key.
 * @returns {Cell | undefined} Undefined for other keys.
 */
export function cellAfter(key, [row, col], shape, stride = 1) {
  const step = ARROWS[key]
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
