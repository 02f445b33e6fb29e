// What is said of a class's answers, and how these are put together.

/** @import { Bar, Results, Round } from "./results_types.js" */

/** What the rounds are called. */
export const ROUND_WORDS = ["alone", "after talking"]
/** Of so many different answers each has a bar; the rest share one. */
export const MOST_BARS = 12

/**
 * Whether it may be said what is right.
 * @param {Pick<Results, "truth" | "revealed">} results
 * @returns {boolean}
 */
export function isSaid({ truth, revealed }) {
  return revealed ?? Boolean(truth)
}

/**
 * An answer to choose, and how often it was given in each round.
 * @typedef {{text: string, right: boolean | null, belief: string | null, counts: number[], rest?: number}} Row
 */

/**
 * The rows of a bar chart, in an order that does not change while answers come in: that of the options, and then by text.
 * @param {Pick<Results, "rounds" | "options">} results
 * @returns {Row[]}
 */
export function rowsOf({ rounds, options = [] }) {
  /** @type {Map<string, Row>} */
  const rows = new Map()
  const empty = (/** @type {string} */ text) => ({
    text,
    right: null,
    belief: null,
    counts: rounds.map(() => 0),
  })
  for (const option of options) {
    const { text, ...known } = typeof option === "string" ? { text: option } : option
    rows.set(text, { ...empty(text), ...knownOf(known) })
  }
  const offered = rows.size
  rounds.forEach(({ tally }, index) => {
    for (const { text, right, belief, count } of tally) {
      const row = rows.get(text) ?? empty(text)
      rows.set(text, row)
      row.counts[index] += count
      row.right ??= right
      row.belief ??= belief
    }
  })
  const found = [...rows.values()]
  const others = found.slice(offered).sort((first, second) => compare(first.text, second.text))
  return [...found.slice(0, offered), ...others]
}

/**
 * @param {Partial<Bar>} known
 * @returns {Pick<Row, "right" | "belief">}
 */
function knownOf({ right = null, belief = null }) {
  return { right, belief: belief || null }
}

/**
 * The rows that have a bar: those given most often, in their order, and one for all others.
 * @param {Row[]} rows
 * @param {number} [most]
 * @returns {Row[]}
 */
export function fewRows(rows, most = MOST_BARS) {
  if (rows.length <= most) return rows
  const often = [...rows].sort(
    (first, second) => Number(second.right) - Number(first.right) || total(second) - total(first),
  )
  const kept = new Set(often.slice(0, most - 1))
  const rest = rows.filter((row) => !kept.has(row))
  const counts = rest[0].counts.map((_, index) => sum(rest.map((row) => row.counts[index])))
  return [
    ...rows.filter((row) => kept.has(row)),
    { text: "others", right: null, belief: null, counts, rest: rest.length },
  ]
}

/** @param {Row} row */
const total = ({ counts }) => sum(counts)

/**
 * @param {number[]} numbers
 * @returns {number}
 */
export function sum(numbers) {
  return numbers.reduce((before, number) => before + number, 0)
}

/**
 * Numbers by their size, other words by their letters.
 * @param {string} first
 * @param {string} second
 * @returns {number}
 */
export function compare(first, second) {
  const [a, b] = [first, second].map((text) => (text.trim() ? Number(text) : NaN))
  return Number.isNaN(a - b) ? first.localeCompare(second, "en", { numeric: true }) : a - b
}

/**
 * @param {number} count
 * @param {number} all
 * @returns {string} "12 · 35 %".
 */
export function countWords(count, all) {
  return all ? `${count} · ${Math.round((100 * count) / all)} %` : `${count}`
}

/**
 * How a count has changed from the first round to the second: "+5", "−3", "±0".
 * @param {number[]} counts
 * @returns {string} "" where there is only one round.
 */
export function changeWords(counts) {
  if (counts.length < 2) return ""
  const change = counts[1] - counts[0]
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : "±0"
}

/**
 * How many have answered, in the rounds that there are: "34 alone, 36 after talking".
 * @param {Pick<Round, "round" | "answered">[]} rounds
 * @returns {string}
 */
export function answeredWords(rounds) {
  if (rounds.length === 1) return rounds[0].answered === 1 ? "1 answer" : `${rounds[0].answered} answers`
  return rounds.map(({ round, answered }) => `${answered} ${ROUND_WORDS[round - 1]}`).join(", ")
}

/**
 * A cell as an answer's text has it, "3-1", in words.
 * @param {string} text
 * @returns {string}
 */
export function cellWords(text) {
  const cell = /^(\d+)-(\d+)$/.exec(text)
  return cell ? `row ${cell[1]}, column ${cell[2]}` : text
}

/** What a page's address says of a picture, in the words for it; "" for what says nothing by itself. @type {Record<string, string>} */
const NAMES = { sample: "picture", kernel: "filter", source: "", centre: "", strokes: "" }

/** Pages whose names are not their addresses with a capital letter. @type {Record<string, string>} */
const PAGES = {
  draw: "Draw & see",
  x_or_o: "X or O",
  convolution_lab: "Convolution",
  pooling_lab: "Pooling & activation",
}

/**
 * What an address shows, in words: "Draw & see: picture 3, network mnist_cnn".
 * @param {string} address - Relative to the app's.
 * @returns {string}
 */
export function addressWords(address) {
  const [path, query = ""] = address.split("?")
  const page = path.replace(/^\.\//, "") || "draw"
  const title = PAGES[page] ?? page[0].toUpperCase() + page.slice(1).replaceAll("_", " ")
  const said = [...new URLSearchParams(query)]
    .map(([name, value]) => [NAMES[name] ?? name.replaceAll("_", " "), value.slice(0, 40)])
    .filter(([name]) => name)
    .slice(0, 4)
    .map(([name, value]) => `${name} ${value}`)
  return said.length ? `${title}: ${said.join(", ")}` : title
}

/**
 * The cells of an image of X or O, see cnnviz/labs/x_or_o_images.py.
 * @param {string} text - 21 hexadecimal digits, a bit a cell.
 * @returns {boolean[] | undefined} 81 of them, true for ink; undefined where the text is no image.
 */
export function cellsIn(text) {
  if (!/^[01][0-9a-f]{20}$/.test(text)) return undefined
  const bits = Array.from(text, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("")
  return Array.from(bits.slice(3), (bit) => bit === "1")
}
