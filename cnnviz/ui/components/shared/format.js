// Numbers as the pages write them.

/** @import { Shape } from "./types.js" */

/**
 * A number with a true minus and, if it is small, enough digits to be told from zero: 1.234, −2.1e−4.
 * @param {number} value
 * @param {number} [digits] - After the point.
 * @returns {string}
 */
export function number(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN"
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞"
  const size = Math.abs(value)
  const text =
    size >= 0.5 * 10 ** -digits || size === 0 ? size.toFixed(digits) : size.toExponential(1).replace("e-", "e−")
  return value < 0 ? `−${text}` : text
}

/**
 * A number for a small square: two digits after the point, none for what rounds to zero.
 * @param {number} value
 * @returns {string}
 */
export function shortNumber(value) {
  const text = Math.abs(value).toFixed(2)
  return text === "0.00" ? "0" : value < 0 ? `−${text}` : text
}

/**
 * A share of one as a percentage: 99.97 %, 0.02 %, < 0.01 %.
 * @param {number} share
 * @returns {string}
 */
export function percent(share) {
  if (Number.isNaN(share)) return "NaN"
  if (share > 0 && share < 0.00005) return "< 0.01 %"
  if (share < 1 && share >= 0.99995) return "> 99.99 %"
  return `${(share * 100).toFixed(2).replace(/\.?0+$/, "")} %`
}

/**
 * A size in words: "28 × 28 × 6".
 * @param {Shape} shape
 * @returns {string}
 */
export function shapeText(shape) {
  return shape.join(" × ")
}
