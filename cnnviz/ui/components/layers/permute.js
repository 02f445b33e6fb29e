// Swapped axes: the same value, at the place that its row, column and channel have there.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex, positionAt } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { placeText } from "./parts/place_text.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Layer, Position, Shape, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * axes: for each axis of the output which one of the input it was; sizes: those of the input's axes.
 * @typedef {Layer & {axes: number[], sizes: Shape}} OrderingLayer
 */

/**
 * source: where the value was before.
 * @typedef {Terms & {source: Position}} OrderingTerms
 */

/** @typedef {LayerKind<OrderingLayer, OrderingTerms>} OrderingKind */

/** @type {OrderingKind} */
export default {
  classes: ["Permute"],
  explain,
  source: (layer, position) => sameCell(layer, before(layer, position)),
  sentence: (layer, { source, value }) => `Copied from ${placeText(source)}: ${number(value)}`,
  ledger: (layer, { source, value }) => [
    element("p", { class: "equation" }, `${placeText(source)}, copied: `, result(value)),
    element("p", { class: "note", text: "The axes have changed places. Nothing is computed." }),
  ],
}

/**
 * @param {OrderingLayer} layer
 * @param {Position} position
 */
function before({ axes, sizes, input_shape: shape, output_shape: made }, position) {
  const place = positionAt(
    axes.map((axis) => sizes[axis]),
    flatIndex(made, position),
  )
  /** @type {Position} */
  const source = []
  for (const [to, axis] of axes.entries()) source[axis] = place[to]
  // Tokens are shown as maps.
  return positionAt(shape, flatIndex(sizes, source))
}

/** @type {OrderingKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const source = before(layer, position)
  return {
    value: input[flatIndex(layer.input_shape, source)],
    output: output[flatIndex(layer.output_shape, position)],
    source,
  }
}
