import { number } from "../shared/format.js"
import { EXPLAINERS, FUNCTIONS, outcome } from "./registry.js"

EXPLAINERS.Dense = {
  /** order: the inputs' places, the largest product (by size, without its sign) first. */
  explain(layer, input, output, arrays, [unit]) {
    const [units] = layer.output_shape
    const kernel = arrays[`${layer.name}.kernel`]
    const biases = arrays[`${layer.name}.bias`]
    const weights = new Float64Array(input.length)
    const products = new Float64Array(input.length)
    const bias = biases?.[unit] ?? 0
    let preActivation = bias
    for (let k = 0; k < input.length; k++) {
      weights[k] = kernel[k * units + unit]
      products[k] = input[k] * weights[k]
      preActivation += products[k]
    }
    const value =
      layer.activation === "softmax"
        ? EXPLAINERS.Softmax.explain(layer, allSums(input, kernel, biases, units), output, arrays, [unit]).value
        : FUNCTIONS[layer.activation].of(preActivation)
    return {
      value,
      output: output[unit],
      inputs: input,
      weights,
      products,
      order: largestFirst(products),
      bias,
      preActivation,
    }
  },
  source: () => null,
  sentence(layer, { products, order, bias, preActivation, value }) {
    const first = Array.from(order.slice(0, 3), (place) => number(products[place])).join(" plus ")
    return `${products.length} products, the largest ${first}, plus bias ${number(bias)}, ${outcome(layer, preActivation, value)}`
  },
}

/** The pre-activations of all units: a softmax built into the layer compares them all. */
function allSums(input, kernel, biases, units) {
  const sums = Float64Array.from({ length: units }, (_, unit) => biases?.[unit] ?? 0)
  kernel.forEach((weight, k) => (sums[k % units] += input[Math.floor(k / units)] * weight))
  return sums
}

/** The places of the numbers that are largest in size, first first: at most `count` of them. */
export function largestFirst(values, count = 100) {
  const places = []
  const sizes = []
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (sizes.length === count && size <= sizes[count - 1]) continue
    let at = Math.min(sizes.length, count - 1)
    for (; at > 0 && sizes[at - 1] < size; at--) {
      sizes[at] = sizes[at - 1]
      places[at] = places[at - 1]
    }
    sizes[at] = size
    places[at] = k
  }
  return places
}
