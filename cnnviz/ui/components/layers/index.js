// The kinds of layers, one file each, as in cnnviz/explainers/. A new kind is a new file, and its two lines here.

import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { inputOf } from "../shared/wire.js"
import activation from "./activation.js"
import batchNormalization from "./batch_normalization.js"
import conv2d from "./conv2d.js"
import dense from "./dense.js"
import dropout from "./dropout.js"
import flatten from "./flatten.js"
import globalPooling from "./global_pooling.js"
import pooling from "./pooling.js"
import softmax from "./softmax.js"

const KINDS = [activation, batchNormalization, conv2d, dense, dropout, flatten, globalPooling, pooling, softmax]

/**
 * What is said of one layer: see _layer_header in cnnviz/ui/wire.py; what its kind's `geometry` returns is part of it.
 * @typedef {import("../shared/types.js").Layer & Record<string, any>} Layer
 *
 * The terms of one value: `value` as the browser adds it up, TensorFlow's `output`, and the kind's own.
 * @typedef {{value: number, output: number} & Record<string, any>} Terms
 *
 * A region of the maps before, bottom and right excluded, of all channels or of one; or a unit.
 * @typedef {{top: number, left: number, bottom: number, right: number, channel?: number} | {unit: number}} Source
 *
 * The sum below the map, as nodes; where there is something else than a node, nothing is shown. view: {reading, k,
 * position, limits, open, setOpen}: limits are the colour scales' ends of the layer before, one a channel; `open` is
 * what the reader has opened, and setOpen(value) shows the ledger again with another part open.
 * @typedef {(layer: Layer, terms: Terms, view: any) => any[]} Ledger
 *
 * What is shown between the maps of a step: see stepper/panes.js.
 * @typedef {(stage: import("../stepper/panes.js").Stage) => import("../stepper/panes.js").Scene} Scene
 *
 * What a kind of layer has to say. A position is [row, col, channel] or [unit]; arrays are flat, in the order row, col,
 * channel.
 *
 *   classes    the names of the Keras classes that it is
 *   explain    the terms of one value, given all values before and after the layer, and the network's weights by
 *              "LAYER.WEIGHT"
 *   source     what of the layer before a value is computed from; null for all of it
 *   sentence   the sum in words, for a screen reader
 *   ledger     the sum below the map; null where the value alone is shown
 *   scene      the step in the stepper; null where the maps alone are shown, with a sentence that says so
 *
 * @typedef {object} LayerKind
 * @property {string[]} classes
 * @property {(layer: Layer, input: Float32Array, output: Float32Array, arrays: Record<string, Float32Array>,
 *   position: number[]) => Terms} explain
 * @property {(layer: Layer, position: number[]) => Source | null} source
 * @property {(layer: Layer, terms: Terms) => string} sentence
 * @property {Ledger | null} ledger
 * @property {Scene | null} scene
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
  ledger: null,
  scene: null,
}

/**
 * A layer's kind.
 * @param {Layer} layer
 * @returns {LayerKind}
 */
export function kindOf(layer) {
  return LAYERS[layer.kind] ?? UNEXPLAINED
}

/**
 * The terms of one value of layer k. Undefined while the weights it needs have not arrived.
 * @param {import("../shared/types.js").Reading} reading
 * @param {number} k
 * @param {number[]} position
 * @returns {Terms | undefined}
 */
export function explainCell(reading, k, position) {
  const layer = reading.network.layers[k]
  if (layer.role === "units" && !reading.network.arrays[`${layer.name}.kernel`]) return undefined
  return kindOf(layer).explain(layer, inputOf(reading, k), reading.outputs[k], reading.network.arrays, position)
}

/**
 * Whether a value is TensorFlow's but for the rounding of its float32: to 1e-4 of it, or of the layer's mean size.
 * @param {import("../shared/types.js").Reading} reading
 * @param {number} k
 * @param {Terms} terms
 */
export function agrees(reading, k, { value, output, unexplained }) {
  if (unexplained) return false
  if (Number.isNaN(value) || Number.isNaN(output)) return Number.isNaN(value) === Number.isNaN(output)
  reading.meanSizes ??= []
  reading.meanSizes[k] ??=
    reading.outputs[k].reduce((/** @type {number} */ sum, /** @type {number} */ each) => sum + Math.abs(each), 0) /
    reading.outputs[k].length
  return Math.abs(value - output) <= 1e-4 * Math.max(Math.abs(output), reading.meanSizes[k])
}
