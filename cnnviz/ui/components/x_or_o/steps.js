// The steps from a feature to a map that is pooled.

import { element } from "../shared/element.js"
import { matchLegend, matchText, numberGrid } from "./grid.js"

/**
 * @import { NumberGrid } from "./grid.js"
 * @import { Data, Step } from "./types.js"
 */

/** @typedef {"matches" | "rectified" | "pooled"} MapName */

/**
 * How one map is made of another.
 * @typedef {object} MapOptions
 * @property {string} title
 * @property {string} words
 * @property {{name: MapName, side: number}} from
 * @property {{name: MapName, side: number}} to
 * @property {number} window - Cells of a window along an axis; so far do windows lie apart.
 * @property {(values: number[], result: number) => string} say - What becomes of a window's values.
 * @property {[from: string, to: string]} captions
 * @property {[row: number, col: number]} start - The cell of the result that is pointed at first.
 */

export const CORNERS = ["top left", "top right", "bottom left", "bottom right"]

/**
 * @param {string} title
 * @param {...HTMLElement} parts
 */
function figure(title, ...parts) {
  return element("figure", {}, element("figcaption", { text: title }), ...parts)
}

/**
 * What can be covered by itself.
 * @param {string} regions - What it is part of.
 * @param {...HTMLElement} parts
 */
export function part(regions, ...parts) {
  return element("div", { "data-region": regions }, ...parts)
}

/** @param {string} text */
export function sign(text) {
  return element("span", { class: "sign", "aria-hidden": "true", text })
}

/** @param {string} [regions] - What it is part of by itself. */
export function readout(regions) {
  return element("p", { class: "readout", role: "status", "data-region": regions, "data-cover": "?" })
}

/**
 * 3. The feature on every window: nine products and their mean.
 * @param {(feature: number) => void} choose
 * @returns {Step}
 */
export function matchStep(choose) {
  /** @type {{data: Data, chosen: number} | undefined} */
  let last
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
  const mean = element("p", { class: "mean", "data-testid": "xo-mean", "data-region": "matches", "data-cover": "?" })
  const words = readout("products matches")
  const strip = featureStrip(choose, 7)
  let at = [3, 3]

  /**
   * @param {number} row
   * @param {number} col
   */
  function point(row, col) {
    at = [row, col]
    if (!last) return
    const { data, chosen } = last
    const nine = data.steps.products[chosen][row][col]
    const total = nine.flat().reduce((sum, product) => sum + product, 0)
    const value = data.steps.matches[chosen][row][col]
    products.show(nine)
    image.frame(row, col, 3, 3)
    map.frame(row, col, 1, 1)
    mean.textContent = `${matchText(total)} / 9 = ${matchText(value)}`
    const agree = nine.flat().filter((product) => product > 0).length
    words.textContent =
      `Window at row ${row}, column ${col}: ${agree} of 9 cells agree with “${data.features[chosen].name}”, ${9 - agree} do not. ` +
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
        element(
          "div",
          { class: "middle" },
          figure("Feature", feature.node),
          element("div", {}, figure("Products", part("products", products.node)), mean),
        ),
        figure("Matches, 7 × 7", part("matches", map.node)),
        strip.node,
      ),
      words,
      matchLegend(() => last && { name: "matches", values: last.data.steps.matches[last.chosen] }),
    ),
    show(data, chosen) {
      last = { data, chosen }
      image.show(data.image)
      feature.show(data.features[chosen].cells)
      map.show(data.steps.matches[chosen])
      strip.show(data, data.steps.matches, chosen)
      point(at[0], at[1])
    },
  }
}

/**
 * 4 and 5. One map made of another.
 * @param {(feature: number) => void} choose
 * @param {MapOptions} options
 * @returns {Step}
 */
export function mapStep(choose, { title, words, from, to, window, say, captions, start }) {
  /** @type {{before: number[][], after: number[][]} | undefined} */
  let maps
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

  /**
   * @param {number} row
   * @param {number} col
   */
  function point(row, col) {
    at = [row, col]
    if (!maps) return
    source.frame(row * window, col * window, window, window)
    result.frame(row, col, 1, 1)
    line.textContent = say(windowOf(maps.before, row, col, window), maps.after[row][col])
  }

  return {
    title,
    words: () => words,
    node: element(
      "div",
      { "data-region": "matches" },
      element(
        "div",
        { class: "figures" },
        figure(captions[0], source.node),
        sign("→"),
        figure(captions[1], result.node),
        strip.node,
      ),
      line,
      matchLegend(() => maps && { name: to.name, values: maps.after }),
    ),
    show(data, chosen) {
      maps = { before: data.steps[from.name][chosen], after: data.steps[to.name][chosen] }
      source.show(maps.before)
      result.show(maps.after)
      strip.show(data, data.steps[to.name], chosen)
      point(...at)
    },
  }
}

/**
 * The cells of a window that lie inside a map. Windows lie side by side.
 * @param {number[][]} values
 * @param {number} row - Which window it is, from the top.
 * @param {number} col - From the left.
 * @param {number} size - Cells along an axis.
 */
export function windowOf(values, row, col, size) {
  return values.slice(row * size, (row + 1) * size).flatMap((line) => line.slice(col * size, (col + 1) * size))
}

/**
 * The results of all three features, small: a click follows another one.
 * @param {(feature: number) => void} choose
 * @param {number} side - Of their maps.
 */
function featureStrip(choose, side) {
  const node = element("div", { class: "strip", role: "group", "aria-label": "All three features" })
  /** @type {{grid: NumberGrid, button: HTMLElement}[] | undefined} */
  let items
  return {
    node,
    /**
     * @param {Data} data
     * @param {number[][][]} maps - Of all features.
     * @param {number} chosen
     */
    show({ features }, maps, chosen) {
      items ??= features.map(({ name }, index) => {
        const grid = numberGrid({ rows: side, cols: side, size: "mini", numbers: false, label: "" })
        Object.assign(grid.node.dataset, { region: "matches", cover: "?" })
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

/**
 * What max pooling keeps of a window, in words.
 * @param {number[]} values - Fewer than four where it hangs over the edge.
 * @param {number} result
 */
export function largestOf(values, result) {
  if (values.length === 1) return `Only ${matchText(result)} lies inside: ${BEYOND}.`
  const list = values.map(matchText)
  return `The largest of ${list.slice(0, -1).join(", ")} and ${list.at(-1)} is ${matchText(result)}${values.length < 4 ? `; ${BEYOND}` : ""}.`
}
