// Layers whose values are shown without their arithmetic: one is made of so many numbers that a ledger says nothing.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"

/**
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * why: why there is no ledger, as a sentence.
 * @typedef {Layer & {why: string}} UnledgeredLayer
 */

/** @typedef {LayerKind<UnledgeredLayer, Terms>} ValuesOnlyKind */

/** @type {ValuesOnlyKind} */
export default {
  classes: ["MultiHeadAttention"],
  explain(layer, input, output, arrays, position) {
    const value = output[flatIndex(layer.output_shape, position)]
    return { value, output: value, unexplained: true }
  },
  source: () => null,
  sentence: (layer, { value }) => `TensorFlow computed ${number(value)}. ${layer.why}`,
  ledger: (layer, { value }) => [
    element("p", { class: "equation" }, "TensorFlow computed ", result(value)),
    element("p", { class: "note", text: layer.why }),
  ],
}
