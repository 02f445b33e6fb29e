import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { sameCell } from "./activation.js"
import { EXPLAINERS } from "./registry.js"

EXPLAINERS.Dropout = {
  explain(layer, input, output, arrays, position) {
    const index = flatIndex(layer.output_shape, position)
    return { value: input[index], output: output[index] }
  },
  source: sameCell,
  sentence: (layer, { value }) => `Passes unchanged: ${number(value)}`,
}
