// How strongly each filter of a convolution answered the picture.

import { fedFrom } from "../shared/graph.js"
import { positionAt } from "../shared/positions.js"

/** @import { Layer, Network, Reading, WindowLayer } from "../shared/types.js" */
/** @import { FilterAnswer } from "./types.js" */

/** Roles of layers with a kernel for each map: of all channels that go in, or of one alone. */
const ROLES = ["filters", "depthwise"]

/**
 * The indices of the convolutions among the network's layers.
 * @param {Pick<Network, "layers">} network
 * @returns {number[]}
 */
export function convolutions(network) {
  return network.layers.flatMap((layer, k) => (isConvolution(layer) ? [k] : []))
}

/**
 * @param {Layer | undefined} layer
 * @returns {layer is WindowLayer}
 */
export function isConvolution(layer) {
  return layer !== undefined && ROLES.includes(layer.role)
}

/**
 * How many of the channels that go in a filter has a kernel for: all, those of its group, or one.
 * @param {WindowLayer} layer
 * @returns {number}
 */
export function channelsRead({ role, input_shape: shape, groups = 1 }) {
  return role === "depthwise" ? 1 : shape[2] / groups
}

/**
 * Layer k, which is a convolution.
 * @param {Pick<Network, "layers">} network
 * @param {number} k
 * @returns {WindowLayer}
 * @throws {TypeError} If it is not.
 */
export function convolutionAt({ layers }, k) {
  const layer = layers[k]
  if (!isConvolution(layer)) throw new TypeError(`Layer ${k} is no convolution.`)
  return layer
}

/**
 * What the filters of layer k made of the picture.
 * @param {{network: Pick<Network, "layers" | "arrays">, outputs: Reading["outputs"]}} reading
 * @param {number} k
 * @returns {FilterAnswer[]} In the order of the filters.
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

/** @typedef {"filter" | "largest" | "mean" | "weight" | "bias"} FigureName */

/**
 * A figure of a filter: how an order by it and how the figure itself is called, where there are such, whether the
 * largest comes first, and which regions it is in, see shared/covers.js.
 * @typedef {{order?: string, label?: string, sign: 1 | -1, region?: string}} Figure
 */

/** @type {Record<FigureName, Figure>} */
export const FIGURES = {
  filter: { order: "number", sign: -1 },
  largest: { order: "strongest answer", label: "largest", sign: 1, region: "sums maps" },
  mean: { label: "mean", sign: 1, region: "maps" },
  weight: { order: "largest weight", label: "weight", sign: 1, region: "filters" },
  bias: { order: "bias", label: "bias", sign: 1, region: "filters" },
}

/** The names of the figures. */
export const FIGURE_NAMES = /** @type {FigureName[]} */ (Object.keys(FIGURES))

/**
 * The order of this name; that by number where there is none.
 * @param {string} name
 * @returns {FigureName}
 */
export function orderCalled(name) {
  return FIGURE_NAMES.find((figure) => figure === name && FIGURES[figure].order) ?? "filter"
}

/**
 * The filters' answers in the order of one of their figures; those that are alike by number.
 * @param {FilterAnswer[]} answers
 * @param {FigureName} figure
 * @returns {FilterAnswer[]}
 */
export function sorted(answers, figure) {
  const { sign } = FIGURES[figure]
  return [...answers].sort((a, b) => sign * (b[figure] - a[figure]) || a.filter - b.filter)
}

/**
 * Whether nothing negative of layer k's maps reaches another layer with weights, nor one that computes with other maps.
 * @param {Pick<Network, "layers">} network
 * @param {number} k
 * @returns {boolean}
 */
export function reluFollows(network, k) {
  const { layers } = network
  if (layers[k].activation === "relu") return true
  const next = fedFrom(network, k)
  const passes = (/** @type {number} */ later) =>
    !layers[later].parameter_count && layers[later].role !== "merge" && reluFollows(network, later)
  return next.length > 0 && next.every(passes)
}
