// Padding and cropping: every value is that of a cell of the input, or a zero of the margin.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"

/**
 * @import { Position, Terms, WindowLayer } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * The cell that the value comes from; null in the margin.
 * @typedef {Terms & {source: Position | null}} MarginTerms
 */

/** @typedef {LayerKind<WindowLayer, MarginTerms>} MarginKind */

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

/** @type {NonNullable<MarginKind["ledger"]>} */
function ledger(layer, { source, value }) {
  const where = source ? `row ${source[0]}, column ${source[1]} of the input, unchanged: ` : "a zero of the margin: "
  return [element("p", { class: "equation" }, where, result(value))]
}
