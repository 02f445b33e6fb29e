// From the three 4 × 4 maps to the vote.

import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { afterPause } from "../shared/pause.js"
import { MATCH_LIMIT, matchLegend, matchText, numberGrid, range } from "./grid.js"
import { CORNERS, largestOf, part, readout, sign, windowOf } from "./steps.js"

/**
 * @import { NumberGrid } from "./grid.js"
 * @import { Data, Step, Vote } from "./types.js"
 */

/**
 * 6. Every 4 × 4 map pooled to 2 × 2.
 * @returns {Step}
 */
export function poolAgainStep() {
  const node = element("div", { class: "figures pairs" })
  const line = readout("numbers")
  /** @type {{before: NumberGrid, after: NumberGrid}[]} */
  let pairs = []
  /** @type {Data | undefined} */
  let data
  let at = [0, 0, 0]

  /**
   * @param {number} which - Feature.
   * @param {number} row
   * @param {number} col
   */
  function point(which, row, col) {
    at = [which, row, col]
    if (!data) return
    const { features, steps } = data
    pairs.forEach(({ before, after }) => [before, after].forEach((grid) => grid.unframe()))
    pairs[which].before.frame(row * 2, col * 2, 2, 2)
    pairs[which].after.frame(row, col, 1, 1)
    line.textContent = `“${features[which].name}”: ${largestOf(windowOf(steps.pooled[which], row, col, 2), steps.pooled_again[which][row][col])}`
  }

  /**
   * @param {{name: string}} feature
   * @param {number} which
   */
  function pair({ name }, which) {
    const before = numberGrid({
      rows: 4,
      cols: 4,
      size: "four",
      stride: 2,
      label: `${name}, pooled once: arrow keys move the window`,
      point: (row, col) => point(which, Math.floor(row / 2), Math.floor(col / 2)),
    })
    const after = numberGrid({
      rows: 2,
      cols: 2,
      size: "four",
      testid: "xo-pooled-again",
      label: `${name}, pooled twice`,
      point: (row, col) => point(which, row, col),
    })
    node.append(
      element(
        "div",
        { class: "pair" },
        element("span", { class: "name", text: name }),
        before.node,
        sign("→"),
        after.node,
      ),
    )
    Object.assign(after.node.dataset, { region: "numbers", cover: "?" })
    return { before, after }
  }

  return {
    title: "Pool once more",
    words: () =>
      "The same with each feature's 4 × 4 map leaves 2 × 2: how well the feature was found at the top left, top right, bottom left and bottom right.",
    node: part("matches", node, line, matchLegend()),
    show(sent) {
      data = sent
      if (!pairs.length) pairs = sent.features.map(pair)
      pairs.forEach(({ before, after }, which) => {
        before.show(sent.steps.pooled[which])
        after.show(sent.steps.pooled_again[which])
      })
      point(at[0], at[1], at[2])
    },
  }
}

/**
 * 7. The twelve numbers in a row, and which part of the image each has seen.
 * @returns {Step}
 */
export function flattenStep() {
  const image = numberGrid({ rows: 9, cols: 9, look: "ink", size: "small", numbers: false, label: "The image" })
  const maps = element("div", { class: "figures quarters" })
  const row = numberGrid({
    rows: 1,
    cols: 12,
    size: "twelve",
    testid: "xo-flat",
    label: "The twelve numbers: arrow keys lead from one to the next",
    point: (_, index) => point(index),
  })
  const line = readout()
  /** @type {NumberGrid[]} */
  let grids = []
  /** @type {Data | undefined} */
  let data
  let at = 0

  /** @param {number} index - Which of the twelve. */
  function point(index) {
    at = index
    if (!data) return
    const [which, corner] = [Math.floor(index / 4), index % 4]
    const [down, right] = [Math.floor(corner / 2), corner % 2]
    grids.forEach((grid) => grid.unframe())
    grids[which].frame(down, right, 1, 1)
    row.frame(0, index, 1, 1)
    // A number of the last map stands for 4 × 4 windows, fewer at the far edges.
    const [top, left, height, width] = [4 * down, 4 * right, down ? 5 : 6, right ? 5 : 6]
    image.frame(top, left, height, width)
    line.textContent =
      `Number ${index + 1} is ${matchText(data.steps.flat[index])}: the best match of “${data.features[which].name}” at the ${CORNERS[corner]}, ` +
      `anywhere in rows ${top} to ${top + height - 1} and columns ${left} to ${left + width - 1}.`
  }

  /**
   * @param {string} name - Of a feature.
   * @param {number} which
   */
  function gridOf(name, which) {
    const grid = numberGrid({
      rows: 2,
      cols: 2,
      size: "four",
      label: name,
      point: (down, right) => point(4 * which + 2 * down + right),
    })
    maps.append(element("div", { class: "pair" }, element("span", { class: "name", text: name }), grid.node))
    return grid
  }

  return {
    title: "Twelve numbers in a row",
    words: () =>
      "What is left of the image are three maps of four numbers. Read row by row, one map after the other, they are a list that a vote can be taken on.",
    node: part(
      "numbers matches",
      element("div", { class: "figures" }, image.node, element("div", { class: "stack" }, maps, row.node)),
      line,
    ),
    show(sent) {
      data = sent
      if (!grids.length) grids = sent.features.map(({ name }, which) => gridOf(name, which))
      image.show(sent.image)
      grids.forEach((grid, which) => grid.show(sent.steps.pooled_again[which]))
      row.show([sent.steps.flat])
      point(at)
    },
  }
}

