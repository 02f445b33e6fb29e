// Which regions of a page show the values of a layer, and which layers may be looked at: see covers.js.

import { isCovered } from "./covers.js"
import { makesLogits } from "./graph.js"

/** @import { LayerWords, Shape } from "./types.js" */

/**
 * What is asked about.
 * @typedef {{layers: Pick<LayerWords, "inputs" | "role" | "output_shape">[], labels: string[]}} Answering
 */

/** What shows the picture: it is not changed there, so that it need not be locked where the picture is. */
export const PICTURE = { "data-region": "picture", "data-lock": "none" }

/**
 * The region that a layer's values are in: the picture, the answer, the logits, or else the maps.
 * @param {Answering} network
 * @param {number} k - -1 is the picture.
 * @param {string} [answer] - The region of the network's answer.
 * @returns {string}
 */
export function regionOf(network, k, answer = "answer") {
  if (k < 0) return "picture"
  const { layers, labels } = network
  const isShare = layers[k].role === "probabilities" && layers[k].output_shape.at(-1) === labels.length
  if (k === layers.length - 1 || isShare) return answer
  return makesLogits(network, k) ? "logits" : "maps"
}

/**
 * Whether a layer may be looked at: its maps may still be covered, where they stand.
 * @param {Answering} network
 * @param {number} k - -1 is the picture.
 * @param {string} [answer] - The region of the network's answer.
 * @returns {boolean}
 */
export function isOpen(network, k, answer) {
  const region = regionOf(network, k, answer)
  return region === "maps" || !isCovered(region)
}

/**
 * The regions that the arithmetic of a layer's cells is in: it has the layer's weights, and a softmax's has the logits.
 * @param {{role: string, parameter_count?: number, activation?: string}} layer
 * @returns {string[]}
 */
export function sumRegions({ role, parameter_count: learned, activation }) {
  const isSoftmax = role === "probabilities" || activation === "softmax"
  return ["sums", ...(learned ? ["filters"] : []), ...(isSoftmax ? ["logits"] : [])]
}

/**
 * Whether the arithmetic of a layer's cells may be told.
 * @param {Parameters<typeof sumRegions>[0]} layer
 * @returns {boolean}
 */
export function mayTellSum(layer) {
  return !sumRegions(layer).some(isCovered)
}
