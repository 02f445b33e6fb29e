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

/** As many letters as a cell takes. */
const LONGEST_TEXT = 24

/**
 * Put a table that is pasted into the cells from the focused one on; what has no room is left out.
 * @param {ClipboardEvent} event - A single value is left to the browser.
 * @param {HTMLInputElement[]} cells - Row by row.
 * @param {number} cols - Cells a row.
 * @returns {boolean} Whether it was a table, and is in the cells now.
 */
export function pasteTable(event, cells, cols) {
  const rows = tableOf(event.clipboardData?.getData("text") ?? "")
  const start = cells.findIndex((cell) => cell === event.target)
  if (rows.length * rows[0].length < 2 || start < 0) return false
  rows.forEach((line, down) =>
    line.forEach((text, right) => {
      const col = (start % cols) + right
      const cell = col < cols && cells[start + down * cols + right]
      if (cell) cell.value = text.slice(0, LONGEST_TEXT)
    }),
  )
  return true
}
