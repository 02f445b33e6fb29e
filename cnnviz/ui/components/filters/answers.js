// How strongly each filter of a convolution answered the picture.

import { positionAt } from "../shared/positions.js"

/** The places of the convolutions among the network's layers. */
export function convolutions(network) {
  return network.layers.flatMap((layer, k) => (layer.role === "filters" ? [k] : []))
}

/**
 * One entry a filter: {filter, largest, row, col, mean, bias, weight}. `largest` is the largest value of its feature map,
 * at row and col; `mean` that of all the map's cells; `weight` is the size of its kernel's largest weight.
 */
export function answersOf({ network, outputs }, k) {
  const layer = network.layers[k]
  const [height, width, filters] = layer.output_shape
  const kernel = network.arrays[`${layer.name}.kernel`]
  const biases = network.arrays[`${layer.name}.bias`]
  const answers = Array.from({ length: filters }, (_, filter) => ({
    filter,
    largest: -Infinity,
    row: 0,
    col: 0,
    mean: 0,
    bias: biases?.[filter] ?? 0,
    weight: 0,
  }))
  outputs[k].forEach((value, index) => {
    const answer = answers[index % filters]
    answer.mean += value / (height * width)
    if (value > answer.largest) {
      const [row, col] = positionAt(layer.output_shape, index)
      Object.assign(answer, { largest: value, row, col })
    }
  })
  kernel.forEach((weight, index) => {
    const answer = answers[index % filters]
    answer.weight = Math.max(answer.weight, Math.abs(weight))
  })
  return answers
}

/** The figures a filter has, and the orders they can be sorted in: largest first, but for the number. */
export const FIGURES = {
  filter: { order: "number", sign: -1 },
  largest: { order: "strongest answer", label: "largest", sign: 1 },
  mean: { label: "mean" },
  weight: { order: "largest weight", label: "weight", sign: 1 },
  bias: { order: "bias", label: "bias", sign: 1 },
}

/** The filters' answers in the order of one of their figures. */
export function sorted(answers, figure) {
  const { sign } = FIGURES[figure]
  return [...answers].sort((a, b) => sign * (b[figure] - a[figure]) || a.filter - b.filter)
}

/** Whether nothing negative of layer k's maps reaches the next layer with weights. */
export function reluFollows({ layers }, k) {
  const end = layers.findIndex((layer, index) => index > k && layer.parameter_count > 0)
  return layers.slice(k, end < 0 ? undefined : end).some((layer) => layer.activation === "relu")
}
