// The first two steps: X's compared cell by cell, and the features to look for instead.

import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { numberGrid } from "./grid.js"

/** @import { Step } from "./types.js" */

/**
 * 1. Two X's compared cell by cell.
 * @returns {Step}
 */
export function compareStep() {
  const node = element("div", { class: "figures comparisons" })
  return {
    title: "Cell by cell, an X is hard to find",
    words: ({ comparisons: [, moved, , letter] }) =>
      "To a computer this image is a grid of numbers: 1 where there is ink, −1 on paper. " +
      "Compare it with a remembered X cell by cell" +
      (isCovered("matches")
        ? "."
        : `: an X moved by a single cell differs in ${moved.differs} of the 81, an O in only ${letter.differs}.`),
    node: element(
      "div",
      {},
      node,
      element(
        "p",
        { class: "legend" },
        element("i", { class: "swatch inked" }),
        "1",
        element("i", { class: "swatch" }),
        "−1",
        element("i", { class: "swatch differs" }),
        "differs from the X",
      ),
    ),
    show({ comparisons }) {
      node.replaceChildren(
        ...comparisons.map(({ name, image, marked, differs }) => {
          const grid = numberGrid({
            rows: 9,
            cols: 9,
            look: "ink",
            size: "small",
            numbers: false,
            testid: "xo-compared",
            label: isCovered("matches") ? name : `${name}: ${differs} of 81 cells differ`,
          })
          grid.show(image)
          if (!isCovered("matches")) grid.ring(marked)
          return element(
            "figure",
            {},
            element("figcaption", { text: name }),
            grid.node,
            element(
              "p",
              { class: "count", "data-region": "matches", "data-cover": "?" },
              element("b", { text: differs }),
              " of 81 cells differ",
            ),
          )
        }),
      )
    },
  }
}

/**
 * 2. The features; a click chooses the one that is followed.
 * @param {(feature: number) => void} choose
 * @returns {Step}
 */
export function featuresStep(choose) {
  const node = element("div", { class: "figures choices", role: "group", "aria-label": "The feature to follow" })
  /** @type {HTMLElement[] | undefined} */
  let buttons
  return {
    title: "Look for three small features instead",
    words: () =>
      "Wherever an X stands and however it was drawn, it has two strokes and a crossing. Pick the feature that you want to follow.",
    node,
    show({ features }, chosen) {
      buttons ??= features.map(({ name, cells }, index) => {
        const grid = numberGrid({ rows: 3, cols: 3, look: "ink", size: "feature", label: `Feature ${name}` })
        grid.show(cells)
        return element(
          "button",
          { type: "button", class: "choice", "data-testid": "xo-feature", onclick: () => choose(index) },
          element("span", { class: "name", text: name }),
          grid.node,
        )
      })
      if (!node.children.length) node.append(...buttons)
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen)))
    },
  }
}
