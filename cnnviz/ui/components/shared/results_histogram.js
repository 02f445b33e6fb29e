// A class's numbers as a histogram, with the computed value as a line.

import { element } from "./element.js"
import {
  columnsOf,
  columnWords,
  givenIn,
  histogramWords,
  numberIn,
  numberWords,
  placeOf,
  snapped,
  truthIn,
} from "./results_numbers.js"
import { ROUND_WORDS, sum } from "./results_words.js"

/**
 * @import { Columns } from "./results_numbers.js"
 * @import { Results } from "./results_types.js"
 */

/**
 * @param {Results} results
 * @returns {HTMLElement[]}
 */
export function histogramOf(results) {
  const { rounds, unit, mine = [] } = results
  const truth = truthIn(results)
  const given = snapped(givenIn(results), truth, results)
  if (!given.length && truth === null) return [element("p", { class: "faint", text: "No numbers yet." })]
  const columns = columnsOf(given, rounds.length, truth)
  const most = Math.max(1, ...columns.columns.flatMap(({ counts }) => counts))
  const plot = element(
    "div",
    {
      class: columns.exact ? "plot exact" : "plot",
      role: "img",
      "aria-label": `Histogram: ${histogramWords(columns, rounds, unit)}`,
      style: { gridTemplateColumns: `repeat(${columns.columns.length}, minmax(0, 1fr))` },
    },
    ...columns.columns.map(({ counts }) =>
      element(
        "div",
        { class: "column" },
        ...counts.map((count, index) =>
          element(
            "div",
            { class: `pillar round-${index + 1}` },
            count > 0 && element("b", { text: count }),
            element("i", { style: { height: `${(100 * count) / most}%` } }),
          ),
        ),
      ),
    ),
    truth !== null && lineAt(placeOf(columns, truth), truth, results),
  )
  return [
    ...(rounds.length > 1 ? [keyOf(rounds.length)] : []),
    element(
      "div",
      { class: truth === null ? "histogram" : "histogram with-line" },
      plot,
      axisOf(columns, unit),
      marksOf(columns, mine, unit),
    ),
    tableOf(columns, results),
  ]
}

/**
 * @param {number} place
 * @param {number} value
 * @param {Results} results
 * @returns {HTMLElement}
 */
function lineAt(place, value, { unit, decimals, truth }) {
  // It says the number as the lesson does, where that is a number.
  const words = truth && numberIn(truth) !== undefined ? truth : numberWords(value, { unit, decimals })
  const measured = unit && unit !== "%" && !words.endsWith(unit) ? `${words} ${unit}` : words
  return element(
    "div",
    { class: place > 0.6 ? "line left" : "line", style: { left: `${100 * place}%` } },
    element("span", { text: `computed: ${measured}` }),
  )
}

/**
 * @param {Columns} columns
 * @param {string} [unit]
 * @returns {HTMLElement}
 */
function axisOf(columns, unit) {
  const { columns: all, exact } = columns
  const words = (/** @type {number} */ value) => numberWords(value, { unit })
  // Edges of ranges, or the middles of single numbers.
  const ticks = exact
    ? all.map(({ from }, index) => ({ place: (index + 0.5) / all.length, text: words(from) }))
    : all.slice(1).map(({ from }, index) => ({ place: (index + 1) / all.length, text: words(from) }))
  const longest = Math.max(...ticks.map(({ text }) => text.length))
  const every = Math.ceil((ticks.length * (longest + 1)) / 44)
  return element(
    "div",
    { class: "axis", "aria-hidden": true },
    ...ticks.map(({ place, text }, index) =>
      element("span", { style: { left: `${100 * place}%` }, text: index % every ? "" : text }),
    ),
  )
}

/**
 * Where the student's own answers stand.
 * @param {Columns} columns
 * @param {NonNullable<Results["mine"]>} mine
 * @param {string} [unit]
 * @returns {HTMLElement | false}
 */
function marksOf(columns, mine, unit) {
  const places = mine.flatMap(({ text, round }) => {
    // In the tally's words it is a plain number.
    const value = Number.isNaN(Number(text)) ? numberIn(text, unit === "%") : Number(text)
    return value === undefined ? [] : [{ round, place: placeOf(columns, value) }]
  })
  return (
    places.length > 0 &&
    element(
      "div",
      { class: "axis marks" },
      ...places.map(({ round, place }) =>
        element("span", {
          style: { left: `${100 * Math.min(Math.max(place, 0.04), 0.96)}%` },
          text: places.length > 1 ? `▲ you, ${ROUND_WORDS[round - 1]}` : "▲ you",
        }),
      ),
    )
  )
}

/**
 * Which colour is which round.
 * @param {number} rounds
 * @returns {HTMLElement}
 */
export function keyOf(rounds) {
  return element(
    "p",
    { class: "key" },
    ...ROUND_WORDS.slice(0, rounds).map((words, index) =>
      element("span", {}, element("i", { class: `round-${index + 1}` }), words),
    ),
  )
}

/**
 * @param {Columns} columns
 * @param {Results} results
 * @returns {HTMLElement}
 */
function tableOf(columns, { rounds, unit }) {
  const heads = rounds.length > 1 ? ROUND_WORDS : ["count"]
  return element(
    "details",
    { "data-fold": "table" },
    element("summary", { text: "As a table" }),
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...["number", ...heads].map((text) => element("th", { scope: "col", text }))),
      ),
      element(
        "tbody",
        {},
        ...columns.columns
          .filter(({ counts }) => sum(counts) > 0)
          .map((column) =>
            element(
              "tr",
              {},
              element("th", { scope: "row", text: columnWords(column, columns, unit) }),
              ...column.counts.map((count) => element("td", { text: count })),
            ),
          ),
      ),
    ),
  )
}
