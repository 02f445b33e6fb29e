// A visitor's edits as texts, as cnnviz/edits.py writes them: LAYER.off.CHANNEL, LAYER.bias.CHANNEL.VALUE,
// LAYER.kernel.PLACE.VALUE. A target is an edit without its value.

import { typed } from "../matrix/matrix.js"
import { sourceOf } from "../shared/graph.js"

/** @import { Layer, Network } from "../shared/types.js" */

/**
 * A number that can be changed: its target, and what it was trained to.
 * @typedef {{target: string, trained: number}} NumberCell
 */

export const MOST_EDITS = 100
const LARGEST = 1000

/**
 * What an edit changes: the text without its value.
 * @param {string} edit
 * @returns {string}
 */
function targetOf(edit) {
  return edit.split(".").slice(0, 3).join(".")
}

/**
 * The edits with one more, which takes the place of one of the same number.
 * @param {string[]} edits
 * @param {string} target
 * @param {number | undefined} value - undefined for the trained number again.
 * @returns {string[]}
 */
export function withEdit(edits, target, value) {
  const others = edits.filter((edit) => targetOf(edit) !== target)
  return value === undefined ? others : [...others, `${target}.${value}`]
}

/**
 * Whether a channel is switched off.
 * @param {string[]} edits
 * @param {Pick<Layer, "name">} layer
 * @param {number} channel
 * @returns {boolean}
 */
export function isOff(edits, layer, channel) {
  return edits.includes(`${layer.name}.off.${channel}`)
}

/**
 * The edits with a channel switched off, or on again.
 * @param {string[]} edits
 * @param {Pick<Layer, "name">} layer
 * @param {number} channel
 * @returns {string[]}
 */
export function toggled(edits, layer, channel) {
  const toggle = `${layer.name}.off.${channel}`
  return edits.includes(toggle) ? edits.filter((edit) => edit !== toggle) : [...edits, toggle]
}

/**
 * The number of a target: the visitor's, else the trained one.
 * @param {string[]} edits
 * @param {string} target
 * @param {number} trained
 * @returns {number}
 */
export function numberNow(edits, target, trained) {
  const edit = edits.find((text) => targetOf(text) === target && text !== target)
  return edit === undefined ? trained : Number(edit.slice(target.length + 1))
}

/**
 * How a layer's kernel is laid out. A dense layer after maps has a kernel as large as the map; one after units has a
 * number for each, in rows.
 * @param {Pick<Network, "layers">} network
 * @param {number} k
 * @returns {number[]} [rows, cols, in_channels, filters]
 */
export function kernelShape(network, k) {
  const layer = network.layers[k]
  if (layer.role === "filters") {
    const { kernel_size: size = [], groups = 1 } = layer
    return [...size, layer.input_shape[2] / groups, layer.output_shape[2]]
  }
  let before = sourceOf(network, k)
  while (before >= 0 && ["function", "identity"].includes(network.layers[before].role)) {
    before = sourceOf(network, before)
  }
  const units = layer.output_shape[layer.output_shape.length - 1]
  /** @type {Layer | undefined} */
  const flat = network.layers[before]
  if (flat?.role === "flatten" && flat.input_shape.length === 3) return [...flat.input_shape, units]
  const inputs = layer.input_shape[layer.input_shape.length - 1]
  let cols = Math.floor(Math.sqrt(inputs))
  while (inputs % cols) cols--
  return [inputs / cols, cols, 1, units]
}

/**
 * The target and the trained number of one cell of a kernel.
 * @param {Pick<Network, "layers" | "arrays">} network
 * @param {number} k
 * @param {number[]} shape - From kernelShape.
 * @param {number} row
 * @param {number} col
 * @param {number} slice - The input channel.
 * @param {number} filter
 * @returns {NumberCell} 0 was trained where the weights have not arrived.
 */
export function kernelCell(network, k, shape, row, col, slice, filter) {
  const layer = network.layers[k]
  const input = (row * shape[1] + col) * shape[2] + slice
  const indices = layer.role === "filters" ? `${row}-${col}-${slice}-${filter}` : `${input}-${filter}`
  return {
    target: `${layer.name}.kernel.${indices}`,
    trained: network.arrays[`${layer.name}.kernel`]?.[input * shape[3] + filter] ?? 0,
  }
}

/**
 * What is wrong with a typed number.
 * @param {string} text
 * @returns {string} A sentence; empty if nothing is.
 */
export function faultOf(text) {
  const wanted = `write a number from −${LARGEST} to ${LARGEST}`
  if (!text.trim()) return `A cell is empty: ${wanted}.`
  const value = typed(text)
  if (Number.isNaN(value)) return `“${text.trim().slice(0, 20)}” is not a number: ${wanted}.`
  return Math.abs(value) > LARGEST ? `“${text.trim().slice(0, 20)}” is too large: ${wanted}.` : ""
}
