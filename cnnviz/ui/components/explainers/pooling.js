import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { EXPLAINERS, windowAt } from "./registry.js"

EXPLAINERS.MaxPooling2D = EXPLAINERS.AveragePooling2D = {
  /** window: (pool_h, pool_w) flat, NaN outside the input; winner: {row, col} in the input, null for the mean. */
  explain(layer, input, output, arrays, [row, col, channel]) {
    const [height, width, channels] = layer.input_shape
    const [poolHeight, poolWidth] = layer.kernel_size
    const region = windowAt(layer, row, col)
    const window = new Float64Array(poolHeight * poolWidth).fill(NaN)
    let [sum, count, best, winner] = [0, 0, -Infinity, null]
    for (let y = 0; y < poolHeight; y++) {
      for (let x = 0; x < poolWidth; x++) {
        const [inputRow, inputCol] = [region.top + y, region.left + x]
        if (inputRow < 0 || inputRow >= height || inputCol < 0 || inputCol >= width) continue
        const value = input[(inputRow * width + inputCol) * channels + channel]
        window[y * poolWidth + x] = value
        sum += value
        count += 1
        if (value > best) {
          best = value
          winner = { row: inputRow, col: inputCol }
        }
      }
    }
    const isMax = layer.kind === "MaxPooling2D"
    return {
      value: isMax ? best : sum / count,
      output: output[flatIndex(layer.output_shape, [row, col, channel])],
      region,
      window,
      count,
      winner: isMax ? winner : null,
    }
  },
  source(layer, [row, col, channel]) {
    return { ...windowAt(layer, row, col), channel }
  },
  sentence(layer, { window, value }) {
    const cells = [...window]
      .filter((cell) => !Number.isNaN(cell))
      .map((cell) => number(cell))
      .join(", ")
    return `The ${layer.kind === "MaxPooling2D" ? "largest" : "mean"} of ${cells} is ${number(value)}`
  },
}
