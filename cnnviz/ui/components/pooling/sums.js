// One window written out: the largest, the mean, the root of the sum of squares.

import { bracketed, plainNumber } from "../matrix/matrix.js"
import { equals } from "../shared/format.js"

const MOST_TERMS = 16

/**
 * The values of a window that are inside the input, row by row.
 * @param {ArrayLike<number>} values - (rows, cols) flat.
 * @param {readonly number[]} shape - [rows, cols].
 * @param {readonly number[]} corner - [top, left] of the window.
 * @param {number} size - The window's cells along an axis.
 * @returns {number[]}
 */
export function windowValues(values, [rows, cols], [top, left], size) {
  const inside = []
  for (let row = Math.max(top, 0); row < Math.min(top + size, rows); row++) {
    for (let col = Math.max(left, 0); col < Math.min(left + size, cols); col++) inside.push(values[row * cols + col])
  }
  return inside
}

/**
 * How each kind of pooling comes to its value.
 * @param {number[]} terms - The values in the window.
 * @param {{max: number, average: number, l2: number}} pooled - What comes of them.
 * @param {readonly number[]} won - [row, col] of the largest.
 * @param {boolean} isTyped - Whether the values were typed: then more digits of them are worth reading.
 * @returns {[name: string, title: string, sum: string, value: string, where?: string][]} A sum ends in "=" or "≈".
 */
export function sumsOf(terms, pooled, won, isTyped) {
  const shown = terms.slice(0, terms.length > MOST_TERMS ? MOST_TERMS / 2 : MOST_TERMS)
  const rest = terms.length > shown.length ? ` … ${terms.length} numbers` : ""
  const digits = isTyped ? 4 : 3
  const text = (/** @type {number} */ value) => plainNumber(value, digits)
  const factor = (/** @type {number} */ value) => bracketed(value, digits)
  const many = terms.length > 1
  const fixed = (/** @type {number} */ value) => value.toFixed(digits)
  const sign = (/** @type {number} */ result, /** @type {(...all: number[]) => number} */ calculate) =>
    rest ? "=" : equals(fixed(result), calculate, ...terms.map(fixed))
  return [
    [
      "max",
      "Max",
      `largest of ${shown.map(text).join(", ")}${rest} =`,
      text(pooled.max),
      `at row ${won[0]}, column ${won[1]}`,
    ],
    [
      "average",
      "Average",
      `${many ? "(" : ""}${shown.map(factor).join(" + ")}${rest ? ` +${rest}` : ""}${many ? ")" : ""} ÷ ${terms.length} ${sign(pooled.average, (...all) => sum(all) / all.length)}`,
      text(pooled.average),
    ],
    [
      "l2",
      "L2 norm",
      `√(${shown.map((value) => `${factor(value)}²`).join(" + ")}${rest ? ` +${rest}` : ""}) ` +
        sign(pooled.l2, (...all) => Math.sqrt(sum(all.map((value) => value ** 2)))),
      text(pooled.l2),
    ],
  ]
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}
