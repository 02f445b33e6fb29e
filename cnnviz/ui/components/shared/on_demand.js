// Whole layers of a large network: fetched when somebody looks at them, and kept with the reading.

import { lose } from "./connection.js"
import { weighedOf } from "./kept_outputs.js"
import { networkStore, unpack } from "./wire.js"

/** @import { Reading } from "./types.js" */

/**
 * What of some layers is not here.
 * @param {Reading} reading
 * @param {number[]} ks - Those whose outputs are needed; -1 is the picture, which always is here.
 * @param {number[]} ofWeights - Those whose weights are needed.
 * @returns {{outputs: number[], weights: number[]}}
 */
export function missing({ network, outputs }, ks, ofWeights) {
  if (!network.columns) return { outputs: [], weights: [] }
  const here = weighedOf(network.base)
  return {
    outputs: ks.filter((k) => k >= 0 && !outputs[k]),
    weights: ofWeights.filter((k) => k >= 0 && network.layers[k].parameter_count && !here.has(k)),
  }
}

/**
 * Fetch what is missing of some layers.
 * @param {Reading} reading
 * @param {number[]} ks - Those whose outputs are needed.
 * @param {number[]} ofWeights - Those whose weights are needed.
 * @returns {Promise<boolean>} Whether all is here now; otherwise the connection is lost, or the reading is gone.
 */
export async function fetchLayers(reading, ks, ofWeights) {
  const { network, header } = reading
  const { outputs, weights } = missing(reading, ks, ofWeights)
  if (!outputs.length && !weights.length) return true
  const query = new URLSearchParams({
    reading: header.reading ?? "",
    outputs: outputs.join(","),
    weights: weights.join(","),
  })
  const response = await fetch(`cnnviz/layers?${query}`).catch(lose)
  if (response?.status !== 200) return false
  /** @type {{arrays: Record<string, Float32Array>}} */
  const { arrays } = unpack(new Uint8Array(await response.arrayBuffer()))
  const names = new Set(outputs.map((k) => network.layers[k].name))
  for (const k of outputs) reading.outputs[k] = arrays[network.layers[k].name]
  const trained = networkStore.byName[network.base].arrays
  for (const [name, values] of Object.entries(arrays)) if (!names.has(name)) trained[name] = values
  weights.forEach((k) => weighedOf(network.base).add(k))
  return true
}
