// What every page shows while the server cannot be reached.

import { connection, watchConnection } from "../shared/connection.js"
import { strip, stripLink } from "../shared/strip.js"

const WORDS = "Not connected to the server. The page goes on by itself as soon as it answers again."

/** @type {HTMLElement | undefined} */
let line

/**
 * Say on the page from now on that the server cannot be reached, for as long as it cannot.
 * @param {() => void} runAgain - Asks Streamlit to run the whole page.
 * @returns {void}
 */
export function sayWhenLost(runAgain) {
  watchConnection(runAgain)
  if (line) return
  // The page stays, with what was drawn on it.
  const test = stripLink("reach", "Test what gets through")
  test.target = "_blank"
  const shown = strip("bottom", WORDS, " ", test)
  line = shown
  connection.addEventListener("lost", () => document.body.append(shown))
  connection.addEventListener("back", () => shown.remove())
}
