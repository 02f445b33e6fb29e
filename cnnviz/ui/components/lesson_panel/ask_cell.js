// Answered by a cell of the page: pointed at there, or by its row and column.

import { pointAt, pointedCell } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { cellFault, cellIn } from "./cell.js"

/** @import { CellAsk, Way } from "./types.js" */

/**
 * @param {CellAsk} ask
 * @param {string} start - What is typed at first, such as "3-1", or "3-" while only the row is.
 * @param {() => void} changed
 * @returns {Way}
 */
export function askCell(ask, start, changed) {
  const [row, col] = [ask.rows, ask.cols].map((limit) =>
    element("input", {
      class: "field",
      type: "number",
      min: 0,
      max: limit - 1,
      step: 1,
      autocomplete: "off",
      oninput: typed,
    }),
  )
  const fault = element("p", { class: "fault", role: "status" })
  const text = () => (cellIn(`${row.value}-${col.value}`, ask) ? `${row.value}-${col.value}` : "")

  function typed() {
    say()
    const cell = cellIn(text(), ask)
    if (cell) pointAt(cell)
    changed()
  }

  function say() {
    // What is no number at all has no value.
    const [first, second] = [row, col].map((field) => (field.validity.badInput ? "?" : field.value))
    fault.textContent = cellFault(first, second, ask)
  }

  function pointed() {
    const cell = pointedCell()
    // What was pointed at is forgotten whenever something else is covered; what was typed is not.
    if (!cell || `${cell[0]}-${cell[1]}` === text()) return
    row.value = String(cell[0])
    col.value = String(cell[1])
    say()
    changed()
  }

  const [startRow = "", startCol = ""] = start.split("-")
  row.value = startRow
  col.value = startCol
  const known = cellIn(text(), ask)
  if (known && !pointedCell()) pointAt(known)

  const node = element(
    "fieldset",
    {},
    element("legend", { text: "Point at a cell of the page, or type where it is" }),
    element(
      "div",
      { class: "cell" },
      element("label", {}, element("span", { text: "Row" }), row),
      element("label", {}, element("span", { text: "Column" }), col),
    ),
    element("p", { class: "faint", text: "Both count from 0, from the top left." }),
    fault,
  )
  return {
    node,
    fields: [row, col],
    typed: () => `${row.value}-${col.value}`,
    text,
    missing: "Point at a cell",
    pointed,
  }
}