/**
 * 8. The vote, on the image's twelve numbers and on twelve that the visitor types.
 * @param {(texts: string[]) => void} type - Hears what was typed.
 * @returns {Step & {start: (texts: string[]) => void}} start puts texts in the places of what was typed.
 */
export function voteStep(type) {
  const mine = ballot("xo-vote")
  const typed = ballot("xo-typed-vote", type)
  const error = element("p", { class: "error", role: "alert", "data-testid": "xo-error" })
  return {
    title: "The vote",
    words: () =>
      "An X makes the numbers 1, 4, 5, 10 and 11 high, an O the numbers 2, 3, 9 and 12. The mean over a letter's places is its share; the larger share wins.",
    node: element(
      "div",
      { class: "votes" },
      mine.node,
      element("h3", { text: "Vote on any twelve numbers" }),
      element("p", {
        class: "words",
        text:
          "These are the twelve of an unseen letter, from the article that this page works through. Change any of them. " +
          "(The article cuts decimals off where this page rounds: it has 0.51 for this O, and 0.55 for 5 / 9.)",
      }),
      error,
      typed.node,
      element("p", {
        class: "words",
        text: "Nobody trained this network: its features and the places of its vote were picked by hand. A trained network finds both by itself.",
      }),
    ),
    show(data) {
      mine.show(data.features, data.places, data.vote, data.steps.flat)
      typed.show(data.features, data.places, data.typed.vote, data.typed.numbers)
      error.textContent = data.typed.error
      error.hidden = !data.typed.error
    },
    start: typed.write,
  }
}

/**
 * Twelve numbers, the two sums and the verdict.
 * @param {string} testid
 * @param {(texts: string[]) => void} [type] - Hears what was typed; left out where nothing can be.
 */
function ballot(testid, type) {
  const cells = range(12).map((index) =>
    type
      ? element("input", {
          type: "text",
          inputmode: "decimal",
          autocomplete: "off",
          maxlength: 12,
          "aria-label": `Number ${index + 1}`,
          oninput: () => send(),
        })
      : element("b", {}),
  )
  const fields = cells.filter((cell) => cell instanceof HTMLInputElement)
  const tags = range(12).map(() => element("small", {}))
  const items = range(12).map((index) =>
    element("li", {}, element("span", { class: "faint", text: index + 1 }), cells[index], tags[index]),
  )
  const sums = element("div", { class: "sums" })
  const verdict = element("p", { class: "verdict", role: "status" })
  const send = afterPause(() => type?.(fields.map((field) => field.value)), 200)

  return {
    node: element(
      "div",
      { class: "ballot", "data-testid": testid },
      element("ol", { class: "twelve-places", "data-region": type ? undefined : "numbers matches" }, ...items),
      element("div", { class: "ballot", "data-region": type ? "vote" : "vote numbers matches" }, sums, verdict),
    ),
    /** @param {string[]} texts */
    write: (texts) => texts.forEach((text, index) => (fields[index].value = text)),
    /**
     * @param {Data["features"]} features
     * @param {Data["places"]} places
     * @param {Vote} vote
     * @param {number[]} numbers - The twelve.
     */
    show(features, places, vote, numbers) {
      numbers.forEach((value, index) => {
        if (!type) cells[index].textContent = matchText(value)
        Object.assign(cells[index].style, {
          background: cssColour(value, MATCH_LIMIT),
          color: textColour(value, MATCH_LIMIT),
        })
        const [letter] = Object.entries(places).find(([, high]) => high.includes(index + 1)) ?? []
        tags[index].textContent = letter ?? "–"
        items[index].title =
          `${features[Math.floor(index / 4)].name}, ${CORNERS[index % 4]}${letter ? `: high for an ${letter}` : ""}`
      })
      sums.replaceChildren(
        ...Object.entries(vote.letters).map(([letter, { terms, total, mean, share, value }]) =>
          element(
            "div",
            { class: "sum", "data-letter": letter },
            element("b", { class: "letter", text: letter }),
            element("span", { class: "track" }, element("i", { style: { width: `${100 * value}%` } })),
            element("span", { class: "share", text: share }),
            element("span", { class: "terms", text: `${terms.join(" + ")} = ${total}; ${mean}` }),
          ),
        ),
      )
      verdict.textContent = `${vote.words}.`
    },
  }
}
