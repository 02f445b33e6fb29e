// Joined maps: every value is that of the branch it comes from.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Layer, Position, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * The number of channels that each branch brings.
 * @typedef {Layer & {sizes: number[]}} JoiningLayer
 */

/**
 * The branch that the value comes from, and its position there.
 * @typedef {Terms & {branch: number, source: Position}} JoiningTerms
 */

/** @typedef {LayerKind<JoiningLayer, JoiningTerms>} JoiningKind */

/** @type {JoiningKind} */
export default {
  classes: ["Concatenate"],
  explain,
  source: sameCell,
  sentence: (layer, { branch, value }) => `Comes unchanged from branch ${branch}: ${number(value)}`,
  ledger: (layer, { branch, source, value }) => [
    element(
      "p",
      { class: "equation" },
      `${source.length === 3 ? "channel" : "unit"} ${source[source.length - 1]} of branch ${branch}, unchanged: `,
      result(value),
    ),
  ],
}

/** @type {JoiningKind["explain"]} */
function explain(layer, input, output, arrays, position, inputs = [input]) {
  let [branch, channel] = [0, position[position.length - 1]]
  while (channel >= layer.sizes[branch]) channel -= layer.sizes[branch++]
  const source = [...position.slice(0, -1), channel]
  const shape = [...layer.output_shape.slice(0, -1), layer.sizes[branch]]
  return {
    value: inputs[branch][flatIndex(shape, source)],
    output: output[flatIndex(layer.output_shape, position)],
    branch,
    source,
  }
}
