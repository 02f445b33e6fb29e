// The fields of the input and of every layer. What is typed stays as it is typed.

import { element } from "../shared/element.js"

/** @import { Field, Kinds } from "./types.js" */

/**
 * A field with its label around it.
 * @typedef {{input: HTMLInputElement | HTMLSelectElement, node: HTMLLabelElement}} FieldNodes
 */

/**
 * Make a field.
 * @param {Omit<Field, "name">} field
 * @param {string} text - What is in it.
 * @param {string} named - What a screen reader calls it.
 * @param {(text: string) => void} changed - Called at every letter.
 * @returns {FieldNodes}
 */
export function fieldOf({ label, options, empty, mode }, text, named, changed) {
  const input = options
    ? element("select", {}, ...Object.entries(options).map(([value, name]) => element("option", { value, text: name })))
    : element("input", {
        type: "text",
        inputmode: mode,
        autocomplete: "off",
        spellcheck: "false",
        placeholder: empty || undefined,
      })
  input.value = text
  input.setAttribute("aria-label", named)
  input.oninput = () => changed(input.value)
  return {
    input,
    node: element("label", { class: options ? "field choice" : "field" }, element("span", { text: label }), input),
  }
}

/**
 * Mark a field as one that cannot be read, or as one that can.
 * @param {HTMLElement} input
 * @param {string | undefined} sentence - Why it cannot.
 * @returns {void}
 */
export function markFault(input, sentence) {
  input.toggleAttribute("data-wrong", Boolean(sentence))
  input.setAttribute("aria-invalid", String(Boolean(sentence)))
  input.title = sentence ?? ""
}

/**
 * A list to choose a kind of layer from, that looks like a button.
 * @param {Kinds} kinds
 * @param {string} named - What a screen reader calls it.
 * @param {(mark: string) => void} add
 * @returns {HTMLSelectElement}
 */
export function kindMenu(kinds, named, add) {
  const menu = element(
    "select",
    { class: "menu", "aria-label": named, title: named },
    element("option", { value: "", text: "+" }),
    ...Object.entries(kinds).map(([mark, { title }]) => element("option", { value: mark, text: title })),
  )
  menu.onchange = () => {
    const mark = menu.value
    menu.value = ""
    if (mark) add(mark)
  }
  return menu
}
