// The cells that a class pointed at: its clicks as a heat map, laid over the map itself.

import { mapCanvas } from "./canvas.js"
import { largest } from "./colour.js"
import { element, svg } from "./element.js"
import { rampOf } from "./legend.js"
import { cellWords, countWords, isSaid, ROUND_WORDS, sum } from "./results_words.js"

/** @import { Bar, CellMap, Results, Round } from "./results_types.js" */

/** About how wide a map is, in CSS pixels. */
const WIDTH = 480
const MOST_LISTED = 8

/**
 * A cell and how often it was pointed at. @typedef {{row: number, col: number, count: number, bar: Bar}} Clicked
 */

/**
 * @param {Bar[]} tally
 * @returns {Clicked[]} Most often first.
 */
export function clickedIn(tally) {
  return tally
    .flatMap((bar) => {
      const cell = /^(\d{1,4})-(\d{1,4})$/.exec(bar.text)
      return cell ? [{ row: Number(cell[1]), col: Number(cell[2]), count: bar.count, bar }] : []
    })
    .sort((first, second) => second.count - first.count || first.row - second.row || first.col - second.col)
}

/**
 * A grid that holds all cells that were pointed at, where there is no map.
 * @param {Round[]} rounds
 * @returns {CellMap}
 */
export function gridFor(rounds) {
  const clicked = rounds.flatMap(({ tally }) => clickedIn(tally))
  const side = (/** @type {number[]} */ places) => Math.max(4, ...places.map((place) => place + 1))
  return { rows: side(clicked.map(({ row }) => row)), cols: side(clicked.map(({ col }) => col)) }
}

/**
 * @param {Results} results
 * @returns {HTMLElement[]}
 */
export function cellsOf(results) {
  const { rounds } = results
  const map = results.map ?? gridFor(rounds)
  const values = map.values?.flat() ?? []
  const limit = largest(values)
  return [
    element("div", { class: "cells" }, ...rounds.map((round) => heatMap(round, { ...map, values }, limit, results))),
    legendOf(map.signed ?? true, values, limit, isSaid(results)),
  ]
}

/**
 * @param {Round} round
 * @param {{rows: number, cols: number, values: number[]}} map
 * @param {number} limit
 * @param {Results} results
 * @returns {HTMLElement}
 */
function heatMap({ round, tally, answered }, map, limit, results) {
  const { rounds, truth = "", mine = [] } = results
  const said = isSaid(results)
  const { rows, cols, values } = map
  const clicked = clickedIn(tally)
  const total = sum(tally.map(({ count }) => count))
  const width = cols * Math.max(6, Math.floor(WIDTH / Math.max(rows, cols)))
  const canvas = values.length === rows * cols ? mapCanvas(values, [rows, cols, 1], 0, limit) : undefined
  canvas?.setAttribute("aria-hidden", "true")
  return element(
    "figure",
    { "data-round": round },
    rounds.length > 1 && element("figcaption", { text: `${ROUND_WORDS[round - 1]}: ${answered}` }),
    element(
      "div",
      {
        class: canvas ? "map" : "map plain",
        style: { maxWidth: `${width}px`, aspectRatio: `${cols} / ${rows}` },
      },
      canvas,
      overlay(clicked, map, !canvas, {
        right: said ? rightCells(clicked, truth) : [],
        own: mine.filter((answer) => answer.round === round).map(({ text }) => text),
      }),
    ),
    listOf(clicked, total, said),
  )
}

/**
 * @param {Clicked[]} clicked
 * @param {string} truth - Such as "row 3, column 1".
 * @returns {string[]} "3-1" for each.
 */
function rightCells(clicked, truth) {
  const known = /^row (\d+), column (\d+)/.exec(truth)
  const right = clicked.filter(({ bar }) => bar.right).map(({ bar }) => bar.text)
  return [...new Set([...(known ? [`${known[1]}-${known[2]}`] : []), ...right])]
}

