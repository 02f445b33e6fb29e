// Each drawing goes two ways: straight to the server, whose answer the page shows at once, and then to Streamlit, which
// keeps it and runs the page's script. Streamlit's way alone takes three times as long.

import { lose } from "../shared/connection.js"
import { afterPause } from "../shared/pause.js"
import { showReading, tellCleared } from "../shared/readings.js"

/** @import { Drawing } from "../shared/strokes.js" */

/** In milliseconds. */
const LONGEST_WAIT = 1000

/**
 * Ask about a drawing, show the answer, and tell Streamlit, after a while even without an answer.
 * @param {{turn: number}} pad - Counts its drawings: an older one is given up.
 * @param {Drawing} drawing
 * @param {Record<string, unknown> | null} question - What is asked about it; null asks nothing.
 * @param {(drawing: Drawing & {shown?: string}) => void} tell - Tells Streamlit, with the name of the answer that is on
 *   the page.
 * @returns {Promise<void>}
 */
export async function sendDrawing(pad, drawing, question, tell) {
  const turn = ++pad.turn
  if (!drawing.strokes.length) tellCleared()
  const current = () => turn === pad.turn
  const answered = question && drawing.strokes.length ? askDirectly(question, drawing, current) : undefined
  let told = false
  const tellOnce = (/** @type {string | undefined} */ shown) => {
    if (current() && !told) tell({ ...drawing, shown })
    told = true
  }
  // Sooner where the visitor goes to another page.
  afterPause(() => tellOnce(undefined), answered ? LONGEST_WAIT : 0)()
  if (!answered) return
  const shown = await answered
  // The browser first puts on screen what has just been painted.
  if (shown) await pause(20)
  tellOnce(shown)
}

/**
 * Show the server's answer to a drawing.
 * @param {Record<string, unknown>} question
 * @param {Drawing} drawing
 * @param {() => boolean} current
 * @returns {Promise<string | undefined>} Its name; undefined where the server has none, or another drawing came.
 */
async function askDirectly(question, drawing, current) {
  const response = await fetch("cnnviz/reading", {
    method: "POST",
    body: JSON.stringify({ ...question, ...drawing }),
  }).catch(lose)
  const name = response?.headers.get("x-reading")
  // Without an answer Streamlit's way is still there.
  if (response?.status !== 200 || !name) return undefined
  try {
    const bytes = new Uint8Array(await response.arrayBuffer())
    return current() ? showReading(name, bytes) : undefined
  } catch {
    lose()
    return undefined
  }
}

/**
 * Tell the server that the page is there: until then it leaves TensorFlow alone, which would hold the page up.
 * @returns {void}
 */
export function sayOnScreen() {
  requestAnimationFrame(() => {
    performance.mark("cnnviz:on-screen")
    fetch("cnnviz/on-screen", { method: "POST" }).catch(() => {})
  })
}

/**
 * @param {number} milliseconds
 * @returns {Promise<undefined>}
 */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}
