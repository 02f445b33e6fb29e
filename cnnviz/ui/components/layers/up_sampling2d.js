// Enlarged maps: every value is that of the nearest cell, or a mixture of the nearest ones of two rows and two columns.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { reachOf } from "./parts/windows.js"

/**
 * @import { ReachLayer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * For each row and column of the output the share of the last of those that it is made of.
 * @typedef {ReachLayer & {row_shares: number[], col_shares: number[]}} EnlargingLayer
 */

/**
 * rows and cols: those of the input that the cell is made of; window: their cells, flat; shares: the share of each.
 * @typedef {Terms & {rows: number[], cols: number[], window: number[], shares: number[]}} EnlargingTerms
 */

/** @typedef {LayerKind<EnlargingLayer, EnlargingTerms>} UpSamplingKind */

/** @type {UpSamplingKind} */
export default {
  classes: ["UpSampling2D"],
  explain,
  source: (layer, [row, col, channel]) => ({ ...reachOf(layer, row, col), channel }),
  sentence: (layer, { rows, cols, window, value }) =>
    window.length === 1
      ? `Copied from row ${rows[0]}, column ${cols[0]}: ${number(value)}`
      : `A mixture of ${window.length} cells makes ${number(value)}`,
  ledger,
}

/** @type {UpSamplingKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [, width, channels] = layer.input_shape
  const { top, left, bottom, right } = reachOf(layer, row, col)
  /** @type {EnlargingTerms} */
  const terms = {
    value: 0,
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    rows: range(top, bottom),
    cols: range(left, right),
    window: [],
    shares: [],
  }
  const rowShares = sharesOf(layer.row_shares[row], bottom - top)
  const colShares = sharesOf(layer.col_shares[col], right - left)
  for (const [y, from] of terms.rows.entries()) {
    for (const [x, at] of terms.cols.entries()) {
      const cell = input[(from * width + at) * channels + channel]
      terms.window.push(cell)
      terms.shares.push(rowShares[y] * colShares[x])
      terms.value += cell * rowShares[y] * colShares[x]
    }
  }
  return terms
}

/**
 * @param {number} first
 * @param {number} end
 */
function range(first, end) {
  return Array.from({ length: end - first }, (_, index) => first + index)
}

/**
 * @param {number} last
 * @param {number} count
 */
function sharesOf(last, count) {
  return count === 1 ? [1] : [1 - last, last]
}

/** @type {NonNullable<UpSamplingKind["ledger"]>} */
function ledger(layer, { rows, cols, window, shares, value }) {
  if (window.length === 1) {
    return [element("p", { class: "equation" }, `row ${rows[0]}, column ${cols[0]}, copied: `, result(value))]
  }
  const written = window.map(
    (cell, index) => `${number(shares[index])} × ${cell < 0 ? `(${number(cell)})` : number(cell)}`,
  )
  return [
    element("p", { class: "equation" }, `${written.join(" + ")} = `, result(value)),
    element("p", {
      class: "note",
      text: `A mixture of rows ${rows.join(" and ")} and columns ${cols.join(" and ")}: the nearer, the larger its share.`,
    }),
  ]
}
