// What a screen reader hears of a step.

import { sentenceOf } from "../layers/index.js"
import { isCovered } from "../shared/covers.js"
import { mayTellSum } from "../shared/layer_regions.js"
import { channelName, INPUT_STEP } from "../scene/steps.js"
import { number } from "../shared/format.js"
import { layerName } from "../shared/names.js"
import { pixelText, readsColour } from "../shared/picture.js"

/**
 * @import { Terms } from "../shared/types.js"
 * @import { Visit } from "./visit.js"
 */

/**
 * Where the visitor is and the sum of the cell there: "conv2d · Conv 5×5. Row 2, column 3, filter 1. ..."
 * @param {Pick<Visit, "reading" | "k" | "layer" | "position">} visit
 * @param {Terms} terms - Those of the cell.
 * @returns {string}
 */
export function spokenText({ reading, k, layer, position }, terms) {
  const cell =
    position.length === 3
      ? `Row ${position[0]}, column ${position[1]}, ${channelName(layer, position[2])}`
      : `Unit ${position[0]}`
  const isTold = k > INPUT_STEP ? mayTellSum(layer) : !isCovered("sums")
  return `${layerName(layer)}. ${cell}.${isTold ? ` ${sentence()}.` : ""}`

  function sentence() {
    if (k > INPUT_STEP) return sentenceOf(reading, k, terms)
    if (readsColour(reading.network)) return pixelText(reading.network, reading.input, position[0], position[1])
    return number(terms.value)
  }
}
