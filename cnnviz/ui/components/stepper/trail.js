// A chosen cell's way through the network: for every other layer the cell that belongs to it.

import { explainCell, kindOf } from "../layers/index.js"
import { hasWindows, stepLayer, stepOutput } from "../scene/steps.js"
import { heaviest } from "../shared/order.js"
import { flatIndex, positionAt } from "../shared/positions.js"

/**
 * @import { Layer, Position, Reading, Shape, WindowLayer } from "../shared/types.js"
 */

/**
 * A cell of step k.
 * @typedef {{k: number, position: Position}} Chosen
 */

/**
 * A chosen cell's way: at(k) is a position in the output of step k.
 * @typedef {{at: (k: number) => Position}} Trail
 */

/**
 * Whether every value of a layer is computed from all channels or units of the layer before.
 * @param {Layer} layer
 */
const mixesAll = (layer) => ["filters", "units"].includes(layer.role)

/**
 * Find a cell's way.
 * @param {Reading} reading
 * @param {Chosen} chosen
 * @param {number[]} channels - By layer, the filter to prefer where a layer mixes its channels.
 * @returns {Trail}
 */
export function createTrail(reading, chosen, channels) {
  const known = new Map([[chosen.k, chosen.position]])
  /** @type {Trail["at"]} */
  const at = (k) => {
    const position =
      known.get(k) ??
      (k > chosen.k ? cellAfter(reading, k, at(k - 1), channels[k]) : cellBefore(reading, k + 1, at(k + 1)))
    known.set(k, position)
    return position
  }
  return { at }
}

/**
 * Whether there is such a cell in a reading's network.
 * @param {Reading} reading
 * @param {{layer: number, position: Position}} cell
 * @returns {boolean}
 */
export function isCell({ network }, { layer, position }) {
  return fits(network.layers[layer]?.output_shape, position)
}

/**
 * Whether there is such a position in an array of this shape.
 * @param {Shape | undefined} shape
 * @param {Position} position
 */
function fits(shape, position) {
  return shape?.length === position.length && position.every((index, axis) => index < shape[axis])
}

/**
 * The cell with the largest value of a step: one that a ReLU lets pass.
 * @param {Reading} reading
 * @param {number} k
 * @returns {Position}
 */
export function strongestCell(reading, k) {
  return positionAt(stepLayer(reading, k).output_shape, highest(stepOutput(reading, k)))
}

/**
 * A cell of layer k that a cell of the layer before takes part in.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @param {number} [channel] - The filter to prefer.
 * @returns {Position}
 */
function cellAfter(reading, k, position, channel) {
  const layer = reading.network.layers[k]
  const mixes = mixesAll(layer)
  // Of a layer that nothing is known of, the cell in the same place may not exist.
  const cellOr = (/** @type {Position} */ cell) => (fits(layer.output_shape, cell) ? cell : strongestCell(reading, k))
  if (layer.output_shape.length === 1) {
    if (layer.role === "flatten") return [flatIndex(layer.input_shape, position)]
    return mixes ? [highest(reading.outputs[k])] : cellOr(position.slice(-1))
  }
  const [row, col] = hasWindows(layer)
    ? [windowCentredOn(layer, position[0], 0), windowCentredOn(layer, position[1], 1)]
    : position
  return cellOr([row, col, mixes ? (channel ?? strongestChannel(layer, reading.outputs[k], row, col)) : position[2]])
}

/**
 * The cell of the layer before that matters most to a cell of layer k.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @returns {Position}
 */
function cellBefore(reading, k, position) {
  const layer = reading.network.layers[k]
  const terms = explainCell(reading, k, position)
  const source = kindOf(layer).source(layer, position)
  if (!source && mixesAll(layer)) return [terms?.order?.[0] ?? 0]
  if (!source) return fits(layer.input_shape, position) ? position : strongestCell(reading, k - 1)
  if ("unit" in source) return [source.unit]
  const channel = source.channel ?? (terms?.subtotals ? heaviest(terms.subtotals) : 0)
  if (terms?.winner) return [terms.winner.row, terms.winner.col, channel]
  const [rows, cols] = layer.input_shape
  return [middle(source.top, source.bottom, rows), middle(source.left, source.right, cols), channel]
}

/**
 * The middle of a window along an axis, inside the map.
 * @param {number} first
 * @param {number} end
 * @param {number} size - The map's.
 */
function middle(first, end, size) {
  return Math.min(Math.max(Math.floor((first + end - 1) / 2), 0), size - 1)
}

/**
 * Along one axis: the output cell whose window has the input cell nearest to its middle.
 * @param {WindowLayer} layer
 * @param {number} index - That of the input cell.
 * @param {number} axis
 */
function windowCentredOn(layer, index, axis) {
  const before = axis ? layer.pad_left : layer.pad_top
  const stride = layer.strides[axis]
  const reach = (layer.kernel_size[axis] - 1) * layer.dilation_rate[axis] + 1 - stride
  const cell = Math.floor((index + before - Math.floor(reach / 2)) / stride)
  return Math.min(Math.max(cell, 0), layer.output_shape[axis] - 1)
}

/**
 * @param {Layer} layer
 * @param {Float32Array} values
 * @param {number} row
 * @param {number} col
 */
function strongestChannel(layer, values, row, col) {
  const [, cols, channels] = layer.output_shape
  const start = (row * cols + col) * channels
  return highest(values.subarray(start, start + channels))
}

/**
 * The index of the largest number.
 * @param {Float32Array} values
 */
function highest(values) {
  return values.reduce((best, value, index) => (value > values[best] ? index : best), 0)
}
