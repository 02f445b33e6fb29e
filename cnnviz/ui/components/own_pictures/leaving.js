// What is deleted when the page is closed: the server itself would wait for it to come back, and forget it later.

/** @import { Place } from "./types.js" */

/** Sets that have had pictures, by their visits. @type {Map<string, Place>} */
const places = new Map()

/**
 * Delete the pictures of a set's visit when the page is closed, wherever in the app the visitor is then.
 * @param {Place} place
 * @returns {void}
 */
export function deleteOnLeaving(place) {
  if (!places.size) window.addEventListener("pagehide", leave)
  places.set(place.visit, place)
}

/** @param {PageTransitionEvent} event */
function leave({ persisted }) {
  // One that the browser keeps may come back as it was.
  if (persisted) return
  for (const { url, visit, kind } of places.values()) {
    navigator.sendBeacon(`${url}/change`, JSON.stringify({ visit, kind, do: "empty" }))
  }
}
