// A class's answers as bars, one below the other: every option, how often it was chosen, and whose belief it is.

import { element } from "./element.js"
import { changeWords, countWords, fewRows, isSaid, ROUND_WORDS, rowsOf, sum } from "./results_words.js"

/**
 * @import { Results } from "./results_types.js"
 * @import { Row } from "./results_words.js"
 */

/**
 * @param {Results} results
 * @returns {HTMLElement}
 */
export function barsOf(results) {
  const { rounds, mine = [] } = results
  const all = rowsOf(results)
  // A right answer that nobody gave has its bar too, once it may be told.
  if (results.truth && !all.some(({ right }) => right)) markRight(all, results.truth, rounds.length)
  const rows = fewRows(all)
  if (!rows.length) return element("p", { class: "faint", text: "No answers yet." })
  const totals = rounds.map(({ tally }) => sum(tally.map(({ count }) => count)))
  return element(
    "ul",
    { class: "bars", "aria-label": "How often each answer was given" },
    ...rows.map((row) => rowOf(row, totals, results, mine)),
  )
}

/**
 * @param {Row[]} rows
 * @param {string} truth
 * @param {number} rounds
 */
function markRight(rows, truth, rounds) {
  const known = rows.find(({ text }) => text === truth)
  if (known) known.right = true
  else if (rows.length) rows.push({ text: truth, right: true, belief: null, counts: new Array(rounds).fill(0) })
}

/**
 * @param {Row} row
 * @param {number[]} totals - The answers of each round.
 * @param {Results} given
 * @param {NonNullable<Results["mine"]>} mine
 * @returns {HTMLLIElement}
 */
function rowOf({ text, right, belief, counts, rest }, totals, given, mine) {
  const { rounds, beliefs = {} } = given
  const isRight = right === true && isSaid(given)
  const own = mine.filter((answer) => answer.text === text && rest === undefined)
  return element(
    "li",
    { class: isRight ? "right" : undefined, "data-option": text },
    element(
      "div",
      { class: "option" },
      element("b", { text: rest === undefined ? text : `${rest} others` }),
      isRight && element("span", { class: "sign", text: "✓ right" }),
      own.length > 0 && element("span", { class: "own", text: ownWords(own, rounds.length) }),
      belief && beliefs[belief] && element("p", { class: "faint", text: beliefs[belief] }),
    ),
    element(
      "div",
      { class: "measures" },
      ...counts.map((count, index) =>
        element(
          "div",
          { class: `measure round-${index + 1}` },
          rounds.length > 1 && element("span", { class: "when", text: ROUND_WORDS[index] }),
          element(
            "span",
            { class: "track", "aria-hidden": true },
            element("i", { style: { width: `${totals[index] ? (100 * count) / totals[index] : 0}%` } }),
          ),
          element("span", { class: "count", text: countWords(count, totals[index]) }),
          rounds.length > 1 &&
            element("span", { class: "change", text: index ? changeWords(counts) : "", title: "Change of the count" }),
        ),
      ),
    ),
  )
}

/**
 * @param {NonNullable<Results["mine"]>} own
 * @param {number} rounds
 * @returns {string}
 */
function ownWords(own, rounds) {
  if (rounds === 1 || own.length > 1) return "your answer"
  return `your answer ${ROUND_WORDS[own[0].round - 1]}`
}
