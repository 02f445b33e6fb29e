// What has been typed and not been sent: it is there again after another step or page, as long as the app is open.

/** @import { Draft } from "./types.js" */

/** @type {Map<string, Draft>} */
const drafts = new Map()

/**
 * @param {string} key - Of a step, and of a round where it has two.
 * @returns {Draft} The same one for as long as nothing is forgotten.
 */
export function draftOf(key) {
  const draft = drafts.get(key) ?? { typed: "", sure: 0 }
  drafts.set(key, draft)
  return draft
}

/** The lesson begins again. */
export function forgetDrafts() {
  drafts.clear()
}
