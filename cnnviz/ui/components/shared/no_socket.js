// Where a network lets the page through and cuts its websocket, Streamlit's page stays empty: this says so, and leads on.

import { strip, stripLink } from "./strip.js"

const CONNECTED = "[data-test-connection-state=CONNECTED]"
/** In milliseconds. */
const EVERY = 1000
/** How often in a row there is no websocket until it is said: so long Streamlit may take on a slow network. */
const TIMES = 8
/** How long the server may take to say that it is there, in milliseconds. */
const PATIENCE = 4000

/**
 * Look from now on whether there is a websocket and, where there is none although the server answers, offer what works
 * without.
 * @returns {void}
 */
export function offerWithout() {
  let missed = 0
  /** @type {HTMLElement | undefined} */
  let shown
  let asks = false
  setInterval(async () => {
    // Who looks elsewhere needs no offer, and a browser that slept has missed nothing.
    if (document.hidden) return
    missed = document.querySelector(CONNECTED) ? 0 : missed + 1
    if (!missed) {
      shown?.remove()
      shown = undefined
    }
    if (missed < TIMES || shown || asks) return
    asks = true
    const isThere = await answers()
    asks = false
    if (!isThere || shown || document.querySelector(CONNECTED)) return
    shown = offer(location.search)
    document.body.append(shown)
  }, EVERY)
}

/**
 * @param {string} search - The query of the page's address.
 * @returns {HTMLElement}
 */
function offer(search) {
  const code = new URLSearchParams(search).get("c")
  const query = code ? `?${new URLSearchParams({ c: code })}` : ""
  return strip(
    "top",
    "This network lets the page through but not its websocket. ",
    stripLink(`without${query}`, "Draw and vote without it"),
    ", or ",
    stripLink(`reach${query}`, "test what gets through"),
    ".",
  )
}

async function answers() {
  try {
    const health = await fetch(new URL("_stcore/health", document.baseURI), {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    })
    return health.ok
  } catch {
    return false
  }
}
