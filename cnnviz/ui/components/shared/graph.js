// Which layer feeds which: they stand in an order in which each comes after all that feed it; -1 is the picture.

/** @import { LayerWords } from "./types.js" */

/** @typedef {Pick<LayerWords, "inputs">} Fed */

/**
 * The layers that feed layer k; -1 is the picture.
 * @param {Fed} layer
 * @param {number} k
 * @returns {number[]}
 */
export function fedBy(layer, k) {
  return layer.inputs ?? [k - 1]
}

/**
 * What feeds layer k; of several, the first.
 * @param {{layers: Fed[]}} network
 * @param {number} k
 * @returns {number}
 */
export function sourceOf({ layers }, k) {
  return fedBy(layers[k], k)[0]
}

/**
 * The names of what feeds layer k.
 * @param {{layers: Pick<LayerWords, "inputs" | "name">[]}} network
 * @param {number} k
 * @returns {string[]}
 */
export function sourceNames({ layers }, k) {
  return fedBy(layers[k], k).map((source) => (source < 0 ? "input" : layers[source].name))
}

/**
 * The layers that layer k feeds.
 * @param {{layers: Fed[]}} network
 * @param {number} k
 * @returns {number[]}
 */
export function fedFrom({ layers }, k) {
  return [...layers.keys()].filter((later) => later > k && fedBy(layers[later], later).includes(k))
}

/**
 * Layer k and all that something of it reaches.
 * @param {{layers: Fed[]}} network
 * @param {number} k
 * @returns {Set<number>}
 */
export function reachedFrom({ layers }, k) {
  const reached = new Set([k])
  for (let later = Math.max(k + 1, 0); later < layers.length; later++) {
    if (fedBy(layers[later], later).some((source) => reached.has(source))) reached.add(later)
  }
  return reached
}

/**
 * Whether the values of layer k are the logits: a softmax over the classes comes next.
 * @param {{layers: Pick<LayerWords, "inputs" | "role" | "output_shape">[], labels: string[]}} network
 * @param {number} k
 * @returns {boolean}
 */
export function makesLogits(network, k) {
  const { layers, labels } = network
  const { output_shape: shape } = layers[k]
  if (shape.length > 1 || shape[0] !== labels.length) return false
  return fedFrom(network, k).some((later) => layers[later].role === "probabilities")
}

/**
 * Whether layer k answers, or feeds the layer that does.
 * @param {{layers: Fed[]}} network
 * @param {number} k
 * @returns {boolean}
 */
export function isAnswer({ layers }, k) {
  const last = layers.length - 1
  return k === last || fedBy(layers[last], last).includes(k)
}
