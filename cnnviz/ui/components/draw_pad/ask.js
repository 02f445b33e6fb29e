// Each drawing goes two ways: straight to the server, whose answer the page shows at once, and then to Streamlit, which
// keeps it and runs the page's script. Streamlit's way alone takes three times as long.

import { showReading } from "../shared/readings.js"

const LONGEST_WAIT = 1000

/** Ask about a drawing, show the answer, and tell Streamlit, after a while even without an answer. */
export async function sendDrawing(pad, drawing, question, tell) {
  const turn = ++pad.turn
  const current = () => turn === pad.turn
  const answered = question && drawing.strokes.length ? askDirectly(question, drawing, current) : undefined
  const shown = await Promise.race([answered, pause(answered ? LONGEST_WAIT : 0)])
  if (!current()) return
  // The browser first puts on screen what has just been painted.
  if (shown) await pause(20)
  if (current()) tell({ ...drawing, shown })
}

/** Show the server's answer to a drawing. Returns its name; undefined where the server has none, or another drawing came. */
async function askDirectly(question, drawing, current) {
  try {
    const response = await fetch("cnnviz/reading", {
      method: "POST",
      body: JSON.stringify({ ...question, ...drawing }),
    })
    if (response.status !== 200) return undefined
    const bytes = new Uint8Array(await response.arrayBuffer())
    return current() ? showReading(response.headers.get("x-reading"), bytes) : undefined
  } catch {
    // Streamlit's way is still there.
    return undefined
  }
}

/** Tell the server that the page is there: until then it leaves TensorFlow alone, which would hold the page up. */
export function sayOnScreen() {
  requestAnimationFrame(() => {
    performance.mark("cnnviz:on-screen")
    fetch("cnnviz/on-screen", { method: "POST" }).catch(() => {})
  })
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
