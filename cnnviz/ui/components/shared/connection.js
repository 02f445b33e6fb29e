// Whether the server can be reached, and what is to be done once it can be reached again.

const SCRIPT = "data-test-script-state"
const SERVER = "data-test-connection-state"
/** In milliseconds. */
const PAUSE = 500
/** How long the server may take to say that it is there, in milliseconds: while networks load it is slow. */
const PATIENCE = 4000

class Connection extends EventTarget {
  /** Whether it is lost. A "lost" event tells of it, and a "back" event once the page has been run again. */
  lost = false
}

export const connection = new Connection()

/** Asks Streamlit to run the whole page, with what the visitor did meanwhile. @type {(() => void) | undefined} */
let runAgain

/** How many runs of the page, or of a part of it, have come to their end. */
let runs = 0

/**
 * Watch the connection for as long as the app is open.
 * @param {() => void} run - Asks Streamlit to run the whole page.
 * @returns {void}
 */
export function watchConnection(run) {
  const first = !runAgain
  runAgain = run
  if (!first) return
  new MutationObserver((changes) => {
    if (!isConnected()) lose()
    if (changes.some(({ attributeName }) => attributeName === SCRIPT) && stateOf(SCRIPT) === "notRunning") runs += 1
  }).observe(document, { subtree: true, attributeFilter: [SCRIPT, SERVER] })
  window.addEventListener("offline", lose)
}

/**
 * Say that the server does not answer.
 * @returns {void}
 */
export function lose() {
  if (connection.lost) return
  connection.lost = true
  connection.dispatchEvent(new Event("lost"))
  void waitForServer()
}

/**
 * Find out whether the server still answers.
 * @returns {Promise<void>}
 */
export async function checkConnection() {
  if (!connection.lost && !(await answers())) lose()
}

/** Wait until the server answers, and the page has been run again. */
async function waitForServer() {
  do {
    await pause(PAUSE)
  } while (!isConnected() || !(await answers()) || !(await isRunAgain()))
  connection.lost = false
  connection.dispatchEvent(new Event("back"))
}

/** A server that was started anew knows nothing of the page: no part of it could be run before all of it. */
async function isRunAgain() {
  const before = runs
  const end = performance.now() + PATIENCE
  runAgain?.()
  while (runs === before && isConnected() && performance.now() < end) await pause(50)
  return runs > before && isConnected()
}

async function answers() {
  try {
    const health = await fetch("_stcore/health", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
    return health.ok
  } catch {
    return false
  }
}

function isConnected() {
  return stateOf(SERVER) === "CONNECTED"
}

/**
 * What Streamlit says of itself.
 * @param {string} attribute
 */
function stateOf(attribute) {
  return document.querySelector(`[${attribute}]`)?.getAttribute(attribute)
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
