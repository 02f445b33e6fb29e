// One of several words.

import { element } from "../shared/element.js"

/**
 * @typedef {object} Radios
 * @property {HTMLFieldSetElement} node
 * @property {HTMLInputElement[]} fields
 * @property {() => number} chosen - The index of the one that is chosen; -1 for none.
 */

/**
 * @param {object} options
 * @param {string} options.name - Of the group.
 * @param {string} options.legend
 * @param {string[]} options.words
 * @param {number} options.chosen - The index of the one that is chosen at first; -1 for none.
 * @param {string} options.layout - The class of the group: "list", "grid" or "row".
 * @param {() => void} options.changed
 * @returns {Radios}
 */
export function radios({ name, legend, words, chosen, layout, changed }) {
  const fields = words.map((_, value) => element("input", { type: "radio", name, value, onchange: changed }))
  if (fields[chosen]) fields[chosen].checked = true
  const labels = fields.map((field, k) => element("label", {}, field, element("span", { text: words[k] })))
  const node = element(
    "fieldset",
    {},
    element("legend", { text: legend }),
    element("div", { class: `choices ${layout}` }, ...labels),
  )
  return { node, fields, chosen: () => fields.findIndex((field) => field.checked) }
}
