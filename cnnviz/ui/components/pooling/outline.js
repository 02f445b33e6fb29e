// The line around some cells of a grid. Pure: numbers in, a path out.

/** @import { Shape } from "../shared/types.js" */

/**
 * The path of SVG around cells, a cell being one unit wide: every edge between one of them and what is not.
 * @param {Shape} shape - Rows and columns.
 * @param {(index: number) => boolean} among - Whether a cell is one of them.
 * @returns {string} Empty for no cell.
 */
export function outlineOf([rows, cols], among) {
  const has = (/** @type {number} */ row, /** @type {number} */ col) =>
    row >= 0 && col >= 0 && row < rows && col < cols && among(row * cols + col)
  let path = ""
  for (let row = 0; row <= rows; row++) {
    for (let col = 0; col <= cols; col++) {
      if (has(row, col) !== has(row - 1, col)) path += `M${col} ${row}h1`
      if (has(row, col) !== has(row, col - 1)) path += `M${col} ${row}v1`
    }
  }
  return path
}
