// The products of a dense unit: inputs × weights.

import { cssColour, largest, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { bar } from "./bars.js"
import { gridOf } from "./grid.js"
import { mapView } from "./map_view.js"
import { compact, operator, piece } from "./numbers.js"
import { fitCell } from "./panes.js"

/** All inputs × all weights = all products, with the largest products framed. */
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
  const frames = Array.from(top.slice(0, 3), (place) => {
    const [row, col] = [Math.floor(place / cols), place % cols]
    return { top: row, left: col, bottom: row + 1, right: col + 1 }
  })
  views.forEach((view) => view.draw({ frames }))
  const [input, weight, product] = views.map((view) => view.canvas)
  node.replaceChildren(
    piece("inputs", input),
    operator("×"),
    piece("weights", weight),
    operator("="),
    piece("products", product),
    element("p", { class: "aside", text: "Framed: the three largest products." }),
  )
}

/** The largest products line by line, what the others add up to, and the bias. placeName(place) names an input. */
export function showProducts(node, { inputs, weights, products, bias, preActivation }, top, placeName) {
  const limits = [largest(inputs), largest(weights), Math.max(largest(products), Math.abs(bias))]
  const chip = (value, limit) =>
    element("span", {
      class: "chip",
      text: compact(value),
      style: { background: cssColour(value, limit), color: textColour(value, limit) },
    })
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
  const shown = top.reduce((sum, place) => sum + products[place], 0)
  node.replaceChildren(
    ...Array.from(top, (place) =>
      line(
        placeName(place),
        [chip(inputs[place], limits[0]), operator("×"), chip(weights[place], limits[1])],
        products[place],
      ),
    ),
    line(`${rest.toLocaleString("en")} others`, [], preActivation - bias - shown, false),
    line("bias", [], bias),
    line("together", [], preActivation, false),
  )
}
