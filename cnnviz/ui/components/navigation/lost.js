// What every page shows while the server cannot be reached.

import { connection, watchConnection } from "../shared/connection.js"
import { element } from "../shared/element.js"

const WORDS = "Not connected to the server. The page goes on by itself as soon as it answers again."

/** @type {HTMLElement | undefined} */
let strip

/**
 * Say on the page from now on that the server cannot be reached, for as long as it cannot.
 * @param {() => void} runAgain - Asks Streamlit to run the whole page.
 * @returns {void}
 */
export function sayWhenLost(runAgain) {
  watchConnection(runAgain)
  if (strip) return
  const shown = element("p", {
    role: "status",
    text: WORDS,
    style: {
      position: "fixed",
      inset: "auto 0 0",
      zIndex: "1000000",
      margin: "0",
      padding: "0.5rem 1rem",
      background: "#7a2e00",
      color: "#ffffff",
      font: "600 0.9rem sans-serif",
      textAlign: "center",
    },
  })
  strip = shown
  connection.addEventListener("lost", () => document.body.append(shown))
  connection.addEventListener("back", () => shown.remove())
}
