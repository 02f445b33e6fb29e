// Bars for a handful of units: a row each, with its label, and a click chooses it.

import { element } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"

/**
 * What is shown of every unit: text writes a value, limit is the longest bar's.
 * @typedef {{title: string, values: ArrayLike<number>, limit: number, signed: boolean, text: (value: number) => string}}
 *   BarColumn
 */

/**
 * Make bars.
 * @param {object} table
 * @param {string[]} table.labels - Those of the rows.
 * @param {BarColumn[]} table.columns
 * @param {(position: number[]) => void} table.onChoose - Hears of [unit].
 * @returns {{node: HTMLElement, show: (unit: number) => void}} The step's output, and what marks a unit of it.
 */
export function barTable({ labels, columns, onChoose }) {
  const rows = labels.map((label, unit) =>
    element(
      "button",
      {
        class: "bar-row",
        type: "button",
        "data-unit": unit,
        onclick: () => onChoose([unit]),
        "aria-label": `${label}: ${columns.map(({ title, values, text }) => `${title} ${text(values[unit])}`).join(", ")}`,
      },
      element("b", { text: label }),
      ...columns.flatMap((column) => barCells(column, unit)),
    ),
  )
  const head = element(
    "div",
    { class: "bar-row bar-head", "aria-hidden": "true" },
    element("b"),
    ...columns.flatMap(({ title }) => [element("span", { class: "bar-title", text: title })]),
  )
  const node = element(
    "div",
    { class: `bars bars-${columns.length}`, role: "group", "data-testid": "stepper-output" },
    head,
    ...rows,
  )
  // Digits are one letter, other classes are words.
  node.style.setProperty("--label", `${Math.max(1.6, Math.max(...labels.map((label) => label.length)) * 0.62)}rem`)
  /** @param {number} unit */
  function show(unit) {
    rows.forEach((row, index) => row.setAttribute("aria-pressed", String(index === unit)))
    const focused = focusedAround(node)
    if (rows.some((row) => row === focused)) rows[unit].focus({ preventScroll: true })
  }
  return { node, show }
}

/**
 * @param {BarColumn} column
 * @param {number} unit
 */
function barCells({ values, limit, signed, text }, unit) {
  const value = values[unit]
  return [bar(value, limit, signed), element("span", { class: "bar-number", text: text(value) })]
}

/**
 * One bar: from the left, or, where values can be negative, from the middle.
 * @param {number} value
 * @param {number} limit - The longest bar's.
 * @param {boolean} signed
 * @returns {HTMLElement}
 */
export function bar(value, limit, signed) {
  const share = limit > 0 ? Math.min(Math.abs(value) / limit, 1) * (signed ? 50 : 100) : 0
  const start = signed ? (value < 0 ? 50 - share : 50) : 0
  return element(
    "span",
    { class: signed ? "bar signed" : "bar" },
    element("i", {
      style: { left: `${start}%`, width: `${share}%`, background: value < 0 ? "var(--negative)" : "var(--positive)" },
    }),
  )
}
