// What a class drew or made, as a wall of pictures, each with what the network read; and sentences in students' own words.

import { element } from "./element.js"
import { contextOf } from "./find.js"
import { addressWords, cellsIn, isSaid, ROUND_WORDS } from "./results_words.js"
import { PAD_SIZE, paintStroke } from "./strokes.js"
import { strokesOf } from "./strokes_text.js"

/**
 * @import { Made, OwnWords, Results, Round } from "./results_types.js"
 * @import { Stroke } from "./strokes.js"
 */

/** The side of a thumbnail in canvas pixels: sharp on a screen of two pixels a CSS pixel. */
const SIDE = 224

/**
 * @param {Results} results
 * @returns {HTMLElement[]}
 */
export function wallOf(results) {
  const { rounds } = results
  return rounds.flatMap((round) => [
    ...(rounds.length > 1 ? [element("h4", { text: `${ROUND_WORDS[round.round - 1]}: ${round.wall.length}` })] : []),
    ...(round.wall.length ? [readWords(round, results)] : []),
    round.wall.length
      ? element("ul", { class: "wall" }, ...round.wall.map((made) => madeOf(made, results)))
      : element("p", { class: "faint", text: "Nothing is on the wall yet." }),
  ])
}

/**
 * What all of it was read as: "read as 4 (12), 9 (5)".
 * @param {Round} round
 * @param {Results} results
 * @returns {HTMLElement}
 */
function readWords({ tally, wall }, results) {
  const read = tally.map(({ text, count }) => `${text} (${count})`).join(", ")
  const reached = wall.filter(({ right }) => right).length
  return element("p", {
    class: "faint",
    text: [isSaid(results) && `${reached} of ${wall.length} reached the goal`, read && `the network says: ${read}`]
      .filter(Boolean)
      .join("; "),
  })
}

/**
 * @param {Made} made
 * @param {Results} results
 * @returns {HTMLLIElement}
 */
function madeOf(made, results) {
  const { drawings = {}, mine = [], put, look } = results
  const { number, shown, right, name, on = true } = made
  const says = shown === undefined || shown === "" ? "not read yet" : `reads ${shown}`
  const own = mine.some((answer) => answer.number === number)
  return element(
    "li",
    { class: on ? undefined : "off", "data-number": number },
    thumbnail(drawings[number], says),
    element(
      "p",
      { class: "says" },
      element("b", { text: says }),
      isSaid(results) && right && element("span", { class: "sign", text: " ✓" }),
    ),
    (name || own || !on) &&
      element("p", { class: "faint", text: [own ? "yours" : name, !on && "off the wall"].filter(Boolean).join(", ") }),
    put &&
      element(
        "div",
        { class: "acts" },
        button(on ? "Take off" : "Put on", `wall-${number}`, `the drawing that ${says}`, () => put(number, !on)),
        look && drawings[number] && button("Look", `look-${number}`, "everybody at this drawing", () => look(number)),
      ),
  )
}

/**
 * A picture of what an address shows: its strokes, or what it says in words.
 * @param {string | undefined} address - Undefined while it is not here.
 * @param {string} words - What the network says to it.
 * @returns {HTMLElement}
 */
export function thumbnail(address, words) {
  if (address === undefined) return element("div", { class: "thumbnail waits", text: "…" })
  const query = new URLSearchParams(address.split("?")[1] ?? "")
  const strokes = strokesOf(query.get("strokes") ?? "")
  const cells = address.startsWith("x_or_o?") ? cellsIn(query.get("cells") ?? "") : undefined
  if (!strokes && !cells) return element("div", { class: "thumbnail words", text: addressWords(address) })
  const canvas = element("canvas", {
    class: "thumbnail",
    width: SIDE,
    height: SIDE,
    role: "img",
    "aria-label": `A drawing: ${words}`,
  })
  if (strokes) paint(canvas, strokes)
  else if (cells) paintCells(canvas, cells)
  return canvas
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {boolean[]} cells - Of a square, row by row.
 */
function paintCells(canvas, cells) {
  const context = contextOf(canvas)
  const count = Math.sqrt(cells.length)
  const edge = (/** @type {number} */ place) => Math.round((place * SIDE) / count)
  context.fillStyle = "#ffffff"
  cells.forEach((isInk, index) => {
    const [row, col] = [Math.floor(index / count), index % count]
    if (isInk) context.fillRect(edge(col), edge(row), edge(col + 1) - edge(col), edge(row + 1) - edge(row))
  })
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Stroke[]} strokes
 */
function paint(canvas, strokes) {
  const context = contextOf(canvas)
  context.scale(SIDE / PAD_SIZE, SIDE / PAD_SIZE)
  for (const stroke of strokes) paintStroke(context, stroke)
}

/**
 * @param {Results} results
 * @returns {HTMLElement[]}
 */
export function textsOf({ rounds, put }) {
  return rounds.flatMap(({ round, texts }) => {
    const said = texts.map((text) => (typeof text === "string" ? { text, number: NaN, on: true } : text))
    return [
      ...(rounds.length > 1 ? [element("h4", { text: `${ROUND_WORDS[round - 1]}: ${texts.length}` })] : []),
      texts.length
        ? element("ul", { class: "texts" }, ...said.map((words) => textOf(words, put)))
        : element("p", { class: "faint", text: put ? "No sentences yet." : "No sentence is on the wall yet." }),
    ]
  })
}

/**
 * @param {OwnWords} words
 * @param {Results["put"]} put
 * @returns {HTMLLIElement}
 */
function textOf({ text, number, name, on }, put) {
  return element(
    "li",
    { class: put && on ? "on" : undefined, "data-number": Number.isNaN(number) ? undefined : number },
    element("p", { text }),
    (name || (put && on)) &&
      element("p", { class: "faint", text: [name, put && on && "on the wall"].filter(Boolean).join(", ") }),
    put &&
      element(
        "div",
        { class: "acts" },
        button(on ? "Take off" : "Put on the wall", `wall-${number}`, `“${text}”`, () => put(number, !on)),
      ),
  )
}

/**
 * @param {string} text
 * @param {string} key - By which it keeps the focus.
 * @param {string} what - What it is about, for those who hear it alone.
 * @param {() => void} onclick
 * @returns {HTMLButtonElement}
 */
function button(text, key, what, onclick) {
  return element("button", { type: "button", text, "aria-label": `${text}: ${what}`, "data-key": key, onclick })
}

/**
 * The numbers of the drawings that a wall needs.
 * @param {Round[]} rounds
 * @returns {number[]}
 */
export function drawingsIn(rounds) {
  return rounds.flatMap(({ wall }) => wall.map(({ number }) => number))
}
