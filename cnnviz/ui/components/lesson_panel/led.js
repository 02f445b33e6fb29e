// Where a room's teacher leads: to a step, and to an address that everybody is to look at.

import { TASKS_FROM } from "./room_words.js"

/** @import { PanelData } from "./types.js" */
/** @import { RoomView } from "./room_types.js" */

/** What leads a visitor: it stays, whatever is looked at. */
const GUIDE = ["lesson", "step", "variant", "said", "hide", "lock", "c"]
/** What says how the app is shown, and nothing of what. */
const FRAME = ["embed", "embed_options"]

/**
 * What Python is to be told of the teacher's step.
 * @param {Pick<PanelData, "at" | "led">} data
 * @param {RoomView | undefined} view - Undefined where nobody leads.
 * @returns {{what: "led", to: number | null} | undefined} Undefined where it knows.
 */
export function ledTo({ at, led = null }, view) {
  if (view?.pace !== "teacher") return led === null ? undefined : { what: "led", to: null }
  // A task is at the step at which it was made.
  const task = view.tasks.find(({ step }) => step === view.step)
  const to = view.step < TASKS_FROM ? view.step : (task?.made_at ?? led ?? at)
  return led === to && at === to ? undefined : { what: "led", to }
}

/**
 * The address of a page and its state, without what leads the visitor: how a room takes what was drawn or made.
 * @param {string} here - The whole address.
 * @param {string} root - That of the app.
 * @returns {string} Such as "draw?source=Draw&strokes=…".
 */
export function stateAddress(here, root) {
  const { pathname, searchParams } = new URL(here)
  for (const name of [...GUIDE, ...FRAME]) searchParams.delete(name)
  const page = pathname.slice(new URL(root).pathname.length).replaceAll("/", "") || "draw"
  return withQuery(page, searchParams)
}

/**
 * An address of the app that keeps what leads the visitor now.
 * @param {string} address - As stateAddress() gives it: where to look.
 * @param {string} search - The query of the page that is shown.
 * @returns {string} Relative to the app.
 */
export function guidedAddress(address, search) {
  const [page, query = ""] = splitOnce(address.replace(/^[./]*/, ""), "?")
  const [to, now] = [new URLSearchParams(query), new URLSearchParams(search)]
  for (const name of [...GUIDE, ...FRAME]) {
    const value = now.get(name)
    // What the teacher hides or locks there is hidden from everybody.
    if (value !== null) to.set(name, value)
    else if (name !== "hide" && name !== "lock") to.delete(name)
  }
  return withQuery(page === "draw" || page === "" ? "./" : page, to)
}

/**
 * @param {string} page
 * @param {URLSearchParams} params
 */
function withQuery(page, params) {
  // As Python writes them: these letters stay as they are.
  const query = params.toString().replaceAll("%7E", "~").replaceAll("%2C", ",")
  return query ? `${page}?${query}` : page
}

/**
 * @param {string} text
 * @param {string} between
 */
function splitOnce(text, between) {
  const at = text.indexOf(between)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + between.length)]
}
