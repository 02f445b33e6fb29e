// What the visitor is looking at: changed here at once, and a moment later in Python and in the URL.
//
// Python has the last word when the state comes from elsewhere, such as from a link or by Back: see connectView.

import { afterPause } from "./pause.js"

const PAUSE = 300

/**
 * A channel of a network's layer.
 * @typedef {object} Channel
 * @property {string} network - The network's name.
 * @property {string} layer - The layer's name.
 * @property {number} channel - The channel's index.
 */

/**
 * What Python says of the view.
 * @typedef {object} Given
 * @property {number} given - Changes when the state comes from elsewhere than the controls of the page.
 * @property {string} page - The page's name.
 * @property {string} network - The name of the network that is selected.
 * @property {Record<string, string>} query - Parameters of the URL; "" for what is as at the start.
 */

/** Hears of a channel that is shown, "channel", and of a view that is to be taken over, "given". */
export const viewEvents = new EventTarget()

/** The channel whose pictures are shown. @type {{ channel: Channel | undefined }} */
export const view = { channel: undefined }

/** @type {Record<string, string>} */
let said = {}
/** What of it has been chosen, and Python has not heard yet. @type {Record<string, string>} */
let untold = {}
/** @type {string | undefined} */
let network
/** @type {string | undefined} */
let source
/** @type {((query: Record<string, string>) => void) | undefined} */
let send
/** What Python has given last: its number, and the page. @type {string | undefined} */
let given
const report = afterPause(() => {
  untold = {}
  send?.({ ...said })
}, PAUSE)

/**
 * Take over what Python says, unless it is what the page began with, and tell Python of what changes from now on.
 * @param {Given} data
 * @param {(value: { given: number, query: Record<string, string> }) => void} tell
 * @returns {void}
 */
export function connectView(data, tell) {
  send = (query) => tell({ given: data.given, query })
  const now = JSON.stringify([data.given, data.page, data.network])
  if (source === now) return
  source = now
  network = data.network
  const where = JSON.stringify([data.given, data.page])
  // A network's map may be there, and be used, before Python has said this of it.
  if (given !== where) untold = {}
  given = where
  said = { ...data.query, ...untold, pin: data.query.pin }
  viewEvents.dispatchEvent(new Event("given"))
}

/**
 * @param {string} name - A parameter of the URL.
 * @returns {string} What it says; "" for what is as at the start.
 */
export function viewed(name) {
  return said[name] ?? ""
}

/**
 * Remember what the visitor has chosen to see. Python hears of it once nothing has changed for a moment.
 * @param {Record<string, string>} changes - By the parameters' names; "" for what is as at the start.
 * @returns {void}
 */
export function views(changes) {
  if (Object.entries(changes).every(([name, text]) => viewed(name) === text)) return
  Object.assign(said, changes)
  Object.assign(untold, changes)
  report()
}

/**
 * @param {{ base: string, layers: { name: string }[] }} shown - A network.
 * @returns {{ layer: number, position: number[] } | undefined} Its pinned cell; layer -1 is the input.
 */
export function pinnedCell(shown) {
  const text = viewed("pin")
  const end = text.lastIndexOf(".")
  if (end < 0 || (network !== undefined && shown.base !== network)) return undefined
  const name = text.slice(0, end)
  const layer = name === "input" ? -1 : shown.layers.findIndex((each) => each.name === name)
  if (layer < 0 && name !== "input") return undefined
  return {
    layer,
    position: text
      .slice(end + 1)
      .split("-")
      .map(Number),
  }
}

/**
 * Remember that a cell is pinned, or that none is.
 * @param {{ base: string, layers: { name: string }[] }} shown - A network; one that is not selected keeps its pins to itself.
 * @param {{ layer: number, position: number[] } | undefined} cell
 * @returns {void}
 */
export function pinCell(shown, cell) {
  if (network !== undefined && shown.base !== network) return
  views({ pin: cell ? `${shown.layers[cell.layer]?.name ?? "input"}.${cell.position.join("-")}` : "" })
}

/**
 * Remember which channel's pictures are shown, and tell the gallery.
 * @param {Channel} channel
 * @returns {void}
 */
export function showsChannel(channel) {
  view.channel = channel
  viewEvents.dispatchEvent(new Event("channel"))
}
