import { cssColour, largest, textColour } from "../../shared/colour.js"
import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { readsDigits } from "../../shared/picture.js"
import { positionAt } from "../../shared/positions.js"
import { bar, barTable } from "../bars.js"
import { gridOf, lineLength } from "../grid.js"
import { mapView } from "../map_view.js"
import { compact, operator, piece } from "../numbers.js"
import { fitCell, outputPane, outputView, pane, SCENES } from "../panes.js"
import { stepOutput } from "../steps.js"
import { biasPart, outcomeParts, productSum } from "../sums.js"

const FEW_UNITS = 16
const PRODUCTS_SHOWN = 9

SCENES.Dense = (stage) => {
  const { layer, reading, k, narrow } = stage
  const [count] = layer.input_shape
  const [units] = layer.output_shape
  const [unit] = stage.position
  const half = Math.floor(((narrow ? stage.middleWidth : stage.mapWidth) - 44) / 2)
  const blockSize = { width: half, height: narrow ? half : stage.mapHeight / 2 - 24, scheme: stage.scheme }
  const values = stepOutput(reading, k)
  const few = units <= FEW_UNITS
  const labels = Array.from({ length: units }, (_, index) =>
    isLogits(reading, k) ? reading.network.labels[index] : `${index}`,
  )
  const output = few
    ? undefined
    : outputView(stage, narrow ? { width: stage.middleWidth, height: stage.middleWidth } : {})
  const bars =
    few &&
    barTable({
      labels,
      onChoose: stage.choose,
      columns: [
        {
          title: isLogits(reading, k) ? "logit" : "value",
          values,
          limit: largest(values),
          signed: layer.signed,
          text: (value) => number(value, 2),
        },
      ],
    })
  const blocks = element("div", { class: "weights" })
  const list = element("div", { class: "largest" })
  const [inputName, outputName] = [
    `The ${count.toLocaleString("en")} inputs`,
    isLogits(reading, k) ? "The logits" : `The ${units} units`,
  ]
  return {
    panes: [
      pane("input", inputName, count > lineLength(count) ? `in lines of ${lineLength(count)}` : "", blocks),
      pane("middle", `Unit ${labels[unit]}`, "its largest products", list),
      few ? pane("output", outputName, "", bars.node) : outputPane(stage, output),
    ],
    output,
    note: isLogits(reading, k)
      ? `These sums are the logits: one for each ${readsDigits(reading.network) ? "digit" : "class"}, of either sign. Softmax makes probabilities of them.`
      : "",
    update({ position, terms, revealed }) {
      if (bars) bars.show(position[0])
      else output.draw({ revealed, cell: position[0] })
      if (!terms) return list.replaceChildren(element("p", { text: "The weights are on their way …" }))
      list.previousSibling.firstChild.textContent = `Unit ${labels[position[0]]}`
      const top = terms.order.slice(0, narrow ? 6 : PRODUCTS_SHOWN)
      showBlocks(blockSize, blocks, terms, top)
      showProducts(stage, list, terms, top)
    },
    sum: (terms, position, view) => [
      ...productSum(view, "products", {
        firsts: terms.inputs,
        seconds: terms.weights,
        products: terms.products,
        order: terms.order,
        placeName: (place) => placeName(stage, place),
      }),
      biasPart(terms.bias),
      ...outcomeParts(layer, terms),
    ],
  }
}

/** Whether a layer's values are the logits: softmax comes next. */
function isLogits({ network }, k) {
  return network.layers[k + 1]?.kind === "Softmax"
}

/** Where an input of a dense layer was before it was laid out in a row. */
function placeName({ reading, k }, place) {
  const before = reading.network.layers[k - 1]
  if (before?.kind !== "Flatten") return `input ${place}`
  const [row, col, channel] = positionAt(before.input_shape, place)
  return `row ${row}, column ${col}, channel ${channel}`
}

/** All inputs × all weights = all products, with the largest products framed. */
function showBlocks({ width, height, scheme }, node, { inputs, weights, products }, top) {
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

function showProducts(stage, node, { inputs, weights, products, bias, preActivation }, top) {
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
        placeName(stage, place),
        [chip(inputs[place], limits[0]), operator("×"), chip(weights[place], limits[1])],
        products[place],
      ),
    ),
    line(`${rest.toLocaleString("en")} others`, [], preActivation - bias - shown, false),
    line("bias", [], bias),
    line("together", [], preActivation, false),
  )
}
