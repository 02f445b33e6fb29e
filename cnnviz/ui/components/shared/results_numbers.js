// Numbers that a class answered, and the columns of their histogram.

import { sum } from "./results_words.js"

/** @import { Results, Round } from "./results_types.js" */

/** So many different numbers have a column each; more are put into ranges. */
const MOST_EXACT = 10
/** About so many ranges there are. */
const RANGES = 10

/** A number, in which round it was given, from 0, and how often. @typedef {{value: number, index: number, count: number}} Given */

/**
 * A column: the numbers from `from` on and below `to`, which are the same for one number. counts: by the rounds.
 * @typedef {{from: number, to: number, counts: number[]}} Column
 */

/**
 * @typedef {object} Columns
 * @property {Column[]} columns - From the smallest to the largest.
 * @property {boolean} exact - Whether each is one number.
 * @property {boolean} whole - Whether all that was answered are whole numbers.
 */

/**
 * The number that a text means.
 * @param {string} text - As it was typed: with comma or point, a true minus, or a percent sign.
 * @param {boolean} [share] - Whether a share is asked for: then a number above 1 is a percentage.
 * @returns {number | undefined} Undefined where it means none.
 */
export function numberIn(text, share = false) {
  const plain = text.trim().replace(/[−–]/, "-").replace(/^\+/, "")
  const match = /^(-?(?:\d[\d\s']*)?(?:[.,]\d*)?(?:e[-+]?\d{1,3})?)\s*(%|[^\d\s%].*)?$/i.exec(plain)
  const digits = match?.[1].replace(/[\s']/g, "").replace(",", ".")
  if (!match || !digits || !/\d/.test(digits)) return undefined
  const value = Number(digits)
  if (!Number.isFinite(value)) return undefined
  return match[2] === "%" || (share && Math.abs(value) > 1) ? value / 100 : value
}

/**
 * All numbers that were answered. What is no number is left out.
 * @param {Pick<Results, "rounds" | "unit">} results
 * @returns {Given[]}
 */
export function givenIn({ rounds, unit }) {
  return rounds.flatMap(({ tally }, index) =>
    tally.flatMap(({ text, right, count }) => {
      // What was judged is written plainly, a share as one; else it is as it was typed.
      const judged = right === null || !text.trim() ? NaN : Number(text)
      const value = Number.isNaN(judged) ? numberIn(text.split("|").at(-1) ?? "", unit === "%") : judged
      return value === undefined || !Number.isFinite(value) ? [] : [{ value, index, count }]
    }),
  )
}

/**
 * The computed number as it is said, with its decimals; a share where that is asked for.
 * @param {Pick<Results, "truth" | "value" | "unit" | "decimals">} results
 * @returns {number | null} Null while it is not to be said, or there is none.
 */
export function truthIn({ truth, value, unit, decimals }) {
  if (!truth || typeof value !== "number") return null
  const said = decimals === undefined ? value : Number(value.toFixed(decimals))
  return unit === "%" ? Number((said / 100).toPrecision(12)) : said
}

/**
 * Numbers, where those that are the computed one, but for decimals that nobody asked for, stand in its place.
 * @param {Given[]} given
 * @param {number | null} truth
 * @param {Pick<Results, "value" | "unit" | "decimals">} results
 * @returns {Given[]}
 */
export function snapped(given, truth, { value, unit, decimals }) {
  if (truth === null || typeof value !== "number" || decimals === undefined) return given
  const percent = unit === "%" ? 100 : 1
  const half = (0.5 * 10 ** -decimals + 1e-9) / percent
  return given.map((each) => (Math.abs(each.value - value / percent) <= half ? { ...each, value: truth } : each))
}

/**
 * The columns of a histogram.
 * @param {Given[]} given
 * @param {number} rounds - How many there are.
 * @param {number | null} truth - The computed value, which has a place among them; null while it is not to be said.
 * @returns {Columns}
 */
export function columnsOf(given, rounds, truth) {
  const values = [...new Set([...given.map(({ value }) => value), ...(truth === null ? [] : [truth])])]
  values.sort((first, second) => first - second)
  const whole = values.every(Number.isInteger)
  const exact = values.length <= MOST_EXACT
  const edges = exact ? values.map((value) => [value, value]) : rangesOf(given, truth, whole)
  const columns = edges.map(([from, to]) => ({ from, to, counts: Array.from({ length: rounds }, () => 0) }))
  for (const { value, index, count } of given) {
    const column = columns.find(({ from, to }) => (exact ? value === from : value >= from && value < to))
    if (column) column.counts[index] += count
  }
  return { columns, exact, whole }
}

/**
 * Ranges of numbers: as wide as each other, but for the first and the last, which hold the few that are far away.
 * @param {Given[]} given
 * @param {number | null} truth
 * @param {boolean} whole
 * @returns {[from: number, to: number][]}
 */
function rangesOf(given, truth, whole) {
  const sorted = given.flatMap(({ value, count }) => Array.from({ length: count }, () => value))
  sorted.sort((first, second) => first - second)
  const at = (/** @type {number} */ share) => sorted[Math.round(share * (sorted.length - 1))]
  const spread = (at(0.9) - at(0.1)) / 2
  const low = Math.min(Math.max(at(0), at(0.1) - spread), truth ?? Infinity)
  const high = Math.max(Math.min(at(1), at(0.9) + spread), truth ?? -Infinity)
  const step = Math.max(niceStep((high - low) / RANGES || Math.abs(high) / RANGES || 1), whole ? 1 : 0)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(Math.floor(high / step + 1e-9), first) + 1
  const edge = (/** @type {number} */ index) => Number((index * step).toPrecision(12))
  /** @type {[number, number][]} */
  const ranges = Array.from({ length: last - first }, (_, index) => [edge(first + index), edge(first + index + 1)])
  if (sorted.some((value) => value < edge(first))) ranges.unshift([-Infinity, edge(first)])
  if (sorted.some((value) => value >= edge(last))) ranges.push([edge(last), Infinity])
  return ranges
}

/**
 * The smallest of 1, 2, 5, 10, 20 … that is not smaller.
 * @param {number} least
 * @returns {number}
 */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10
  return Number((step * power).toPrecision(12))
}

/**
 * Where a value stands among columns.
 * @param {Columns} columns
 * @param {number} value
 * @returns {number} 0 at the left edge, 1 at the right one.
 */
export function placeOf({ columns, exact }, value) {
  const index = columns.findIndex(({ from, to }) => (exact ? value === from : value >= from && value < to))
  if (index < 0) return value < columns[0].from ? 0 : 1
  const { from, to } = columns[index]
  const within = exact || !Number.isFinite(to - from) ? 0.5 : (value - from) / (to - from)
  return (index + within) / columns.length
}

/**
 * A number as it is shown: plainly, with at most six digits, or as a percentage.
 * @param {number} value
 * @param {Pick<Results, "unit" | "decimals">} [how] - With decimals it has as many.
 * @returns {string}
 */
export function numberWords(value, { unit, decimals } = {}) {
  const size = Math.abs(unit === "%" ? value * 100 : value)
  const text = decimals === undefined ? `${Number(size.toPrecision(6))}` : size.toFixed(decimals)
  const sign = value < 0 && Number(text) !== 0 ? "−" : ""
  return `${sign}${text.replace("e-", "e−")}${unit === "%" ? " %" : ""}`
}

/**
 * What a column holds: "4", "10 to 14", "from 0.5 to below 1", "below 0", "20 and more".
 * @param {Column} column
 * @param {Columns} columns
 * @param {string} [unit]
 * @returns {string}
 */
export function columnWords({ from, to }, { exact, whole }, unit) {
  const words = (/** @type {number} */ value) => numberWords(value, { unit })
  if (exact) return words(from)
  if (from === -Infinity) return `below ${words(to)}`
  if (to === Infinity) return `${words(from)} and more`
  if (!whole || unit === "%") return `from ${words(from)} to below ${words(to)}`
  return to - from === 1 ? words(from) : `${words(from)} to ${words(to - 1)}`
}

/**
 * What a histogram says, for those who do not see it.
 * @param {Columns} columns
 * @param {Pick<Round, "answered">[]} rounds
 * @param {string} [unit]
 * @returns {string}
 */
export function histogramWords(columns, rounds, unit) {
  const most = columns.columns.reduce(
    (best, column) => (sum(column.counts) > sum(best.counts) ? column : best),
    columns.columns[0],
  )
  if (!most || !sum(most.counts)) return "No numbers yet."
  return `${sum(rounds.map(({ answered }) => answered))} numbers; most often ${columnWords(most, columns, unit)}.`
}
