// Where a value stands, in words.

/** @import { Position } from "../../shared/types.js" */

/**
 * "row 4, column 5, channel 0", or "unit 7".
 * @param {Position} position
 * @returns {string}
 */
export function placeText(position) {
  if (position.length === 1) return `unit ${position[0]}`
  const [row, col, channel] = position
  return `row ${row}, column ${col}, channel ${channel}`
}
