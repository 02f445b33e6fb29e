// A place whose content is made anew where something is new, while people look at it and work in it.

import { focusedAround } from "./find.js"

/** What each place shows, as JSON. @type {WeakMap<HTMLElement, string>} */
const shown = new WeakMap()

/**
 * Make the content of a place anew, unless it shows the same already. What was unfolded stays so, and what was in focus
 * keeps it: data-fold and data-key say which is which.
 * @param {HTMLElement} place
 * @param {unknown} said - All that the content depends on, as plain data.
 * @param {() => (Node | string)[]} make
 * @returns {boolean} Whether it was made anew.
 */
export function renew(place, said, make) {
  const text = JSON.stringify(said) ?? ""
  if (shown.get(place) === text) return false
  shown.set(place, text)
  const folds = new Map(
    Array.from(place.querySelectorAll("details"), (node) => [node.getAttribute("data-fold"), node.open]),
  )
  const focused = focusedAround(place)
  const key = focused && place.contains(focused) ? keyOf(focused) : ""
  place.replaceChildren(...make())
  for (const node of place.querySelectorAll("details")) {
    node.open = folds.get(node.getAttribute("data-fold")) ?? node.open
  }
  if (!key) return true
  const next = Array.from(place.querySelectorAll("button, summary, input, select, a")).find(
    (node) => keyOf(node) === key,
  )
  if (next instanceof HTMLElement) next.focus({ preventScroll: true })
  return true
}

/**
 * @param {Element} node
 * @returns {string}
 */
function keyOf(node) {
  return node.getAttribute("data-key") ?? node.closest("[data-fold]")?.getAttribute("data-fold") ?? ""
}
