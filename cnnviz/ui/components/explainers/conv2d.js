import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { EXPLAINERS, FUNCTIONS, outcome, windowAt } from "./registry.js"

EXPLAINERS.Conv2D = {
  /** window, kernel and products are (kernel_h, kernel_w, in_channels) flat; subtotals one an input channel. */
  explain(layer, input, output, arrays, [row, col, channel]) {
    const [height, width, channels] = layer.input_shape
    const [kernelHeight, kernelWidth] = layer.kernel_size
    const filters = layer.output_shape[2]
    const weights = arrays[`${layer.name}.kernel`]
    const size = kernelHeight * kernelWidth * channels
    const window = new Float64Array(size)
    const kernel = new Float64Array(size)
    const products = new Float64Array(size)
    const subtotals = new Float64Array(channels)
    const region = windowAt(layer, row, col)
    let index = 0
    for (let y = 0; y < kernelHeight; y++) {
      const inputRow = region.top + y * layer.dilation_rate[0]
      for (let x = 0; x < kernelWidth; x++) {
        const inputCol = region.left + x * layer.dilation_rate[1]
        const inside = inputRow >= 0 && inputRow < height && inputCol >= 0 && inputCol < width
        for (let c = 0; c < channels; c++, index++) {
          window[index] = inside ? input[(inputRow * width + inputCol) * channels + c] : 0
          kernel[index] = weights[index * filters + channel]
          products[index] = window[index] * kernel[index]
          subtotals[c] += products[index]
        }
      }
    }
    const bias = arrays[`${layer.name}.bias`]?.[channel] ?? 0
    const preActivation = subtotals.reduce((a, b) => a + b, 0) + bias
    return {
      value: FUNCTIONS[layer.activation].of(preActivation),
      output: output[flatIndex(layer.output_shape, [row, col, channel])],
      region,
      window,
      kernel,
      products,
      subtotals,
      bias,
      preActivation,
    }
  },
  source(layer, [row, col]) {
    return windowAt(layer, row, col)
  },
  sentence(layer, { subtotals, products, bias, preActivation, value }) {
    const parts =
      subtotals.length > 8
        ? `${subtotals.length} channels, ${products.length} products`
        : [...subtotals].map((subtotal) => number(subtotal)).join(" plus ")
    return `${parts}, plus bias ${number(bias)}, ${outcome(layer, preActivation, value)}`
  },
}
