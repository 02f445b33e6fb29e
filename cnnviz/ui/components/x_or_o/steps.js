// The steps from the image to twelve numbers. Each: {title, words(data), node, show(data, feature)}.
// data.steps holds Python's numbers, a map for every feature: matches[feature][row][col] and so on.

import { element } from "../shared/element.js"
import { matchLegend, matchText, numberGrid } from "./grid.js"

export const CORNERS = ["top left", "top right", "bottom left", "bottom right"]

function figure(title, ...parts) {
  return element("figure", {}, element("figcaption", { text: title }), ...parts)
}

export function sign(text) {
  return element("span", { class: "sign", "aria-hidden": "true", text })
}

export function readout() {
  return element("p", { class: "readout", role: "status" })
}

/** 1. Two X's compared cell by cell. */
export function compareStep() {
  const node = element("div", { class: "figures comparisons" })
  return {
    title: "Cell by cell, an X is hard to find",
    words: ({ comparisons: [, moved, , letter] }) =>
      "To a computer this image is a grid of numbers: 1 where there is ink, −1 on paper. " +
      `Compare it with a remembered X cell by cell: an X moved by a single cell differs in ${moved.differs} of the 81, an O in only ${letter.differs}.`,
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
            label: `${name}: ${differs} of 81 cells differ`,
          })
          grid.show(image)
          grid.ring(marked)
          return element(
            "figure",
            {},
            element("figcaption", { text: name }),
            grid.node,
            element("p", { class: "count" }, element("b", { text: differs }), " of 81 cells differ"),
          )
        }),
      )
    },
  }
}

