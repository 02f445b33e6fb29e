// What a room's step asks, and how it is answered here.

import { drawingText } from "./written.js"

/**
 * @import { Ask, Ledger, PanelData } from "../lesson_panel/types.js"
 * @import { Stroke } from "../shared/strokes.js"
 * @import { Given, View } from "./place.js"
 */

/**
 * What the route says of a step, see cnnviz/ui/rooms/route.py.
 * @typedef {object} Step
 * @property {number} step
 * @property {string} title
 * @property {PanelData["kind"]} kind
 * @property {string} takes
 * @property {string} prose - Safe HTML.
 * @property {Ask | null} ask
 * @property {Ledger | null} [ledger]
 * @property {string[] | null} [goals]
 * @property {string[]} [starters]
 * @property {boolean} sure
 * @property {string} address
 * @property {string} drawing
 * @property {boolean} [waits]
 * @property {string} [message]
 */

/** What is covered while a question is open: this page cannot know which of it is the answer. */
const TELLING = ["answer", "logits", "maps", "sums"]
export const NOT_HERE = "This is answered on another page of the app, which needs the websocket."

/**
 * Which page a step shows, and its state.
 * @param {string} address
 * @returns {{page: string, query: URLSearchParams}}
 */
export function pageOf(address) {
  const [page, query = ""] = address.replace(/^\.?\//, "").split("?")
  return { page: page || "draw", query: new URLSearchParams(query) }
}

/**
 * Whether a step is answered by what is drawn.
 * @param {Step} told
 */
export function takesDrawing({ takes }) {
  return takes === "draw" || takes === "do"
}

/**
 * Whether a step can be answered on this page.
 * @param {Step} told
 */
export function isHere(told) {
  if (!takesDrawing(told)) return told.takes !== "work" || Boolean(told.ledger) || Boolean(told.waits)
  return Boolean(told.address) && pageOf(told.address).page === "draw"
}

/**
 * The address of what is drawn, which the room judges.
 * @param {Step} told
 * @param {Stroke[]} strokes
 */
export function drawnAddress(told, strokes) {
  const { query } = pageOf(told.address)
  query.set("source", "Draw")
  query.set("strokes", drawingText(strokes))
  return `draw?${query}`
}

/**
 * What a student gave to a step in a round.
 * @param {View} view
 * @param {number} step
 * @param {number} round
 * @returns {Given | undefined}
 */
export function givenIn({ answers }, step, round) {
  return answers.find((each) => each.step === step && each.round === round)
}

/**
 * The regions that would tell the answer to a question that is open.
 * @param {Step} told
 * @param {boolean} isOpen
 * @returns {string[]}
 */
export function coveredBy({ kind, ask }, isOpen) {
  const asks = isOpen && ask !== null && (kind === "predict" || kind === "vote")
  const of = ask?.type === "cell" ? ask.of : ""
  return asks ? TELLING.filter((region) => region !== of) : []
}

/**
 * A step as the parts of the lesson's panel have it.
 * @param {Step} told
 * @param {string} message - Why the last answer was refused; "" if it was not.
 * @returns {PanelData}
 */
export function panelOf(told, message) {
  const asksDrawing = takesDrawing(told)
  return {
    lesson: { title: "", level: "", minutes: 0 },
    steps: [],
    at: told.step,
    kind: told.kind,
    title: told.title,
    prose: told.prose,
    waits: told.waits ? "The question comes in a moment." : null,
    ask: asksDrawing ? { type: "draw" } : told.ask,
    sure: told.sure,
    ledger: told.takes === "work" ? (told.ledger ?? null) : null,
    goals: null,
    example: null,
    starters: told.starters ?? [],
    answer: null,
    marks: null,
    canShow: false,
    verdict: null,
    message,
    previous: null,
    next: "",
    home: null,
    leave: "",
    again: false,
    heard: 0,
  }
}
