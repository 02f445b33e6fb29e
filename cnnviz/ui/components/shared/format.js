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
 * A number for a small square: two digits after the point, none for zero itself. So 0.00 is no zero.
 * @param {number} value
 * @returns {string}
 */
export function shortNumber(value) {
  if (value === 0) return "0"
  const text = Math.abs(value).toFixed(2)
  return value < 0 ? `−${text}` : text
}

/**
 * The sign between a calculation and its result: "=" where the numbers give the result as they are written, "≈" where they
 * do so only with the digits that are left out.
 * @param {string} result - As it is written.
 * @param {(...written: number[]) => number} calculate
 * @param {string[]} numbers - As they are written.
 * @returns {"=" | "≈"}
 */
export function equals(result, calculate, ...numbers) {
  const [digits = "", power = "0"] = result.split("e").map((part) => part.replace("−", "-"))
  const half = 0.5 * 10 ** (Number(power) - (digits.split(".")[1]?.length ?? 0))
  const difference = Math.abs(calculate(...numbers.map(written)) - written(result))
  return difference <= half * 1.000001 || Number.isNaN(difference) ? "=" : "≈"
}

/**
 * The sign between numbers and what they add up to.
 * @param {number[]} values
 * @param {number} total
 * @param {number} [digits] - After the point, as they are written.
 * @returns {"=" | "≈"}
 */
export function sumSign(values, total, digits = 3) {
  const texts = values.map((value) => number(value, digits))
  return equals(number(total, digits), (...terms) => terms.reduce((sum, term) => sum + term, 0), ...texts)
}

/**
 * Two numbers and the sign before their product: "0.512 × −1.203 ≈".
 * @param {number} first
 * @param {number} second
 * @param {number} product
 * @param {(value: number) => string} [write] - Writes the two.
 * @returns {string}
 */
export function productText(first, second, product, write = (value) => number(value)) {
  const sign = equals(number(product), (a, b) => a * b, number(first), number(second))
  return `${write(first)} × ${write(second)} ${sign}`
}

/** @param {string} text */
function written(text) {
  return Number(text.replaceAll("−", "-").replace("∞", "Infinity"))
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
