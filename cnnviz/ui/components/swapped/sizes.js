// How large the cells of two maps side by side are. Pure: numbers in, numbers out.

import { GAP, ROOM_FOR_NUMBERS, wholeCell } from "../pooling/plane.js"

const NARROW = 820
const LARGEST_CELL = 48
const LEGIBLE = 34
/** Pixels between kinds, and between the two maps of a kind; as in swapped.css. */
const [BETWEEN_KINDS, BETWEEN_MAPS] = [36, 16]

/**
 * Pixels: the side of a cell. numbers: whether every cell has its number; across: how many maps stand side by side.
 * @typedef {{cell: number, numbers: boolean, across: 1 | 2}} Sizes
 */

/**
 * The sizes of the two maps of a kind; three kinds stand side by side where there is room.
 * @param {number} width - Pixels for all kinds.
 * @param {number} cols - Columns of a map.
 * @param {boolean} isTyped - Whether every cell has its number, which must be legible.
 * @returns {Sizes}
 */
export function sizesOf(width, cols, isTyped) {
  const kind = width < NARROW ? width : (width - 2 * BETWEEN_KINDS) / 3
  const half = (kind - BETWEEN_MAPS) / 2
  const beside = wholeCell(half, cols, GAP)
  if (isTyped) {
    const across = beside < LEGIBLE ? 1 : 2
    const cell = across === 1 ? wholeCell(kind, cols, GAP) : beside
    return { cell: Math.min(cell, LARGEST_CELL), numbers: true, across }
  }
  const numbers = beside >= ROOM_FOR_NUMBERS
  return { cell: numbers ? Math.min(beside, LARGEST_CELL) : wholeCell(half, cols, 0), numbers, across: 2 }
}
