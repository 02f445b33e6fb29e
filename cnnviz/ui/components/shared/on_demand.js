// Whole layers of a large network: fetched when somebody looks at them, and kept with the reading.

import { lose } from "./connection.js"
import { networkStore, unpack } from "./wire.js"

/** @import { Network, Reading } from "./types.js" */

/** Which layers' weights have arrived, by the trained network's name. @type {Map<string, Set<number>>} */
const weighed = new Map()

/**
 * Whether all of these layers' outputs are here.
 * @param {Pick<Reading, "outputs">} reading
 * @param {number[]} ks - -1 is the picture, which always is.
 * @returns {boolean}
 */
export function areHere(reading, ks) {
  return ks.every((k) => k < 0 || reading.outputs[k] !== undefined)
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
  if (!network.columns) return true
  const here = weighed.get(network.base) ?? new Set()
  weighed.set(network.base, here)
  const outputs = ks.filter((k) => k >= 0 && !reading.outputs[k])
  const weights = ofWeights.filter((k) => k >= 0 && network.layers[k].parameter_count && !here.has(k))
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
  weights.forEach((k) => here.add(k))
  return true
}
