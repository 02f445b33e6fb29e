// Numbers as people type them, as they are shown, and as the URL has them.

/** @import { Setup } from "./workbench.js" */

/**
 * What was typed: its value, or the problem, a sentence that says what is wrong and what would work.
 * @typedef {{value: number, problem?: undefined} | {problem: string, value?: undefined}} Typed
 */

/**
 * Read a number.
 * @param {string} text
 * @param {number} largest - The largest size that it may have.
 * @returns {Typed}
 */
export function readNumber(text, largest) {
  const typed = text.trim()
  const plain = typed.replace("−", "-").replace(",", ".")
  const example = "type a number such as −1 or 0.5"
  if (plain === "") return { problem: `this is empty: ${example}.` }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) {
    return { problem: `“${shortened(typed)}” is no number: ${example}.` }
  }
  const value = Number(plain) + 0
  if (Math.abs(value) > largest) {
    return {
      problem: `“${shortened(typed)}” is too large: use numbers from −${largest.toLocaleString("en")} to ${largest.toLocaleString("en")}.`,
    }
  }
  return { value }
}

/**
 * Read a whole number.
 * @param {string} text
 * @param {number} least
 * @param {number} most
 * @returns {Typed}
 */
export function readWhole(text, least, most) {
  const typed = text.trim()
  if (/^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most) return { value: Number(typed) }
  return {
    problem: `${typed ? `“${shortened(typed)}” does not work` : "this is empty"}: type a whole number from ${least} to ${most}.`,
  }
}

/** @param {string} text */
function shortened(text) {
  return text.length > 12 ? `${text.slice(0, 12)}…` : text
}

/**
 * Select all of a field that has just got the focus: what is typed next takes its place.
 * @param {HTMLInputElement} field
 */
export function selectWhole(field) {
  field.select()
  // The click that gave it the focus would put the caret in its middle; the next click may.
  const keep = (/** @type {Event} */ event) => event.preventDefault()
  field.addEventListener("mouseup", keep, { once: true })
  field.addEventListener("blur", () => field.removeEventListener("mouseup", keep), { once: true })
  field.addEventListener("keydown", () => field.removeEventListener("mouseup", keep), { once: true })
}

/**
 * Whether somebody may still be typing a number that begins like this.
 * @param {string} text
 */
export function isBeginning(text) {
  return /^[-−+]?[.,]?$/.test(text.trim()) || /e[-+]?$/i.test(text.trim())
}

/**
 * A number in few digits: whole ones as they are, others with at most `digits` after the point.
 * @param {number} value
 */
export function brief(value, digits = 2) {
  if (Number.isInteger(value)) return `${value}`.replace("-", "−")
  const rounded = Number(value.toFixed(digits))
  if (rounded === 0) return value.toExponential(0).replaceAll("-", "−").replace("+", "")
  return `${rounded}`.replace("-", "−")
}

/**
 * A number for a small cell: large ones have no room for digits after the point.
 * @param {number} value
 */
export function short(value, digits = 2) {
  return brief(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? Math.min(digits, 1) : digits)
}

/**
 * A setup as URL parameters, as cnnviz/ui/components/convolution_lab/kernel_setup.py reads them.
 * @param {Setup} setup
 */
export function queryOf({ kernel, stride, padding, dilation, bias, flip, view, at }) {
  /** @type {Record<string, string>} */
  const query = {
    kernel: kernel.map((row) => row.join("_")).join("__"),
    stride: `${stride}`,
    padding: `${padding}`,
    dilation: `${dilation}`,
    bias: `${bias}`,
    flip: flip ? "1" : "0",
  }
  if (view) query.view = view
  if (at) query.at = at.join("-")
  return query
}
