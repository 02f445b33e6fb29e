// A table as text.

/**
 * The cells of a table that was copied from a spreadsheet or typed: apart by tabs, semicolons or spaces.
 * @param {string} text
 * @returns {string[][]} At least one cell.
 */
export function tableOf(text) {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/[\t;]|\s+/))
}
