// One thing is said to Streamlit at a time.
//
// What is set in one moment makes one message, which runs no more than the fragment of the first component that set
// something. What the others set would be lost.

/** @type {(() => void)[]} */
const queue = []
let busy = false

/**
 * Call `act` at once or, where something has been said in this moment, in the next.
 * @param {() => void} act
 * @returns {void}
 */
export function inTurn(act) {
  if (busy) queue.push(act)
  else take(act)
}

/** @param {() => void} act */
function take(act) {
  busy = true
  act()
  // Streamlit sends at the end of a timeout of 0, which was set before this one.
  setTimeout(() => {
    const next = queue.shift()
    if (next) take(next)
    else busy = false
  })
}
