// Where the windows lie and how large the cells of the maps are. Pure: numbers in, numbers out.

import { GAP, ROOM_FOR_NUMBERS, wholeCell } from "./plane.js"

/**
 * @import { Sides } from "../matrix/matrix.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Shape } from "../shared/types.js"
 */

/**
 * Windows of window × window cells: the first row and the first column of each, which may be beyond the edge.
 * @typedef {{rows: number[], cols: number[], window: number}} Windows
 */

/**
 * Pixels: the sides of the cells of the input and of an output, and the width of the input. columns: how many outputs
 * stand side by side. numbers: whether every cell has its number.
 * @typedef {{input: number, source: number, columns: number, output: number, numbers?: boolean}} Sizes
 */

const NARROW = 820
const LARGEST_CELL = 48
const LEGIBLE = 34

/**
 * How many cells the windows reach beyond the edges of the input.
 * @param {Windows} windows
 * @param {Shape} shape - The input's rows and columns.
 * @returns {Sides}
 */
export function sidesBeyond({ rows, cols, window }, shape) {
  const before = (/** @type {number[]} */ firsts) => Math.max(0, -firsts[0])
  const after = (/** @type {number[]} */ firsts, /** @type {number} */ length) =>
    Math.max(0, firsts[firsts.length - 1] + window - length)
  return [before(rows), before(cols), after(rows, shape[0]), after(cols, shape[1])]
}

/**
 * The output of the first window that covers a cell of the input.
 * @param {Windows} windows
 * @param {Cell} cell
 * @returns {Cell | undefined} Undefined where no window covers it.
 */
export function windowOver({ rows, cols, window }, [row, col]) {
  const first = (/** @type {number[]} */ firsts, /** @type {number} */ at) =>
    firsts.findIndex((begin) => begin <= at && at < begin + window)
  const [down, right] = [first(rows, row), first(cols, col)]
  return down < 0 || right < 0 ? undefined : [down, right]
}

/**
 * The cell of the largest pooled value: there is something to see.
 * @param {ArrayLike<number>} pooled - (rows, cols) flat.
 * @param {Shape} shape - Its rows and columns.
 * @returns {Cell}
 */
export function liveliest(pooled, [, cols]) {
  let best = 0
  for (let index = 1; index < pooled.length; index++) if (pooled[index] > pooled[best]) best = index
  return [Math.floor(best / cols), best % cols]
}

/**
 * The sides of cells in pixels: what is typed has numbers always, maps have them where few cells are large.
 * @param {object} room
 * @param {number} room.width - Pixels to fill.
 * @param {number} room.wide - Columns of the input, with those beyond its edges.
 * @param {number} room.pooled - Columns of an output.
 * @param {number} room.stride
 * @param {boolean} room.isTyped - Whether the input can be typed into.
 * @returns {Sizes}
 */
export function cellSizes({ width, wide, pooled, stride, isTyped }) {
  const isNarrow = width < NARROW
  const roomIn = isNarrow ? Math.min(width, 380) : Math.min(400, width * 0.3)
  const input = isTyped ? Math.min(wholeCell(roomIn, wide, GAP), LARGEST_CELL) : wholeCell(roomIn, wide, 0)
  const source = Math.max(wide * (input + (isTyped ? GAP : 0)), 270)
  // On a phone two outputs stand side by side while their numbers can be read.
  const columns = !isNarrow ? 3 : isTyped && wholeCell((width - 20) / 2, pooled, GAP) < LEGIBLE ? 1 : 2
  const room = isNarrow ? (width - 20 * (columns - 1)) / columns : Math.min(300, (width - source - 40 - 2 * 28) / 3)
  if (isTyped) {
    return { input, source, columns, numbers: true, output: Math.min(wholeCell(room, pooled, GAP), LARGEST_CELL) }
  }
  const output = Math.min(wholeCell(room, pooled, 0), Math.max(input * stride, 4))
  const isRoomy = output >= ROOM_FOR_NUMBERS
  return { input, source, columns, output: isRoomy ? Math.min(output, wholeCell(room, pooled, GAP)) : output }
}
