// A reshape: all values in another shape, in the same order.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex, positionAt } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { placeText } from "./parts/place_text.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Layer, Position, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * source: where the value was before.
 * @typedef {Terms & {source: Position}} ReshapeTerms
 */

/** @typedef {LayerKind<Layer, ReshapeTerms>} ReshapeKind */

/** @type {ReshapeKind} */
export default {
  classes: ["Reshape"],
  explain,
  source: (layer, position) => sameCell(layer, before(layer, position)),
  sentence: (layer, { source, value }) => `Copied from ${placeText(source)}: ${number(value)}`,
  ledger: (layer, { source, value }) => [
    element("p", { class: "equation" }, `${placeText(source)}, copied: `, result(value)),
    element("p", { class: "note", text: "All values are laid out anew, in the same order. Nothing is computed." }),
  ],
}

/**
 * @param {Layer} layer
 * @param {Position} position
 */
function before(layer, position) {
  return positionAt(layer.input_shape, flatIndex(layer.output_shape, position))
}

/** @type {ReshapeKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  return { value: input[index], output: output[index], source: before(layer, position) }
}
