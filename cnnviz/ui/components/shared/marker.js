// The colour that marks the cell, the window or the button in question.

import { isDark } from "./element.js"

/**
 * The marker's colour, for canvases: style sheets have it as --marker. shared/themed.css says it once for all.
 * @param {Element} node - On the page, in a component.
 * @param {boolean} [dark] - Whether the page's background is dark.
 * @returns {string} A CSS colour.
 */
export function markerColour(node, dark = isDark(node)) {
  return getComputedStyle(node).getPropertyValue(dark ? "--marker-dark" : "--marker-light")
}