/** 2. The features; a click chooses the one that is followed. */
export function featuresStep(choose) {
  const node = element("div", { class: "figures choices", role: "group", "aria-label": "The feature to follow" })
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

/** 3. The feature on every window: nine products and their mean. */
export function matchStep(choose) {
  const last = {}
  const image = numberGrid({
    rows: 9,
    cols: 9,
    look: "ink",
    size: "image",
    testid: "xo-image",
    label: "The image: arrow keys move the window",
    point: (row, col) => point(Math.min(Math.max(row - 1, 0), 6), Math.min(Math.max(col - 1, 0), 6)),
  })
  const feature = numberGrid({ rows: 3, cols: 3, look: "ink", size: "feature", label: "The feature" })
  const products = numberGrid({ rows: 3, cols: 3, size: "feature", testid: "xo-products", label: "The nine products" })
  const map = numberGrid({
    rows: 7,
    cols: 7,
    size: "map",
    testid: "xo-matches",
    label: "The matches: arrow keys move the window",
    point,
  })
  const mean = element("p", { class: "mean", "data-testid": "xo-mean" })
  const words = readout()
  const strip = featureStrip(choose, 7)
  let at = [3, 3]

  function point(row, col) {
    at = [row, col]
    const { steps, features } = last.data
    const nine = steps.products[last.chosen][row][col]
    const total = nine.flat().reduce((sum, product) => sum + product, 0)
    const value = steps.matches[last.chosen][row][col]
    products.show(nine)
    image.frame(row, col, 3, 3)
    map.frame(row, col, 1, 1)
    mean.textContent = `${matchText(total)} / 9 = ${matchText(value)}`
    const agree = nine.flat().filter((product) => product > 0).length
    words.textContent =
      `Window at row ${row + 1}, column ${col + 1}: ${agree} of 9 cells agree with “${features[last.chosen].name}”, ${9 - agree} do not. ` +
      `${agree} − ${9 - agree} = ${matchText(total)}; ${mean.textContent}.`
  }

  return {
    title: "Lay the feature on every window",
    words: () =>
      "Multiply each cell of a window by the feature's cell on it: 1 where they agree, −1 where they do not. The mean of the nine products " +
      "is the match, 1 if all nine agree. Point at the map or at the image. This is a convolution.",
    node: element(
      "div",
      {},
      element(
        "div",
        { class: "figures" },
        figure("Image, 9 × 9", image.node),
        element("div", { class: "middle" }, figure("Feature", feature.node), figure("Products", products.node, mean)),
        figure("Matches, 7 × 7", map.node),
        strip.node,
      ),
      words,
      matchLegend(() => ({ name: "matches", values: last.data.steps.matches[last.chosen] })),
    ),
    show(data, chosen) {
      Object.assign(last, { data, chosen })
      image.show(data.image)
      feature.show(data.features[chosen].cells)
      map.show(data.steps.matches[chosen])
      strip.show(data, data.steps.matches, chosen)
      point(...at)
    },
  }
}

/** 4 and 5. One map made of another: {title, words, from, to, window, stride, say}. */
export function mapStep(choose, { title, words, from, to, window, say, captions, start }) {
  const last = {}
  const [before, after] = [from.side, to.side]
  const beyond = window > 1 && before % window ? 1 : 0
  const source = numberGrid({
    rows: before,
    cols: before,
    size: "map",
    beyond,
    testid: `xo-${from.name}-before`,
    stride: window,
    label: `${captions[0]}: arrow keys move the window`,
    point: (row, col) => point(Math.floor(row / window), Math.floor(col / window)),
  })
  const result = numberGrid({
    rows: after,
    cols: after,
    size: "map",
    testid: `xo-${to.name}`,
    label: `${captions[1]}: arrow keys move the window`,
    point,
  })
  const line = readout()
  const strip = featureStrip(choose, after)
  let at = start

  function point(row, col) {
    at = [row, col]
    const values = last.data.steps[from.name][last.chosen]
    source.frame(row * window, col * window, window, window)
    result.frame(row, col, 1, 1)
    line.textContent = say(windowOf(values, row, col, window), last.data.steps[to.name][last.chosen][row][col])
  }

  return {
    title,
    words: () => words,
    node: element(
      "div",
      {},
      element(
        "div",
        { class: "figures" },
        figure(captions[0], source.node),
        sign("→"),
        figure(captions[1], result.node),
        strip.node,
      ),
      line,
      matchLegend(() => ({ name: to.name, values: last.data.steps[to.name][last.chosen] })),
    ),
    show(data, chosen) {
      Object.assign(last, { data, chosen })
      source.show(data.steps[from.name][chosen])
      result.show(data.steps[to.name][chosen])
      strip.show(data, data.steps[to.name], chosen)
      point(...at)
    },
  }
}

/** The cells of a window that lie inside a map. */
export function windowOf(values, row, col, size) {
  return values.slice(row * size, (row + 1) * size).flatMap((line) => line.slice(col * size, (col + 1) * size))
}

/** The results of all three features, small: a click follows another one. */
function featureStrip(choose, side) {
  const node = element("div", { class: "strip", role: "group", "aria-label": "All three features" })
  let items
  return {
    node,
    show({ features }, maps, chosen) {
      items ??= features.map(({ name }, index) => {
        const grid = numberGrid({ rows: side, cols: side, size: "mini", numbers: false, label: "" })
        return {
          grid,
          button: element(
            "button",
            { type: "button", class: "choice", "aria-label": `Follow ${name}`, onclick: () => choose(index) },
            element("span", { class: "name", text: name }),
            grid.node,
          ),
        }
      })
      if (!node.children.length) node.append(...items.map(({ button }) => button))
      items.forEach(({ grid, button }, index) => {
        grid.show(maps[index])
        button.setAttribute("aria-pressed", String(index === chosen))
      })
    },
  }
}

const BEYOND = "the rest of the window hangs over the edge"

/** What max pooling keeps of a window, in words; fewer than four values: it hangs over the edge. */
export function largestOf(values, result) {
  if (values.length === 1) return `Only ${matchText(result)} lies inside: ${BEYOND}.`
  const list = values.map(matchText)
  return `The largest of ${list.slice(0, -1).join(", ")} and ${list.at(-1)} is ${matchText(result)}${values.length < 4 ? `; ${BEYOND}` : ""}.`
}
