// What is asked of the server.

import { checkConnection } from "../shared/connection.js"
import { unpack } from "../shared/wire.js"

/** @import { AddedMessage, Change, LookMessage, Place, SetMessage } from "./types.js" */

/** How long an answer may take, in milliseconds; files take longer. */
const PATIENCE = 15_000
const FILE_PATIENCE = 90_000

export const UNHEARD = "The server does not answer. Try it again in a moment."

/**
 * An answer. status: 0 where the server was silent; say: a sentence where there is no message.
 * @template Found
 * @typedef {{message?: Found, status: number, say: string}} Answer
 */

/**
 * The address of a set, or of something that belongs to it.
 * @param {Place} place
 * @param {string} [ending] - Of the path.
 * @param {Record<string, string>} [more] - What else the question says.
 * @returns {string} Relative to the app.
 */
export function addressOf({ url, visit, kind }, ending = "", more = {}) {
  return `${url}${ending}?${new URLSearchParams({ visit, kind, ...more })}`
}

/**
 * Ask for the whole set.
 * @param {Place} place
 * @returns {Promise<Answer<SetMessage>>}
 */
export function askForSet(place) {
  return ask(addressOf(place), { cache: "no-store" })
}

/**
 * Hand a picture in.
 * @param {Place} place
 * @param {number} index - Of its class.
 * @param {Blob} body - A picture file, or a drawing as JSON.
 * @returns {Promise<Answer<AddedMessage>>}
 */
export function sendPicture(place, index, body) {
  const headers = { "content-type": body.type || "application/octet-stream" }
  return ask(addressOf(place, "", { class: `${index}` }), { method: "POST", headers, body }, FILE_PATIENCE)
}

/**
 * Ask for a change of the set.
 * @param {Place} place
 * @param {Change} change
 * @returns {Promise<Answer<SetMessage>>}
 */
export function sendChange({ url, visit, kind }, change) {
  return ask(`${url}/change`, { method: "POST", body: JSON.stringify({ visit, kind, ...change }) })
}

/**
 * Ask what the newest network answers to a picture, which is not kept; status 204 where there is no network.
 * @param {Place} place
 * @param {Blob} body
 * @returns {Promise<Answer<LookMessage>>}
 */
export function askAbout(place, body) {
  return ask(addressOf(place, "/look"), { method: "POST", headers: { "content-type": body.type }, body })
}

/**
 * Replace the set by one that was saved.
 * @param {Place} place
 * @param {Blob} zip
 * @returns {Promise<Answer<SetMessage>>}
 */
export function sendZip(place, zip) {
  const headers = { "content-type": "application/zip" }
  return ask(addressOf(place, ".zip"), { method: "POST", headers, body: zip }, FILE_PATIENCE)
}

/**
 * @template Found
 * @param {string} url
 * @param {RequestInit} options
 * @param {number} [patience]
 * @returns {Promise<Answer<Found>>}
 */
async function ask(url, options, patience = PATIENCE) {
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(patience) })
    if (response.status === 204) return { status: 204, say: "" }
    if (response.status !== 200) return { status: response.status, say: (await response.text()) || UNHEARD }
    const message = /** @type {Found} */ (unpack(new Uint8Array(await response.arrayBuffer())))
    return { status: 200, say: "", message }
  } catch {
    // The whole page says so, and runs again once the server is back.
    void checkConnection()
    return { status: 0, say: UNHEARD }
  }
}
