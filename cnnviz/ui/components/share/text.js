// A text to take along, and a button that copies it: also where a page without https has no clipboard.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {string} text
 * @property {string} name - What it is, such as "link".
 * @property {number} most_rows - How many rows are shown.
 */

/** About how many characters stand in a row of the narrowest place. */
const IN_A_ROW = 36

export default mount((root) => new TextToCopy(root), ".text")

class TextToCopy {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.name = ""
    this.area = element("textarea", { readonly: true, spellcheck: "false" })
    this.button = element("button", { type: "button", onclick: () => this.copy() })
    this.said = element("span", { role: "status" })
    root.append(this.area, element("div", { class: "copy" }, this.button, this.said))
  }

  /** @param {Data} data */
  update({ text, name, most_rows }) {
    if (this.area.value === text && this.name === name) return
    this.name = name
    this.area.value = text
    this.area.rows = rowsOf(text, most_rows)
    this.area.setAttribute("aria-label", `The ${name}`)
    this.button.textContent = `Copy ${name}`
    this.said.textContent = ""
  }

  async copy() {
    const copied = await copyOf(this.area)
    this.said.textContent = copied ? "Copied" : "It is selected: press Ctrl+C, or ⌘C, to copy it"
    if (copied) this.button.focus()
  }
}

/**
 * How many rows a text takes.
 * @param {string} text
 * @param {number} most
 * @returns {number} At most `most`.
 */
export function rowsOf(text, most) {
  const rows = text.trimEnd().split("\n")
  const needed = rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(row.length / IN_A_ROW)), 0)
  return Math.min(needed, most)
}

/**
 * Copy all of an area.
 * @param {HTMLTextAreaElement} area - Its text stays selected where the browser lets no page copy.
 * @returns {Promise<boolean>} Whether it has been copied.
 */
async function copyOf(area) {
  try {
    // A page without https has none.
    await navigator.clipboard.writeText(area.value)
    return true
  } catch {
    area.focus()
    area.select()
    return document.execCommand("copy")
  }
}
