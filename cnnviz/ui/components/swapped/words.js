// How a value comes about in both orders, and how many differ. Pure: numbers in, words out.

import { plainNumber } from "../matrix/matrix.js"
import { sumsOf } from "../pooling/sums.js"

/** @typedef {"max" | "average" | "l2"} Kind - Of pooling. */

/**
 * How many values differ, and by how much at most.
 * @param {number} differ
 * @param {number} total
 * @param {number} most - The largest difference.
 * @returns {string}
 */
export function differText(differ, total, most) {
  const values = `${differ.toLocaleString("en")} of ${total.toLocaleString("en")} values`
  if (!differ) return `${values} differ: the same in both orders.`
  return `${values} ${differ === 1 ? "differs" : "differ"}, by up to ${sized(most)}.`
}

/**
 * How a value comes about: the activation of all numbers of a window and then pooling, and pooling and then the activation.
 * @param {Kind} kind
 * @param {string} title - The activation's name.
 * @param {number[]} terms - The numbers of the window after the activation.
 * @param {{pooled: number, first: number, last: number}} values - Of the cell.
 * @param {boolean} isTyped - Whether the input was typed: then more digits of it are worth reading.
 * @returns {[first: string, last: string]}
 */
export function ordersOf(kind, title, terms, { pooled, first, last }, isTyped) {
  const digits = isTyped ? 4 : 3
  const sum = sumsOf(terms, { max: first, average: first, l2: first }, [0, 0], isTyped).find(([name]) => name === kind)
  const inner = plainNumber(pooled, digits)
  return [`${sum?.[2]} ${sum?.[3]}`, `${title} of ${inner} → ${plainNumber(last, digits)}`]
}

/**
 * A size with three digits that count.
 * @param {number} value
 */
function sized(value) {
  return Number.isFinite(value) ? `${Number(value.toPrecision(3))}` : "∞"
}
