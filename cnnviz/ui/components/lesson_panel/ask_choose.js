// Answered by one of several options.

import { radios } from "./radios.js"

/** @import { Choose, Way } from "./types.js" */

/**
 * @param {Choose} ask
 * @param {string} start - What is chosen at first; "" for nothing.
 * @param {() => void} changed
 * @returns {Way}
 */
export function askChoose({ options }, start, changed) {
  return oneOf(options, start, "list", "Choose an answer", changed)
}

/**
 * @param {string[]} options
 * @param {string} start
 * @param {"list" | "grid"} layout
 * @param {string} missing
 * @param {() => void} changed
 * @returns {Way}
 */
export function oneOf(options, start, layout, missing, changed) {
  const chosen = options.indexOf(start)
  const group = radios({ name: "answer", legend: "Your answer", words: options, chosen, layout, changed })
  const text = () => options[group.chosen()] ?? ""
  return { node: group.node, fields: group.fields, typed: text, text, missing }
}
