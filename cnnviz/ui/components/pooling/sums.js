// One window written out: the largest, the mean, the root of the sum of squares.

import { plainNumber } from "../matrix/matrix.js"

const MOST_TERMS = 16

/** The values of a window that are inside the input, row by row. */
export function windowValues(values, [rows, cols], [top, left], size) {
  const inside = []
  for (let row = Math.max(top, 0); row < Math.min(top + size, rows); row++) {
    for (let col = Math.max(left, 0); col < Math.min(left + size, cols); col++) inside.push(values[row * cols + col])
  }
  return inside
}

/** [term, description] of each kind of pooling. pooled: {max, average, l2}, the values at this window; won: [row, col] */
export function sumsOf(terms, pooled, won, whole) {
  const shown = terms.slice(0, terms.length > MOST_TERMS ? MOST_TERMS / 2 : MOST_TERMS)
  const rest = terms.length > shown.length ? ` … ${terms.length} numbers` : ""
  const text = (value) => plainNumber(value, whole ? 4 : 3)
  const bracketed = (value) => (value < 0 ? `(${text(value)})` : text(value))
  const many = terms.length > 1
  return [
    [
      "max",
      "Max",
      `largest of ${shown.map(text).join(", ")}${rest}`,
      text(pooled.max),
      `at row ${won[0]}, column ${won[1]}`,
    ],
    [
      "average",
      "Average",
      `${many ? "(" : ""}${shown.map(bracketed).join(" + ")}${rest ? ` +${rest}` : ""}${many ? ")" : ""} ÷ ${terms.length}`,
      text(pooled.average),
    ],
    [
      "l2",
      "L2 norm",
      `√(${shown.map((value) => `${bracketed(value)}²`).join(" + ")}${rest ? ` +${rest}` : ""})`,
      text(pooled.l2),
    ],
  ]
}
