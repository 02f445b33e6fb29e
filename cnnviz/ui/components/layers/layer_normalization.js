// A layer or group normalisation: every value shifted and scaled by what the values beside it are like in this picture.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { allChannels } from "./parts/windows.js"

/**
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * together: how many channels are normalised together; over_maps: whether over whole maps, not over one cell.
 * @typedef {Layer & {epsilon: number, together: number, over_maps: boolean}} ComparingLayer
 */

/**
 * count: how many values are compared; root is √(variance + epsilon); normalised is (input − mean) / root.
 * @typedef {Terms & {input: number, count: number, mean: number, variance: number, root: number, normalised: number,
 *   gamma: number, beta: number}} ComparingTerms
 */

/** @typedef {LayerKind<ComparingLayer, ComparingTerms>} LayerNormalizationKind */

/** @type {LayerNormalizationKind} */
export default {
  classes: ["LayerNormalization", "GroupNormalization"],
  explain,
  source: (layer, position) => (layer.over_maps ? null : allChannels(layer, position)),
  sentence: (layer, { input, count, mean, root, gamma, beta, value }) =>
    `${number(input)} minus ${number(mean)}, the mean of ${count} values, divided by ${number(root)}, ` +
    `times gamma ${number(gamma)}, plus beta ${number(beta)}, makes ${number(value)}`,
  ledger,
}

/** @type {LayerNormalizationKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  const channels = layer.output_shape[layer.output_shape.length - 1]
  const channel = index % channels
  const first = channel - (channel % layer.together)
  const cell = index - channel
  /** @type {number[]} */
  const others = []
  const [start, end] = layer.over_maps ? [0, input.length] : [cell, cell + channels]
  for (let at = start; at < end; at += channels) {
    for (let k = first; k < first + layer.together; k++) others.push(input[at + k])
  }
  const mean = others.reduce((a, b) => a + b, 0) / others.length
  const variance = others.reduce((sum, other) => sum + (other - mean) ** 2, 0) / others.length
  const gamma = arrays[`${layer.name}.gamma`]?.[channel] ?? 1
  const beta = arrays[`${layer.name}.beta`]?.[channel] ?? 0
  const root = Math.sqrt(variance + layer.epsilon)
  const normalised = (input[index] - mean) / root
  return {
    value: gamma * normalised + beta,
    output: output[index],
    input: input[index],
    count: others.length,
    mean,
    variance,
    root,
    normalised,
    gamma,
    beta,
  }
}

/** @type {NonNullable<LayerNormalizationKind["ledger"]>} */
function ledger(layer, { input, count, mean, variance, root, normalised, gamma, beta, value }) {
  const less = mean < 0 ? ` + ${number(-mean)}` : ` − ${number(mean)}`
  const shift = `${beta < 0 ? " − " : " + "}${number(Math.abs(beta))}`
  return [
    element(
      "p",
      { class: "equation" },
      `${number(gamma)} × (${number(input)}${less}) / ${number(root)}${shift} = `,
      result(value),
    ),
    element("p", {
      class: "note",
      text:
        `${number(mean)} is the mean of ${count.toLocaleString("en")} values of this picture and ${number(root)} the root ` +
        `of their variance, ${number(variance)}, and epsilon: ${layer.over_maps ? "those of whole maps" : "those of this cell"}. ` +
        `Without gamma and beta it is ${number(normalised)}.`,
    }),
  ]
}
