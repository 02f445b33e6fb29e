// What is asked of the server, and how often.

import { checkConnection } from "../shared/connection.js"
import { unpack } from "../shared/wire.js"

/** @import { Message } from "../shared/types.js" */
/** @import { Status, TrainHeader } from "./types.js" */

/** How long an answer may take, in milliseconds. */
const PATIENCE = 15_000

/**
 * An answer: what the server knows, that it knows nothing, or that it is silent. say: a sentence of the server's.
 * @template [Header=TrainHeader]
 * @typedef {{message?: Message<Header>, status: number, say: string}} Answer
 */

/**
 * After how long to ask again, in milliseconds.
 * @param {Status | undefined} status - Undefined where the server was silent.
 * @param {boolean} visible - Whether anybody can see the page.
 * @returns {number | undefined} Undefined where nothing changes any more.
 */
export function pauseAfter(status, visible) {
  if (status === undefined) return 1000
  if (status === "stopped" || status === "failed") return undefined
  // One that is done still reads new pictures.
  return status === "paused" || status === "done" || !visible ? 2000 : 250
}

/**
 * Ask how a training is, or was.
 * @template [Header=TrainHeader]
 * @param {string} url
 * @param {Record<string, string | number>} question
 * @returns {Promise<Answer<Header>>}
 */
export async function askFor(url, question) {
  try {
    const query = new URLSearchParams(Object.entries(question).map(([name, value]) => [name, `${value}`]))
    const response = await fetch(`${url}?${query}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
    if (response.status !== 200) return { status: response.status, say: await response.text() }
    return { status: 200, say: "", message: unpack(new Uint8Array(await response.arrayBuffer())) }
  } catch {
    return silence()
  }
}

/**
 * Ask for something to be done.
 * @param {string} url
 * @param {object} body
 * @returns {Promise<Answer & {run?: string}>} The run, where one was started.
 */
export async function askTo(url, body) {
  try {
    const options = { method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) }
    const response = await fetch(url, options)
    if (response.status === 200) return { status: 200, say: "", run: (await response.json()).run }
    return { status: response.status, say: response.ok ? "" : await response.text() }
  } catch {
    return silence()
  }
}

/** @returns {{status: number, say: string}} */
function silence() {
  // The whole page says so, and runs again once the server is back.
  void checkConnection()
  return { status: 0, say: "" }
}
