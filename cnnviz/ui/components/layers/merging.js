// Where branches meet: the sum, difference, product, mean, largest or smallest of what each brings.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Layer, Shape, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * operation: "+", "−", "×", "mean", "max" or "min".
 * @typedef {Layer & {operation: string, input_shapes: Shape[]}} MergingLayer
 */

/**
 * The value that each input has at that place.
 * @typedef {Terms & {terms: number[]}} MergingTerms
 */

/** @typedef {LayerKind<MergingLayer, MergingTerms>} MergingKind */

/** @type {Record<string, (terms: number[]) => number>} */
const OPERATIONS = {
  "+": (terms) => terms.reduce((sum, term) => sum + term, 0),
  "−": ([first, second]) => first - second,
  "×": (terms) => terms.reduce((product, term) => product * term, 1),
  mean: (terms) => terms.reduce((sum, term) => sum + term, 0) / terms.length,
  max: (terms) => Math.max(...terms),
  min: (terms) => Math.min(...terms),
}

/** @type {MergingKind} */
export default {
  classes: ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"],
  explain,
  source: sameCell,
  sentence: (layer, { terms, value }) => `${written(layer, terms)} is ${number(value)}`,
  ledger: (layer, { terms, value }) => [
    element("p", { class: "equation" }, `${written(layer, terms)} = `, result(value)),
    element("p", { class: "note", text: `The values of ${terms.length} branches at this place.` }),
  ],
}

/** @type {MergingKind["explain"]} */
function explain(layer, input, output, arrays, position, inputs = [input]) {
  const terms = inputs.map((values, branch) => {
    const shape = layer.input_shapes[branch]
    // A single row or column serves all.
    const at = position.map((index, axis) => (shape[axis] === 1 ? 0 : index))
    return values[flatIndex(shape, at)]
  })
  return {
    value: OPERATIONS[layer.operation](terms),
    output: output[flatIndex(layer.output_shape, position)],
    terms,
  }
}

/**
 * "1.2 + 0.3", "max(1.2, 0.3)".
 * @param {MergingLayer} layer
 * @param {number[]} terms
 */
function written({ operation }, terms) {
  const numbers = terms.map((term) => number(term))
  if (operation.length > 1) return `${operation}(${numbers.join(", ")})`
  return numbers.map((text, place) => (place && text.startsWith("−") ? `(${text})` : text)).join(` ${operation} `)
}
