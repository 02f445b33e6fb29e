// What the held-out pictures are read as: the confusion matrix.

import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { mistakeLine } from "./words.js"

/** @import { Known } from "./types.js" */

const LATER = "After the first epoch: then the held-out pictures are read."
const NONE = "No pictures are held out here: the network learns from all of them."
/** So wide is a cell with a number, in pixels. */
const FITS = 22
/** The colour of the rarest mistake, as a share of the scale: a single picture is seen from the back row. */
const PALEST = 0.15

export class HeldOut {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".held-out", HTMLDetailsElement)
    this.place = find(this.root, "div", HTMLElement)
  }

  /**
   * @param {Known} known
   * @param {number} width
   * @returns {void}
   */
  draw({ header, arrays }, width) {
    const { labels } = header
    const counts = arrays.confusion
    if (!labels || !counts) {
      this.place.replaceChildren(element("p", { class: "faint", text: header.held === 0 ? NONE : LATER }))
      return
    }
    const most = mostMisread(counts, labels.length)
    this.place.replaceChildren(
      element("p", { text: mistakeLine(counts, labels) }),
      matrix(counts, labels, most, width),
      legend(most),
    )
  }
}

/**
 * @param {ArrayLike<number>} counts
 * @param {number} classes
 * @returns {number} The largest count of pictures of a class that were read as a certain other.
 */
function mostMisread(counts, classes) {
  let most = 0
  for (let k = 0; k < classes * classes; k++) if (k % (classes + 1)) most = Math.max(most, counts[k])
  return most
}

/**
 * @param {ArrayLike<number>} counts
 * @param {string[]} labels
 * @param {number} most
 * @param {number} width
 */
function matrix(counts, labels, most, width) {
  const classes = labels.length
  const named = labels.some((label) => label.length > 2)
  const fits = (Math.min(width, 640) - (named ? 88 : 30)) / classes >= FITS
  const head = labels.map((label) => element("th", { scope: "col" }, element("span", { text: label, title: label })))
  const rows = labels.map((label, shown) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", text: label }),
      ...labels.map((_, read) => cell(counts[shown * classes + read], shown === read, most, fits)),
    ),
  )
  const table = element(
    "table",
    { class: named ? "matrix named" : "matrix" },
    element("caption", { text: "Rows: what a picture shows. Columns: what it is read as." }),
    element("thead", {}, element("tr", {}, element("td", {}), ...head)),
    element("tbody", {}, ...rows),
  )
  table.style.setProperty("--classes", `${classes}`)
  return table
}

/**
 * @param {number} count
 * @param {boolean} right
 * @param {number} most
 * @param {boolean} fits
 */
function cell(count, right, most, fits) {
  const text = fits ? `${count}` : ""
  if (right) return element("td", { class: "right", text })
  if (!count) return element("td", { class: "none", text })
  const level = PALEST + (1 - PALEST) * (count / most)
  return element("td", { text, style: { background: cssColour(level, 1), color: textColour(level, 1) } })
}

/** @param {number} most */
function legend(most) {
  return element(
    "p",
    { class: "legend" },
    element("span", { class: "swatch" }),
    "read right",
    ...(most
      ? [
          element("span", { text: "misread: 1" }),
          element("span", {
            class: "ramp",
            style: {
              background: `linear-gradient(to right, ${cssColour(PALEST, 1)}, ${cssColour(0.5, 1)}, ${cssColour(1, 1)})`,
            },
          }),
          `${most} ${most === 1 ? "time" : "times"}`,
        ]
      : []),
  )
}