/**
 * Squares in the marker's colour on the cells, as dense as they were pointed at often, with the counts in them.
 * @param {Clicked[]} clicked
 * @param {CellMap} map
 * @param {boolean} grid - Whether lines part the cells.
 * @param {{right: string[], own: string[]}} marked
 * @returns {SVGSVGElement}
 */
function overlay(clicked, { rows, cols }, grid, { right, own }) {
  const most = Math.max(1, ...clicked.map(({ count }) => count))
  // Of large cells enough of the map stays to be seen.
  const inset = Math.max(rows, cols) > 12 ? 0.06 : 0.2
  const side = 1 - 2 * inset
  const outlined = (/** @type {string} */ text, /** @type {string} */ name) => {
    const [row, col] = text.split("-").map(Number)
    return svg("rect", { class: name, x: col + 0.04, y: row + 0.04, width: 0.92, height: 0.92 })
  }
  const lines = (/** @type {number} */ count) => Array.from({ length: Math.max(0, count - 1) }, (_, k) => k + 1)
  return svg(
    "svg",
    { viewBox: `0 0 ${cols} ${rows}`, role: "img", "aria-label": mapWords(clicked, rows, cols) },
    ...(grid ? lines(cols).map((x) => svg("line", { x1: x, x2: x, y1: 0, y2: rows })) : []),
    ...(grid ? lines(rows).map((y) => svg("line", { x1: 0, x2: cols, y1: y, y2: y })) : []),
    ...clicked.map(({ row, col, count }) =>
      svg(
        "g",
        { "data-cell": `${row}-${col}` },
        svg("rect", {
          class: "clicks",
          x: col + inset,
          y: row + inset,
          width: side,
          height: side,
          "fill-opacity": (0.45 + (0.5 * count) / most).toFixed(2),
        }),
        svg("text", { x: col + 0.5, y: row + 0.5, "font-size": (count > 99 ? 0.48 : 0.64) * side }, String(count)),
      ),
    ),
    ...right.flatMap((text) => [outlined(text, "right"), outlined(text, "inner")]),
    ...own.filter((text) => /^\d+-\d+$/.test(text)).map((text) => outlined(text, "own")),
  )
}

/**
 * @param {Clicked[]} clicked
 * @param {number} rows
 * @param {number} cols
 */
function mapWords(clicked, rows, cols) {
  const most = clicked.length ? `most often at ${cellWords(clicked[0].bar.text)}` : "no cell was pointed at yet"
  return `Map of ${rows} × ${cols} cells; ${most}`
}

/**
 * @param {Clicked[]} clicked
 * @param {number} total
 * @param {boolean} revealed
 * @returns {HTMLElement}
 */
function listOf(clicked, total, revealed) {
  const rest = clicked.slice(MOST_LISTED)
  return element(
    "ul",
    { class: "clicked" },
    ...clicked
      .slice(0, MOST_LISTED)
      .map(({ bar, count }) =>
        element(
          "li",
          { "data-option": bar.text },
          element("b", { text: countWords(count, total) }),
          ` ${cellWords(bar.text)}`,
          revealed && bar.right && element("span", { class: "sign", text: " ✓ right" }),
        ),
      ),
    rest.length > 0 && element("li", { class: "faint", text: `and ${rest.length} more cells, once or more each` }),
  )
}

/**
 * @param {boolean} signed
 * @param {number[]} values
 * @param {number} limit
 * @param {boolean} said - Whether the right cells are framed.
 * @returns {HTMLElement}
 */
function legendOf(signed, values, limit, said) {
  return element(
    "p",
    { class: "key" },
    element("span", {}, element("i", { class: "clicks" }), "how many pointed here: denser is more"),
    values.length > 0 && element("span", { class: "scale" }, "the map:", ...rampOf(limit, signed, values)),
    said && element("span", {}, element("i", { class: "framed" }), "the answer"),
  )
}
