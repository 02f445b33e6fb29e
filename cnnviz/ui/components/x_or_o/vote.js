// From the three 4 × 4 maps to the vote.

import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { MATCH_LIMIT, matchLegend, matchText, numberGrid, range } from "./grid.js"
import { CORNERS, largestOf, readout, sign, windowOf } from "./steps.js"

/** 6. Every 4 × 4 map pooled to 2 × 2. */
export function poolAgainStep() {
  const node = element("div", { class: "figures pairs" })
  const line = readout()
  let pairs, data
  let at = [0, 0, 0]

  function point(which, row, col) {
    at = [which, row, col]
    pairs.forEach(({ before, after }) => [before, after].forEach((grid) => grid.unframe()))
    pairs[which].before.frame(row * 2, col * 2, 2, 2)
    pairs[which].after.frame(row, col, 1, 1)
    line.textContent = `“${data.features[which].name}”: ${largestOf(windowOf(data.steps.pooled[which], row, col, 2), data.steps.pooled_again[which][row][col])}`
  }

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
    return { before, after }
  }

  return {
    title: "Pool once more",
    words: () =>
      "The same with each feature's 4 × 4 map leaves 2 × 2: how well the feature was found at the top left, top right, bottom left and bottom right.",
    node: element("div", {}, node, line, matchLegend()),
    show(sent) {
      data = sent
      pairs ??= data.features.map(pair)
      pairs.forEach(({ before, after }, which) => {
        before.show(data.steps.pooled[which])
        after.show(data.steps.pooled_again[which])
      })
      point(...at)
    },
  }
}

/** 7. The twelve numbers in a row, and which part of the image each has seen. */
export function flattenStep() {
  const image = numberGrid({ rows: 9, cols: 9, look: "ink", size: "small", numbers: false, label: "The image" })
  const maps = element("div", { class: "figures quarters" })
  const row = numberGrid({
    rows: 1,
    cols: 12,
    size: "twelve",
    testid: "xo-flat",
    label: "The twelve numbers: arrow keys lead from one to the next",
    point: (_, place) => point(place),
  })
  const line = readout()
  let grids, data
  let at = 0

  function point(place) {
    at = place
    const [which, corner] = [Math.floor(place / 4), place % 4]
    const [down, right] = [Math.floor(corner / 2), corner % 2]
    grids.forEach((grid) => grid.unframe())
    grids[which].frame(down, right, 1, 1)
    row.frame(0, place, 1, 1)
    // A number of the last map stands for 4 × 4 windows, fewer at the far edges.
    const [top, left, height, width] = [4 * down, 4 * right, down ? 5 : 6, right ? 5 : 6]
    image.frame(top, left, height, width)
    line.textContent =
      `Number ${place + 1} is ${matchText(data.steps.flat[place])}: the best match of “${data.features[which].name}” at the ${CORNERS[corner]}, ` +
      `anywhere in rows ${top + 1} to ${top + height} and columns ${left + 1} to ${left + width}.`
  }

  return {
    title: "Twelve numbers in a row",
    words: () =>
      "What is left of the image are three maps of four numbers. Read row by row, one map after the other, they are a list that a vote can be taken on.",
    node: element(
      "div",
      {},
      element("div", { class: "figures" }, image.node, element("div", { class: "stack" }, maps, row.node)),
      line,
    ),
    show(sent) {
      data = sent
      grids ??= data.features.map(({ name }, which) => {
        const grid = numberGrid({
          rows: 2,
          cols: 2,
          size: "four",
          label: name,
          point: (down, right) => point(4 * which + 2 * down + right),
        })
        maps.append(element("div", { class: "pair" }, element("span", { class: "name", text: name }), grid.node))
        return grid
      })
      image.show(data.image)
      grids.forEach((grid, which) => grid.show(data.steps.pooled_again[which]))
      row.show([data.steps.flat])
      point(at)
    },
  }
}

/** 8. The vote, on the image's twelve numbers and on twelve that the visitor types. */
export function voteStep(type) {
  const mine = ballot("xo-vote")
  const typed = ballot("xo-typed-vote", (texts) => type(texts))
  const error = element("p", { class: "error", role: "alert", "data-testid": "xo-error" })
  return {
    title: "The vote",
    words: () =>
      "An X makes the numbers 1, 4, 5, 10 and 11 high, an O the numbers 2, 3, 9 and 12. The mean over a letter's places is its share; the larger share wins.",
    node: element(
      "div",
      { class: "votes" },
      mine.node,
      element("h4", { text: "Vote on any twelve numbers" }),
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

/** Twelve numbers, the two sums and the verdict; the numbers can be typed if there is `type`. */
function ballot(testid, type) {
  const cells = range(12).map((place) =>
    type
      ? element("input", {
          type: "text",
          inputmode: "decimal",
          autocomplete: "off",
          maxlength: 12,
          "aria-label": `Number ${place + 1}`,
          oninput: send,
        })
      : element("b", {}),
  )
  const tags = range(12).map(() => element("small", {}))
  const places = range(12).map((place) =>
    element("li", {}, element("span", { class: "faint", text: place + 1 }), cells[place], tags[place]),
  )
  const sums = element("div", { class: "sums" })
  const verdict = element("p", { class: "verdict", role: "status" })
  let timer

  function send() {
    clearTimeout(timer)
    timer = setTimeout(() => type(cells.map((cell) => cell.value)), 200)
  }

  return {
    node: element(
      "div",
      { class: "ballot", "data-testid": testid },
      element("ol", { class: "twelve-places" }, ...places),
      sums,
      verdict,
    ),
    write: (texts) => texts.forEach((text, place) => (cells[place].value = text)),
    show(features, letters, vote, numbers) {
      numbers.forEach((value, place) => {
        if (!type) cells[place].textContent = matchText(value)
        Object.assign(cells[place].style, {
          background: cssColour(value, MATCH_LIMIT),
          color: textColour(value, MATCH_LIMIT),
        })
        const letter = Object.keys(letters).find((each) => letters[each].includes(place + 1))
        tags[place].textContent = letter ?? "–"
        places[place].title =
          `${features[Math.floor(place / 4)].name}, ${CORNERS[place % 4]}${letter ? `: high for an ${letter}` : ""}`
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
