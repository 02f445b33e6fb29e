// What all rows say together: in a sentence, and as plain text for the administrator.

/** @import { Outcome } from "./outcomes.js" */

/** @typedef {{key: string, title: string, outcome: Outcome}} Tried */

/** How each mark is shown, and how it is read out. */
export const MARKS = { ok: ["✓", "works"], note: ["!", "works, with a note"], bad: ["✗", "does not work"] }

/**
 * @param {Tried[]} all
 * @returns {string}
 */
export function summaryOf(all) {
  const bad = all.filter(({ outcome }) => outcome.mark === "bad")
  if (!bad.length) {
    const notes = all.filter(({ outcome }) => outcome.mark === "note").length
    return notes ? "What the app needs gets through. Read what is marked with !." : "Everything gets through."
  }
  if (bad.length === 1 && bad[0].key === "socket") {
    return "The websocket does not get through: the app’s pages stay empty."
  }
  const names = bad.map(({ title }) => title)
  const last = names.pop()
  const list = names.length ? `${names.join(", ")} and ${last}` : last
  return `${list} ${bad.length > 1 ? "do" : "does"} not get through. Show the administrator this page.`
}

/**
 * @param {Tried[]} all
 * @returns {boolean} Whether only the pages that need no websocket work.
 */
export function needsWithout(all) {
  const isBad = (/** @type {string} */ key) => all.some((each) => each.key === key && each.outcome.mark === "bad")
  return isBad("socket") && !isBad("modules") && !isBad("post")
}

/**
 * @param {number | undefined} milliseconds
 * @returns {string}
 */
export function timeText(milliseconds) {
  return milliseconds === undefined ? "" : `${Math.max(1, Math.round(milliseconds)).toLocaleString("en")} ms`
}

/**
 * @param {Tried[]} all
 * @param {{address: string, when: string, browser: string}} about
 * @returns {string}
 */
export function reportOf(all, { address, when, browser }) {
  const rows = all.map(({ title, outcome: { mark, says, ask, milliseconds } }) => {
    const time = timeText(milliseconds)
    return `${MARKS[mark][0]} ${title}${time && ` (${time})`}: ${says}${ask ? `\n  Ask the administrator: ${ask}` : ""}`
  })
  return [`cnnviz: what gets through to ${address}`, when, browser, "", summaryOf(all), "", ...rows, ""].join("\n")
}
