// A parametric ReLU: what came in where it is above zero, and a learned part of it where it is below.

import { factor } from "../scene/sums.js"
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
 * slopes: the shape of the learned slopes; an axis of one serves all.
 * @typedef {Layer & {slopes: Shape}} PReLULayer
 */

/** @typedef {Terms & {input: number, slope: number}} PReLUTerms */

/** @typedef {LayerKind<PReLULayer, PReLUTerms>} PReLUKind */

/** @type {PReLUKind} */
export default {
  classes: ["PReLU"],
  explain,
  source: sameCell,
  sentence: (layer, terms) => `${written(terms)} is ${number(terms.value)}`,
  ledger: (layer, terms) => [
    element("p", { class: "equation" }, `${written(terms)} = `, result(terms.value)),
    element("p", {
      class: "note",
      text:
        terms.input > 0
          ? "It was above 0, so it passes unchanged."
          : "It was not above 0, so it is multiplied by the slope that was learned for this place.",
    }),
  ],
}

/** @type {PReLUKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  const at = position.map((place, axis) => (layer.slopes[axis] === 1 ? 0 : place))
  const slope = arrays[`${layer.name}.alpha`][flatIndex(layer.slopes, at)]
  const z = input[index]
  return { value: z > 0 ? z : slope * z, output: output[index], input: z, slope }
}

/** @param {PReLUTerms} terms */
function written({ input, slope }) {
  return input > 0 ? number(input) : `${factor(slope)} × ${factor(input)}`
}
