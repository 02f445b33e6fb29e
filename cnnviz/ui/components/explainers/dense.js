EXPLAINERS.Dense = {
  /** order: the inputs' places, the largest product (by size, without its sign) first. */
  explain(layer, input, output, arrays, [unit]) {
    const [units] = layer.output_shape
    const kernel = arrays[`${layer.name}.kernel`]
    const count = input.length
    const weights = new Float64Array(count)
    const products = new Float64Array(count)
    let sum = 0
    for (let k = 0; k < count; k++) {
      weights[k] = kernel[k * units + unit]
      products[k] = input[k] * weights[k]
      sum += products[k]
    }
    const bias = arrays[`${layer.name}.bias`]?.[unit] ?? 0
    const preActivation = sum + bias
    const value = layer.activation === "softmax"
      ? output[unit]
      : FUNCTIONS[layer.activation].of(preActivation)
    return { value, output: output[unit], inputs: input, weights, products, order: largestFirst(products), bias, preActivation }
  },
  source: () => null,
  sentence(layer, { products, order, bias, value }) {
    const first = Array.from(order.slice(0, 3), (place) => number(products[place])).join(" plus ")
    return `${products.length} products, the largest ${first}, plus bias ${number(bias)}, makes ${number(value)}`
  },
}

/** The places of the numbers that are largest in size, first first: at most `count` of them. */
function largestFirst(values, count = 100) {
  const sizes = Float64Array.from(values, Math.abs)
  const sorted = sizes.length > count ? Float64Array.from(sizes).sort() : undefined
  const threshold = sorted ? sorted[sorted.length - count] : 0
  const places = []
  for (let k = 0; k < sizes.length; k++) if (sizes[k] >= threshold) places.push(k)
  return places.sort((a, b) => sizes[b] - sizes[a]).slice(0, count)
}
