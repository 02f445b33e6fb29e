// Padding and cropping: every value is that of a cell of the input, or a zero of the margin.

import { operator } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Position, Terms, WindowLayer } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * The cell that the value comes from; null in the margin.
 * @typedef {Terms & {source: Position | null}} MarginTerms
 */

/** @typedef {WholeKind<WindowLayer, MarginTerms>} MarginKind */

/** @type {MarginKind} */
export default {
  classes: ["ZeroPadding2D", "Cropping2D"],
  explain,
  source(layer, position) {
    const [row, col, channel] = cellOf(layer, position)
    if (!isInside(layer, row, col)) return undefined
    return { top: row, left: col, bottom: row + 1, right: col + 1, channel }
  },
  sentence: (layer, { source, value }) =>
    source ? `Passes unchanged: ${number(value)}` : "A zero of the margin: no cell of the input lies here",
  ledger,
  scene,
}

/**
 * @param {WindowLayer} layer
 * @param {Position} position
 * @returns {Position}
 */
function cellOf(layer, [row, col, channel]) {
  return [row - layer.pad_top, col - layer.pad_left, channel]
}

/**
 * @param {WindowLayer} layer
 * @param {number} row
 * @param {number} col
 */
function isInside({ input_shape: [height, width] }, row, col) {
  return row >= 0 && row < height && col >= 0 && col < width
}

/** @type {MarginKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const cell = cellOf(layer, position)
  const inside = isInside(layer, cell[0], cell[1])
  return {
    value: inside ? input[flatIndex(layer.input_shape, cell)] : 0,
    output: output[flatIndex(layer.output_shape, position)],
    source: inside ? cell : null,
  }
}

/** @type {MarginKind["ledger"]} */
function ledger(layer, { source, value }) {
  return [element("p", { class: "equation" }, whereText(source), result(value))]
}

/** @param {Position | null} source */
function whereText(source) {
  return source ? `row ${source[0]}, column ${source[1]} of the input, unchanged: ` : "a zero of the margin: "
}

/**
 * @param {Stage<WindowLayer, MarginTerms>} stage
 * @returns {Scene<MarginTerms>}
 */
function scene(stage) {
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, { limit: input.grid.limit })
  const [passing, how] = [element("b"), element("span")]
  return {
    panes: [
      inputPane(stage, input),
      pane("middle", "", "", element("div", { class: "passes" }, passing, operator("→"), how)),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms: { source, value }, revealed }) {
      const frames = source ? [{ top: source[0], left: source[1], bottom: source[0] + 1, right: source[1] + 1 }] : []
      input.draw({ frames })
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      passing.textContent = number(value)
      how.textContent = source ? "unchanged" : "a zero of the margin"
    },
    sum: ({ source, value }) => [whereText(source), resultPart(value)],
  }
}
