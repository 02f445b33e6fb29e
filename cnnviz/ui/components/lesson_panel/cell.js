// A cell as an answer: "3-1" is the fourth row's second.

/** @typedef {{rows: number, cols: number}} Size */

/**
 * @param {string} text
 * @param {Size} size
 * @returns {[row: number, col: number] | undefined} Undefined where there is no such cell.
 */
export function cellIn(text, { rows, cols }) {
  if (!/^\d{1,4}-\d{1,4}$/.test(text)) return undefined
  const [row, col] = text.split("-").map(Number)
  return row < rows && col < cols ? [row, col] : undefined
}

/**
 * What is wrong with what was typed: "Rows go from 0 to 3."
 * @param {string} row
 * @param {string} col
 * @param {Size} size
 * @returns {string} "" if nothing is, so far.
 */
export function cellFault(row, col, { rows, cols }) {
  if (!isBelow(row, rows)) return `Rows go from 0 to ${rows - 1}.`
  if (!isBelow(col, cols)) return `Columns go from 0 to ${cols - 1}.`
  return ""
}

/**
 * @param {string} typed
 * @param {number} limit
 */
function isBelow(typed, limit) {
  return typed === "" || (/^\d{1,4}$/.test(typed) && Number(typed) < limit)
}
