// Of all tokens: the mean of one feature over them, or its largest.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"

/**
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * tokens: the feature's value for each; winner: the token whose value was kept, -1 where it is their mean.
 * @typedef {Terms & {tokens: Float64Array, best: number}} TokenTerms
 */

/** @typedef {LayerKind<Layer, TokenTerms>} TokenPoolingKind */

/** @type {TokenPoolingKind} */
export default {
  classes: ["GlobalAveragePooling1D", "GlobalMaxPooling1D"],
  explain,
  source: () => null,
  sentence: (layer, terms) => `${written(terms)}: ${number(terms.value)}`,
  ledger: (layer, terms) => [element("p", { class: "equation" }, `${written(terms)}: `, result(terms.value))],
}

/** @type {TokenPoolingKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const features = layer.input_shape[layer.input_shape.length - 1]
  const feature = position[position.length - 1]
  const tokens = Float64Array.from({ length: input.length / features }, (_, token) => input[token * features + feature])
  const terms = { output: output[flatIndex(layer.output_shape, position)], tokens }
  if (layer.role === "largest") {
    const best = tokens.reduce((first, value, token) => (value > tokens[first] ? token : first), 0)
    return { ...terms, value: tokens[best], best }
  }
  return { ...terms, value: tokens.reduce((a, b) => a + b, 0) / tokens.length, best: -1 }
}

/** @param {TokenTerms} terms */
function written({ tokens, best }) {
  const count = tokens.length.toLocaleString("en")
  if (best >= 0) return `the largest of ${count} tokens, that of token ${best}`
  return `the sum of ${count} tokens, ${number(tokens.reduce((a, b) => a + b, 0))}, divided by ${count}`
}
