// The kinds of layers, one file each, as in cnnviz/explainers/. A new kind is a new file, and its two lines here.

import { number } from "../shared/format.js"
import { sourceNames } from "../shared/graph.js"
import { flatIndex } from "../shared/positions.js"
import { weighedOf } from "../shared/kept_outputs.js"
import { inputsOf } from "../shared/wire.js"
import activation from "./activation.js"
import batchNormalization from "./batch_normalization.js"
import conv2d from "./conv2d.js"
import transposed from "./conv2d_transpose.js"
import dense from "./dense.js"
import dropout from "./dropout.js"
import flatten from "./flatten.js"
import globalPooling from "./global_pooling.js"
import concatenation from "./concatenation.js"
import depthwise from "./depthwise_conv2d.js"
import layerNormalization from "./layer_normalization.js"
import margins from "./margins.js"
import merging from "./merging.js"
import normalization from "./normalization.js"
import permute from "./permute.js"
import pooling from "./pooling.js"
import prelu from "./prelu.js"
import rescaling from "./rescaling.js"
import reshape from "./reshape.js"
import separable from "./separable_conv2d.js"
import softmax from "./softmax.js"
import tokenPooling from "./token_pooling.js"
import upSampling from "./up_sampling2d.js"
import valuesOnly from "./values_only.js"

const KINDS = [
  activation,
  batchNormalization,
  concatenation,
  conv2d,
  dense,
  depthwise,
  dropout,
  flatten,
  globalPooling,
  layerNormalization,
  margins,
  merging,
  normalization,
  permute,
  pooling,
  prelu,
  rescaling,
  reshape,
  separable,
  softmax,
  tokenPooling,
  transposed,
  upSampling,
  valuesOnly,
]

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Child } from "../shared/element.js"
 * @import { Layer, Position, Reading, Region, Terms } from "../shared/types.js"
 */

/**
 * What of an input a value is computed from: a region of all its maps or of one channel's, or a unit.
 * @typedef {(Region & {channel?: number}) | {unit: number}} Source
 */

/**
 * What a ledger is shown for.
 *
 *   limits    the colour scales' ends of what goes in, by channel; of several inputs, of the first
 *   open      what the visitor has opened in this kind of ledger, undefined at first
 *   setOpen   shows the ledger again with another part open
 *   goTo      leads to a cell of another layer, -1 being the picture
 *
 * @template [Open=unknown]
 * @typedef {{
 *   reading: Reading, k: number, position: Position, limits: number[], open: Open | undefined, setOpen(open: Open): void,
 *   goTo(k: number, position: Position): void,
 * }} LedgerView
 */

/**
 * What a kind of layer has to say. Arrays are flat, in the order row, column, channel. These are methods, whose parameters
 * may be narrower: a kind gets its own layers and terms alone.
 *
 *   classes    the names of the Keras classes that it is
 *   explain    the terms of one value, given all values before and after the layer, and the network's weights by
 *              "LAYER.WEIGHT"; where branches meet, also the values of them all
 *   source     what of an input a value is computed from, where branches meet of that of this index; null for all of it,
 *              undefined for nothing
 *   sentence   the sum in words, for a screen reader, given the names of the layers that feed it
 *   ledger     the sum below the map; left out where the value alone is shown
 *   scene      the step in the stepper; left out where the maps alone are shown, with a sentence that says so
 *   variant    another kind for those of its layers that need one; left out where all are alike
 *
 * @template {Layer} [L=Layer] - Its layers.
 * @template {Terms} [T=Terms] - Its terms.
 * @typedef {{
 *   classes: string[],
 *   explain(layer: L, input: Float32Array, output: Float32Array, arrays: Record<string, Float32Array>,
 *     position: Position, inputs?: Float32Array[]): T,
 *   source(layer: L, position: Position, branch?: number): Source | null | undefined,
 *   sentence(layer: L, terms: T, names?: string[]): string,
 *   ledger?(layer: L, terms: T, view: LedgerView): Child[],
 *   scene?(stage: Stage<L, T | undefined>): Scene<T | undefined>,
 *   variant?(layer: Layer): LayerKind | undefined,
 * }} LayerKind
 */

/**
 * A kind with all its parts.
 * @template {Layer} L
 * @template {Terms} T
 * @typedef {Required<Omit<LayerKind<L, T>, "variant">>} WholeKind
 */

/** The kinds by the names of their Keras classes. @type {Record<string, LayerKind>} */
export const LAYERS = Object.fromEntries(KINDS.flatMap((kind) => kind.classes.map((name) => [name, kind])))

/** What is known of a layer whose kind has no file here: TensorFlow's values. @type {LayerKind} */
const UNEXPLAINED = {
  classes: [],
  explain(layer, input, output, arrays, position) {
    const value = output[flatIndex(layer.output_shape, position)]
    return { value, output: value, unexplained: true }
  },
  source: () => null,
  sentence: (layer, { value }) => `TensorFlow computed ${number(value)}`,
}

/**
 * A layer's kind.
 * @param {Layer} layer
 * @returns {LayerKind}
 */
export function kindOf(layer) {
  const kind = LAYERS[layer.kind] ?? UNEXPLAINED
  return kind.variant?.(layer) ?? kind
}

/**
 * The terms of one value of layer k. Undefined while the weights it needs have not arrived.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @returns {Terms | undefined}
 */
export function explainCell(reading, k, position) {
  const layer = reading.network.layers[k]
  const { network } = reading
  if (layer.role === "units" && !network.arrays[`${layer.name}.kernel`]) return undefined
  const inputs = inputsOf(reading, k)
  // Of a large network only what somebody looks at is here.
  if (network.columns && !(inputs.every(Boolean) && (!layer.parameter_count || weighedOf(network.base).has(k)))) {
    return undefined
  }
  return kindOf(layer).explain(layer, inputs[0], reading.outputs[k], reading.network.arrays, position, inputs)
}

/**
 * The sum of a cell of layer k in words, for a screen reader.
 * @param {Reading} reading
 * @param {number} k
 * @param {Terms} terms
 * @returns {string}
 */
export function sentenceOf({ network }, k, terms) {
  const layer = network.layers[k]
  return kindOf(layer).sentence(layer, terms, sourceNames(network, k))
}

/**
 * Whether a value is TensorFlow's but for the rounding of its float32: to 1e-4 of it, or of the layer's mean size.
 * @param {Reading} reading
 * @param {number} k
 * @param {Terms} terms
 * @returns {boolean}
 */
export function agrees(reading, k, { value, output, unexplained }) {
  if (unexplained) return false
  if (Number.isNaN(value) || Number.isNaN(output)) return Number.isNaN(value) === Number.isNaN(output)
  reading.meanSizes ??= []
  reading.meanSizes[k] ??= reading.outputs[k].reduce((sum, size) => sum + Math.abs(size), 0) / reading.outputs[k].length
  return Math.abs(value - output) <= 1e-4 * Math.max(Math.abs(output), reading.meanSizes[k])
}
