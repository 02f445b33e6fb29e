// What the network answers, before and after: a sentence, and two bars for every class.

import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number, percent } from "../shared/format.js"

/**
 * Show both answers.
 * @param {HTMLElement} root
 * @param {string[]} labels - The classes' names.
 * @param {Float32Array} before - Their probabilities, as trained.
 * @param {Float32Array} after - As changed.
 * @param {boolean} edited - Whether anything is changed.
 * @returns {void}
 */
export function showChange(root, labels, before, after, edited) {
  const [was, is] = [before, after].map((shares) => shares.indexOf(Math.max(...shares)))
  const words = find(root, ".verdict", HTMLElement)
  words.dataset.flipped = String(was !== is)
  words.replaceChildren(
    element("b", {
      text: was !== is ? `${labels[was]} → ${labels[is]}` : edited ? `Still ${labels[is]}` : `It reads ${labels[is]}`,
    }),
    element("span", {
      text: edited
        ? changeInWords(labels, before, after, was, is)
        : `with ${percent(before[was])}, as trained. What would change its mind?`,
    }),
    element("span", { class: "faint", text: leadWords(labels[was], before, after, was, edited) }),
  )
  showBarPairs(find(root, "tbody", HTMLTableSectionElement), labels, before, after, was, is)
}

/**
 * @param {string[]} labels
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {number} was - The class that was read.
 * @param {number} is - The class that is read.
 * @returns {string}
 */
export function changeInWords(labels, before, after, was, is) {
  if (was !== is) {
    return `As trained it read ${labels[was]} with ${percent(before[was])}; now it reads ${labels[is]} with ${percent(after[is])}.`
  }
  const change = after[is] - before[is]
  if (Math.abs(change) < 0.00005) return `${percent(after[is])}, as before to two digits.`
  return `${percent(before[is])} before, ${percent(after[is])} now.`
}

/**
 * A sure network's percentages hardly move: its log-odds do.
 * @param {string} label
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {number} was - The class that was read.
 * @param {boolean} edited
 * @returns {string}
 */
function leadWords(label, before, after, was, edited) {
  const now = edited ? ` before, ${number(lead(after, was), 1)} now` : ""
  return `Lead of ${label} over all the others together: ${number(lead(before, was), 1)}${now}. At 0 it is half and half.`
}

/**
 * ln(p / (1 - p)) from probabilities.
 * @param {Float32Array} shares
 * @param {number} label
 * @returns {number}
 */
export function lead(shares, label) {
  const others = shares.reduce((sum, share, k) => (k === label ? sum : sum + share), 0)
  return Math.log(shares[label] / others)
}

/**
 * The rows stay, so that a changed bar grows or shrinks instead of jumping.
 * @param {HTMLTableSectionElement} body
 * @param {string[]} labels
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {number} was
 * @param {number} is
 */
function showBarPairs(body, labels, before, after, was, is) {
  if ([...body.rows].map((row) => row.cells[0].textContent).join("\n") !== labels.join("\n")) {
    body.replaceChildren(
      ...labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element("td", { class: "pair" }, element("span", { class: "bar was" }), element("span", { class: "bar is" })),
          element("td", { class: "share was" }),
          element("td", { class: "share is" }),
        ),
      ),
    )
  }
  ;[...body.rows].forEach((row, label) => {
    find(row, ".bar.was", HTMLElement).style.width = `${before[label] * 100}%`
    find(row, ".bar.is", HTMLElement).style.width = `${after[label] * 100}%`
    find(row, ".share.was", HTMLElement).textContent = percent(before[label])
    find(row, ".share.is", HTMLElement).textContent = percent(after[label])
    row.classList.toggle("best-was", label === was)
    row.classList.toggle("best-is", label === is)
  })
}
