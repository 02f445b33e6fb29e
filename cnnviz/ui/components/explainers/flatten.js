import { number } from "../shared/format.js"
import { positionAt } from "../shared/positions.js"
import { sameCell } from "./activation.js"
import { EXPLAINERS } from "./registry.js"

EXPLAINERS.Flatten = {
  explain(layer, input, output, arrays, [unit]) {
    return { value: input[unit], output: output[unit], source: positionAt(layer.input_shape, unit) }
  },
  source(layer, [unit]) {
    return sameCell(layer, positionAt(layer.input_shape, unit))
  },
  sentence(layer, { source, value }) {
    const [row, col, channel] = source
    return `Copied from row ${row}, column ${col}, channel ${channel}: ${number(value)}`
  },
}
