// Bars for a handful of units: a row each, with its label, and a click chooses it.

import { element } from "../shared/element.js"

/**
 * columns: [{title, values, limit, signed, text(value)}]; labels: one a row.
 * Returns {node, show(unit)}; the node is the step's output.
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
  function show(unit) {
    rows.forEach((row, index) => row.setAttribute("aria-pressed", String(index === unit)))
    const focused = node.getRootNode().activeElement
    if (rows.includes(focused)) rows[unit].focus({ preventScroll: true })
  }
  return { node, show }
}

function barCells({ values, limit, signed, text }, unit) {
  const value = values[unit]
  return [bar(value, limit, signed), element("span", { class: "bar-number", text: text(value) })]
}

/** One bar: from the left, or, where values can be negative, from the middle. */
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
