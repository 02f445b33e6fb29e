// How sure a network is of each class: a row with a bar for each.

import { element } from "./element.js"
import { find } from "./find.js"
import { percent } from "./format.js"

/**
 * A row without a bar yet.
 * @param {string} label - The class's name.
 * @returns {HTMLTableRowElement}
 */
export function shareRow(label) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("span", { text: label })),
    element("td", { class: "bar" }, element("i", {})),
    element("td", { class: "share" }),
  )
}

/**
 * @param {HTMLElement} row - As shareRow makes it.
 * @param {number} share - Of one.
 * @param {boolean} best - Whether it is the largest.
 * @returns {void}
 */
export function showShare(row, share, best) {
  row.className = best ? "best" : ""
  find(row, "i", HTMLElement).style.width = `${share * 100}%`
  find(row, ".share", HTMLElement).textContent = percent(share)
}
