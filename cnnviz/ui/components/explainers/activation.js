import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { EXPLAINERS, FUNCTIONS } from "./registry.js"

EXPLAINERS.ReLU = EXPLAINERS.Activation = {
  explain(layer, input, output, arrays, position) {
    const index = flatIndex(layer.output_shape, position)
    return { value: FUNCTIONS[layer.activation].of(input[index]), output: output[index], input: input[index] }
  },
  source: sameCell,
  sentence(layer, { input, value }) {
    return `${FUNCTIONS[layer.activation].formula(number(input))} is ${number(value)}`
  },
}

/** The region of one cell, for layers that work cell by cell. */
export function sameCell(layer, position) {
  if (position.length === 1) return { unit: position[0] }
  const [row, col, channel] = position
  return { top: row, left: col, bottom: row + 1, right: col + 1, channel }
}
