// Answered by one of the network's classes.

import { element } from "../shared/element.js"
import { oneOf } from "./ask_choose.js"

/** @import { Class, Way } from "./types.js" */

/** More than these are found sooner in a list. */
const MOST_BUTTONS = 10

/**
 * @param {Class} ask
 * @param {string} start - What is chosen at first; "" for nothing.
 * @param {() => void} changed
 * @returns {Way}
 */
export function askClass({ options }, start, changed) {
  if (options.length <= MOST_BUTTONS) return oneOf(options, start, "grid", "Choose a class", changed)
  const select = element(
    "select",
    { class: "field", onchange: changed },
    element("option", { value: "", text: "Choose a class" }),
    ...options.map((option) => element("option", { value: option, text: option })),
  )
  select.value = options.includes(start) ? start : ""
  const text = () => select.value
  const node = element("label", { class: "labelled" }, element("span", { text: "Your answer" }), select)
  return { node, fields: [select], typed: text, text, missing: "Choose a class" }
}
