// A global pooling: the mean of a whole map, or its largest cell.

import { numberBlock, outcomeLine, piece } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { inkGoesIn } from "../scene/steps.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { equals, number } from "../shared/format.js"
import { captioned, miniature, numberGrid, result } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"

const MOST_CELLS = 200
const MOST_NUMBERS = 100

/**
 * @import { Grid } from "../scene/grid.js"
 * @import { MapView } from "../scene/map_view.js"
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Region, Spot, Terms, WindowLayer } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * window: the whole map, (height, width) flat; winner: the largest cell, total: the sum of them all for their mean.
 * @typedef {Terms & {region: Region, window: Float64Array, count: number} &
 *   ({winner: Spot, total?: undefined} | {winner: null, total: number})} GlobalTerms
 */

/** @typedef {WholeKind<WindowLayer, GlobalTerms>} GlobalPoolingKind */

/** @type {GlobalPoolingKind} */
export default {
  classes: ["GlobalAveragePooling2D", "GlobalMaxPooling2D"],
  explain,
  source,
  sentence,
  ledger,
  scene,
}

/** @type {GlobalPoolingKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const [height, width, channels] = layer.input_shape
  const channel = position[position.length - 1]
  const window = Float64Array.from({ length: height * width }, (_, cell) => input[cell * channels + channel])
  const region = windowAt(layer, 0, 0)
  const count = window.length
  const terms = { output: output[channel], region, window, count }
  if (layer.role === "largest") {
    const best = window.reduce((first, value, cell) => (value > window[first] ? cell : first), 0)
    return { ...terms, value: window[best], winner: { row: Math.floor(best / width), col: best % width } }
  }
  const total = window.reduce((a, b) => a + b, 0)
  return { ...terms, value: total / count, total, winner: null }
}

/** @type {GlobalPoolingKind["source"]} */
function source(layer, position) {
  return { ...windowAt(layer, 0, 0), channel: position[position.length - 1] }
}

/** @type {GlobalPoolingKind["sentence"]} */
function sentence(layer, { count, total, winner, value }) {
  return winner
    ? `The largest of ${count} cells, in row ${winner.row}, column ${winner.col}, is ${number(value)}`
    : `${count} cells add up to ${number(total)}; their mean is ${number(value)}`
}

/** @type {GlobalPoolingKind["ledger"]} */
function ledger(layer, { window, count, total, winner, value }, view) {
  const [height, width] = layer.input_shape
  const channel = view.position[view.position.length - 1]
  const limit = view.limits[channel]
  const ink = inkGoesIn(view)
  const marked = winner ? winner.row * width + winner.col : -1
  return [
    element(
      "p",
      { class: "equation" },
      winner
        ? `largest of ${count.toLocaleString("en")} cells = `
        : `${number(total)} / ${count.toLocaleString("en")} cells ${shareSign(total, count, value)} `,
      result(value),
    ),
    element(
      "div",
      { class: "row" },
      captioned(
        `the whole map of channel ${channel}`,
        count <= MOST_CELLS
          ? numberGrid([...window], width, limit, { ink, marked })
          : miniature(window, width, limit, Math.max(1, Math.floor(160 / height)), ink),
      ),
      element("p", {
        class: "note",
        text: winner
          ? `The winner stands in row ${winner.row}, column ${winner.col}.`
          : `All ${count.toLocaleString("en")} cells add up to ${number(total)}; every one counts the same.`,
      }),
    ),
  ]
}

/**
 * @param {number} total
 * @param {number} count
 * @param {number} mean
 */
function shareSign(total, count, mean) {
  return equals(number(mean), (sum) => sum / count, number(total))
}

/**
 * @param {Stage<WindowLayer, GlobalTerms>} stage
 * @returns {Scene<GlobalTerms>}
 */
function scene(stage) {
  const { layer, narrow } = stage
  const [rows, cols] = layer.input_shape
  /** By channel. @type {{view: MapView<Grid>, node: HTMLElement}[]} */
  const inputs = []
  const inputOn = (/** @type {number} */ channel) => {
    const view = inputView(stage, channel)
    return { view, node: inputPane(stage, view) }
  }
  /** @type {HTMLElement} */
  let shown = element("div")
  const output = outputView(stage)
  const inNumbers = rows * cols <= MOST_NUMBERS
  const cellWidth = Math.min(Math.floor((stage.middleWidth - 8) / cols) - 2, 56)
  const cellHeight = Math.min(narrow ? 28 : 44, Math.floor((stage.mapHeight - 90) / rows))
  const window = inNumbers ? numberBlock(rows, cols, { cellWidth, cellHeight, label: "The whole map" }) : undefined
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  return {
    panes: [
      shown,
      pane("middle", "", "", window && piece("the whole map", window.node), lines),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms, revealed }) {
      const channel = position[position.length - 1]
      const next = (inputs[channel] ??= inputOn(channel))
      shown.replaceWith(next.node)
      shown = next.node
      const { winner } = terms
      next.view.draw({ frames: [terms.region], dots: winner ? [winner] : [] })
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      const marked = winner ? winner.row * cols + winner.col : -1
      window?.show(terms.window, next.view.grid.limit, { ink: inkGoesIn(stage), marked })
      lines.replaceChildren(
        ...(terms.winner
          ? [outcomeLine(`largest of ${terms.count.toLocaleString("en")}`, terms.value, true)]
          : [
              outcomeLine(`${terms.count.toLocaleString("en")} cells add up to`, terms.total),
              outcomeLine(`divided by ${terms.count.toLocaleString("en")}`, terms.value, true),
            ]),
      )
    },
    sum: ({ count, total, winner, value }) =>
      winner
        ? [
            `largest of ${count.toLocaleString("en")} cells, in row ${winner.row}, column ${winner.col}: `,
            resultPart(value),
          ]
        : [`${number(total)} / ${count.toLocaleString("en")} ${shareSign(total, count, value)} `, resultPart(value)],
  }
}
