// Answered by a number.

import { element } from "../shared/element.js"

/** @import { NumberAsk, Way } from "./types.js" */

/**
 * @param {NumberAsk} ask
 * @param {string} start - What is typed at first.
 * @param {() => void} changed
 * @returns {Way}
 */
export function askNumber({ unit, placeholder }, start, changed) {
  const field = element("input", {
    class: "field",
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    maxlength: 60,
    placeholder,
    "aria-label": unit ? `Your answer, in ${unit}` : "Your answer",
    oninput: changed,
  })
  field.value = start
  const node = element(
    "div",
    { class: "labelled" },
    element("span", { "aria-hidden": "true", text: "Your answer" }),
    element("div", { class: "measure" }, field, unit && element("span", { class: "unit", text: unit })),
  )
  return {
    node,
    fields: [field],
    typed: () => field.value,
    text: () => field.value.trim(),
    missing: "Type a number",
  }
}
