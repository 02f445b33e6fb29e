import { number } from "../shared/format.js"
import { EXPLAINERS, windowAt } from "./registry.js"

EXPLAINERS.GlobalAveragePooling2D = EXPLAINERS.GlobalMaxPooling2D = {
  /** window: the whole map, (height, width) flat; winner: {row, col} in the input, null for the mean. */
  explain(layer, input, output, arrays, position) {
    const [height, width, channels] = layer.input_shape
    const channel = position.at(-1)
    const window = Float64Array.from({ length: height * width }, (_, cell) => input[cell * channels + channel])
    const region = windowAt(layer, 0, 0)
    const count = window.length
    const terms = { output: output[channel], region, window, count }
    if (layer.kind === "GlobalMaxPooling2D") {
      const best = window.reduce((first, value, cell) => (value > window[first] ? cell : first), 0)
      return { ...terms, value: window[best], winner: { row: Math.floor(best / width), col: best % width } }
    }
    const total = window.reduce((a, b) => a + b, 0)
    return { ...terms, value: total / count, total, winner: null }
  },
  source(layer, position) {
    return { ...windowAt(layer, 0, 0), channel: position.at(-1) }
  },
  sentence(layer, { count, total, winner, value }) {
    return winner
      ? `The largest of ${count} cells, in row ${winner.row}, column ${winner.col}, is ${number(value)}`
      : `${count} cells add up to ${number(total)}; their mean is ${number(value)}`
  },
}
