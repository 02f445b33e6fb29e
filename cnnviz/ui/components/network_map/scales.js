// How far each colour scale reaches.

import { largest } from "../shared/colour.js"
import { number } from "../shared/format.js"
import { inputLimit } from "../shared/picture.js"
import { isList } from "./columns.js"

/** @import { Reading } from "../shared/types.js" */

/**
 * The share of a layer's values above zero that its colour scale reaches, where none is below: after a ReLU most are small
 * and a few are very large, and with those at the end of the scale all others would be nearly white.
 */
const REACHED = 0.98
const BINS = 1024

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
    if (!outputs[k]) return []
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
 * The ends of all colour scales. A picture is ink from 0 to 1 and the softmax a share from 0 to 1, whatever is chosen. That
 * of a layer without values below zero reaches most of them, see REACHED: what is larger has its last colour.
 * @param {Pick<Reading, "network" | "outputs"> & {input?: Float32Array}} reading
 * @param {number[][]} perMap - The mapLimits.
 * @param {Scale} scale - Over what a colour scale reaches.
 * @returns {number[][]} By k + 1 and channel: the input is first.
 */
export function scaleLimits({ network, outputs, input }, perMap, scale) {
  const isShare = (/** @type {number} */ k) => network.layers[k].role === "probabilities"
  const whole = Math.max(...perMap.filter((_, k) => !isShare(k)).flat())
  const limits = perMap.map((ofMaps, k) => {
    if (isShare(k)) return [1]
    if (scale === "map") return ofMaps
    const layer = network.layers[k]
    const most = Math.max(...ofMaps)
    const own = layer.signed || isList(layer.output_shape) ? most : mostReach(outputs[k], most)
    return new Array(ofMaps.length).fill(scale === "network" ? whole : own)
  })
  return [new Array(network.input_shape[2]).fill(inputLimit(network, input)), ...limits]
}

/**
 * A number that REACHED of the values above zero do not exceed, and no much smaller one.
 * @param {Float32Array} values
 * @param {number} most - The largest of them that is finite.
 * @returns {number}
 */
function mostReach(values, most) {
  if (!(most > 0)) return most
  const counts = new Uint32Array(BINS + 1)
  const bins = BINS / most
  let above = 0
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (!(value > 0 && value <= most)) continue
    counts[(value * bins) | 0]++
    above++
  }
  // The largest is in the last bin.
  counts[BINS - 1] += counts[BINS]
  let reached = 0
  for (let bin = 0; bin < BINS; bin++) {
    reached += counts[bin]
    if (reached >= REACHED * above) return (most * (bin + 1)) / BINS
  }
  return most
}

/**
 * The least and the greatest finite value of every layer.
 * @param {ArrayLike<number>[]} outputs
 * @returns {[least: number, greatest: number][]} [∞, −∞] where no value is finite.
 */
export function valueRanges(outputs) {
  return Array.from(outputs, (values) => {
    let [least, greatest] = [Infinity, -Infinity]
    for (let k = 0; k < (values?.length ?? 0); k++) {
      const value = values[k]
      if (value < least && value > -Infinity) least = value
      if (value > greatest && value < Infinity) greatest = value
    }
    return [least, greatest]
  })
}

/**
 * "−7.16 … 2.72", "0 … 12.3"
 * @param {[least: number, greatest: number]} range
 * @returns {string} Empty where no value is finite.
 */
export function rangeText([least, greatest]) {
  if (least > greatest) return ""
  const size = Math.max(Math.abs(least), Math.abs(greatest))
  const digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0
  const text = (/** @type {number} */ value) => (Number.isInteger(value) ? number(value, 0) : number(value, digits))
  return `${text(least)} … ${text(greatest)}`
}
