// The products of a dense unit: inputs × weights.

import { cssColour, largest, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { bar } from "./bars.js"
import { gridOf } from "./grid.js"
import { mapView } from "./map_view.js"
import { compact, operator, piece, regionPiece } from "./numbers.js"
import { fitCell } from "./panes.js"

/** @import { Scheme } from "./map_view.js" */

/**
 * The terms of a dense unit.
 * @typedef {{inputs: ArrayLike<number>, weights: ArrayLike<number>, products: ArrayLike<number>, bias: number,
 *   preActivation: number}} UnitTerms
 */

/**
 * All inputs × all weights = all products, with the largest products framed.
 * @param {{width: number, height: number, scheme: Scheme}} room - For each of the three blocks.
 * @param {HTMLElement} node
 * @param {Pick<UnitTerms, "inputs" | "weights" | "products">} terms
 * @param {number[]} top - The indices of the largest products, the largest first.
 * @returns {void}
 */
export function showBlocks({ width, height, scheme }, node, { inputs, weights, products }, top) {
  const views = [inputs, weights, products].map((values) => {
    const grid = gridOf([values.length], values)
    return mapView({
      grid,
      cellSize: fitCell(grid.cols, grid.rows, width, height),
      scheme,
      attributes: { role: "img" },
    })
  })
  const cols = views[0].grid.cols
  const frames = Array.from(top.slice(0, 3), (index) => {
    const [row, col] = [Math.floor(index / cols), index % cols]
    return { top: row, left: col, bottom: row + 1, right: col + 1 }
  })
  views.forEach((view) => view.draw({ frames }))
  const [input, weight, product] = views.map((view) => view.canvas)
  node.replaceChildren(
    piece("inputs", input),
    operator("×"),
    regionPiece("filters", "weights", weight),
    operator("="),
    regionPiece("sums filters", "products", product),
    element("p", { class: "aside", text: "Framed: the three largest products." }),
  )
}

/**
 * The largest products line by line, what the others add up to, and the bias.
 * @param {HTMLElement} node
 * @param {UnitTerms} terms
 * @param {number[]} top - The indices of the largest products, the largest first.
 * @param {(index: number) => string} placeName - Names an input.
 * @returns {void}
 */
export function showProducts(node, { inputs, weights, products, bias, preActivation }, top, placeName) {
  const limits = [largest(inputs), largest(weights), Math.max(largest(products), Math.abs(bias))]
  const chip = (/** @type {number} */ value, /** @type {number} */ limit) =>
    element("span", {
      class: "chip",
      text: compact(value),
      style: { background: cssColour(value, limit), color: textColour(value, limit) },
    })
  /**
   * @param {string} name
   * @param {HTMLElement[]} factors
   * @param {number} value
   * @param {boolean} [withBar]
   */
  const line = (name, factors, value, withBar = true) =>
    element(
      "div",
      { class: "product" },
      element("span", { class: "place", text: name }),
      element("span", { class: "factors" }, ...factors),
      withBar ? bar(value, limits[2], true) : element("span"),
      element("b", { text: number(value) }),
    )
  const rest = products.length - top.length
  const shown = top.reduce((sum, index) => sum + products[index], 0)
  node.replaceChildren(
    ...Array.from(top, (index) =>
      line(
        placeName(index),
        [chip(inputs[index], limits[0]), operator("×"), chip(weights[index], limits[1])],
        products[index],
      ),
    ),
    line(`${rest.toLocaleString("en")} others`, [], preActivation - bias - shown, false),
    line("bias", [], bias),
    line("together", [], preActivation, false),
  )
}
