// Whether Python has heard what was said to it last.
//
// Whoever goes to another page stops the script of the page that is left, and what it has not taken in yet is lost: a
// pin or a drawing of a moment ago.

/** For how long Python may take to hear something, in milliseconds: nobody waits for longer to see another page. */
const PATIENCE = 1000

/** When something was said that may not have been heard yet. @type {number | undefined} */
let since
/** Whether a script runs that began since. */
let begun = false
/** @type {(() => void)[]} */
let listeners = []

/**
 * Remember that something is said to Python now.
 * @returns {void}
 */
export function saying() {
  since = performance.now()
  begun = false
}

/**
 * Call `act` as soon as Python has heard everything: at once, if it has.
 * @param {() => void} act
 * @returns {void}
 */
export function onceHeard(act) {
  const left = since === undefined ? 0 : since + PATIENCE - performance.now()
  if (left <= 0) {
    act()
    return
  }
  if (!listeners.length) setTimeout(tell, left)
  listeners.push(act)
}

function tell() {
  since = undefined
  const heard = listeners
  listeners = []
  for (const act of heard) act()
}

/**
 * Listen from now on to whether scripts run, as Streamlit says on the page.
 * @returns {void}
 */
export function listenToScripts() {
  new MutationObserver(() => {
    if (since === undefined) return
    if (document.querySelector("[data-test-script-state=running]")) begun = true
    else if (begun && document.querySelector("[data-test-script-state=notRunning]")) tell()
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] })
}
