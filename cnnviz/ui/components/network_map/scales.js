// How far each colour scale reaches.

import { largest } from "../shared/colour.js"
import { number } from "../shared/format.js"

/** @import { Network, Reading } from "../shared/types.js" */

/**
 * Which maps share a colour scale.
 * @typedef {"map" | "layer" | "network"} Scale
 */

/**
 * The ways to choose it, and what the page calls them.
 * @type {[Scale, string][]}
 */
export const SCALES = [
  ["map", "each map"],
  ["layer", "each layer"],
  ["network", "whole network"],
]

/**
 * The largest size of a finite value on every map.
 * @param {Pick<Reading, "network" | "outputs">} reading
 * @returns {number[][]} By layer and channel; a layer of units has one channel.
 */
export function mapLimits({ network, outputs }) {
  return network.layers.map((layer, k) => {
    if (layer.output_shape.length !== 3) return [largest(outputs[k])]
    const channels = layer.output_shape[2]
    const limits = new Float64Array(channels)
    const values = outputs[k]
    for (let cell = 0; cell < values.length; cell += channels) {
      for (let channel = 0; channel < channels; channel++) {
        const size = Math.abs(values[cell + channel])
        if (size > limits[channel] && size < Infinity) limits[channel] = size
      }
    }
    return [...limits]
  })
}

/**
 * Whether a channel of an array is zero everywhere: one whose mapLimits are 0 may have values that no scale reaches.
 * @param {ArrayLike<number>} values - Flat.
 * @param {number} channels
 * @param {number} channel
 * @returns {boolean}
 */
export function isAllZero(values, channels, channel) {
  for (let k = channel; k < values.length; k += channels) if (values[k] !== 0) return false
  return true
}

/**
 * The ends of all colour scales. The input is ink from 0 to 1 and the softmax a share from 0 to 1, whatever is chosen.
 * @param {Network} network
 * @param {number[][]} perMap - The mapLimits.
 * @param {Scale} scale - Over what a colour scale reaches.
 * @returns {number[][]} By k + 1 and channel: the input is first.
 */
export function scaleLimits(network, perMap, scale) {
  const isShare = (/** @type {number} */ k) => network.layers[k].role === "probabilities"
  const whole = Math.max(...perMap.filter((_, k) => !isShare(k)).flat())
  const limits = perMap.map((ofMaps, k) => {
    if (isShare(k)) return [1]
    return scale === "map" ? ofMaps : new Array(ofMaps.length).fill(scale === "network" ? whole : Math.max(...ofMaps))
  })
  return [new Array(network.input_shape[2]).fill(1), ...limits]
}

/**
 * "−8.2 … 8.2", "0 … 8.2"
 * @param {number} limit
 * @param {boolean} signed
 * @returns {string}
 */
export function rangeText(limit, signed) {
  const digits = limit < 10 ? 1 : 0
  return `${signed ? number(-limit, digits) : "0"} … ${number(limit, digits)}`
}
