// Numbers in lines of text that can be covered.

import { element } from "./element.js"

/**
 * A number with a question mark in its place while it is covered.
 * @param {string} regions - What it is part of, as cnnviz/lessons/regions.py has it; several names with spaces between.
 * @param {string | number} text
 * @returns {HTMLSpanElement}
 */
export function coverable(regions, text) {
  return element("span", { "data-region": regions, "data-cover": "?", text })
}
