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
  if (!labels.length) {
    showOther(root, before, after, edited)
    return
  }
  find(root, ".key", HTMLElement).hidden = false
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
 * An answer that is no choice among classes: a number, or a map, whose values stand among the maps.
 * @param {HTMLElement} root
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {boolean} edited
 */
function showOther(root, before, after, edited) {
  const [title, words] = otherWords(before, after, edited)
  const verdict = find(root, ".verdict", HTMLElement)
  verdict.dataset.flipped = "false"
  verdict.replaceChildren(element("b", { text: title }), element("span", { text: words }))
  find(root, ".key", HTMLElement).hidden = true
  find(root, "tbody", HTMLTableSectionElement).replaceChildren()
}

/**
 * What is said of a number, or of a map, before and after.
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 * @param {boolean} edited
 * @returns {[title: string, words: string]}
 */
export function otherWords(before, after, edited) {
  if (before.length > 1) return ["It answers with a map", "You see it below, before and after."]
  return [
    `It answers ${number(after[0])}`,
    edited ? `As trained it answered ${number(before[0])}.` : "as trained. What would change it?",
  ]
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
