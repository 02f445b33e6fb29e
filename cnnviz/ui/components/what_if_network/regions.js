// What a layer's values are part of, where it is to be covered: see shared/covers.js.

import { isAnswer } from "../shared/graph.js"

/** @import { Network } from "../shared/types.js" */

/**
 * The region of a layer's values: maps, or the answer, in logits or probabilities.
 * @param {Pick<Network, "layers">} network
 * @param {number} k - The layer's index.
 * @returns {string | undefined} undefined for what is neither.
 */
export function regionOf(network, k) {
  const { layers } = network
  const last = layers.length - 1
  if (layers[k].output_shape.length === 3) return "maps"
  const answers = layers[last].role === "probabilities" ? isAnswer(network, k) : k === last
  return answers ? "changed-answer" : undefined
}
