// A normalisation by given statistics: every value less the mean, divided by the standard deviation.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { LayerKind } from "./index.js"
 */

/**
 * The mean and the standard deviation of each channel.
 * @typedef {Layer & {mean: number[], deviation: number[]}} CentringLayer
 */

/** @typedef {Terms & {input: number, mean: number, deviation: number}} CentringTerms */

/** @typedef {LayerKind<CentringLayer, CentringTerms>} NormalizationKind */

/** @type {NormalizationKind} */
export default {
  classes: ["Normalization"],
  explain,
  source: sameCell,
  sentence: (layer, { input, mean, deviation, value }) =>
    `${number(input)} minus mean ${number(mean)}, divided by ${number(deviation)}, makes ${number(value)}`,
  ledger: (layer, { input, mean, deviation, value }) => [
    element(
      "p",
      { class: "equation" },
      `(${number(input)}${mean < 0 ? " + " : " − "}${number(Math.abs(mean))}) / ${number(deviation)} = `,
      result(value),
    ),
    element("p", { class: "note", text: "Mean and standard deviation are those of the pictures of the training." }),
  ],
}

/** @type {NormalizationKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  const channel = position[position.length - 1]
  const [mean, deviation] = [layer.mean[channel], layer.deviation[channel]]
  return { value: (input[index] - mean) / deviation, output: output[index], input: input[index], mean, deviation }
}
