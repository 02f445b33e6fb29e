// A chosen cell's way through the network: for every other layer the cell that belongs to it.

import { explainCell, kindOf } from "../layers/index.js"
import { heaviest } from "../layers/parts/order.js"
import { flatIndex, positionAt } from "../shared/positions.js"
import { stepLayer, stepOutput } from "./steps.js"

/** Whether every value of a layer is computed from all channels or units of the layer before. */
const mixesAll = (layer) => ["filters", "units"].includes(layer.role)

/**
 * chosen: {k, position}; channels: by layer, the filter to prefer where a layer mixes its channels.
 * The trail's at(k) is a position in the output of step k.
 */
export function createTrail(reading, chosen, channels) {
  const known = new Map([[chosen.k, chosen.position]])
  return {
    at(k) {
      if (!known.has(k)) {
        known.set(
          k,
          k > chosen.k
            ? cellAfter(reading, k, this.at(k - 1), channels[k])
            : cellBefore(reading, k + 1, this.at(k + 1)),
        )
      }
      return known.get(k)
    },
  }
}

/** Whether {layer, position} names a cell of this reading's network. */
export function isCell({ network }, { layer, position }) {
  return fits(network.layers[layer]?.output_shape, position)
}

/** Whether there is such a position in an array of this shape. */
function fits(shape, position) {
  return shape?.length === position?.length && position.every((place, axis) => place < shape[axis])
}

/** The cell with the largest value of a step: one that a ReLU lets pass. */
export function strongestCell(reading, k) {
  return positionAt(stepLayer(reading, k).output_shape, highest(stepOutput(reading, k)))
}

/** A cell of layer k that a cell of the layer before takes part in. */
function cellAfter(reading, k, position, channel) {
  const layer = reading.network.layers[k]
  const mixes = mixesAll(layer)
  // Of a layer that nothing is known of, the cell in the same place may not exist.
  const cellOr = (cell) => (fits(layer.output_shape, cell) ? cell : strongestCell(reading, k))
  if (layer.output_shape.length === 1) {
    if (layer.role === "flatten") return [flatIndex(layer.input_shape, position)]
    return mixes ? [highest(reading.outputs[k])] : cellOr([position.at(-1)])
  }
  const [row, col] = layer.kernel_size
    ? [windowCentredOn(layer, position[0], 0), windowCentredOn(layer, position[1], 1)]
    : position
  return cellOr([row, col, mixes ? (channel ?? strongestChannel(layer, reading.outputs[k], row, col)) : position[2]])
}

/** The cell of the layer before that matters most to a cell of layer k. */
function cellBefore(reading, k, position) {
  const layer = reading.network.layers[k]
  const terms = explainCell(reading, k, position)
  const source = kindOf(layer).source(layer, position)
  if (!source && mixesAll(layer)) return [terms ? terms.order[0] : 0]
  if (!source) return fits(layer.input_shape, position) ? position : strongestCell(reading, k - 1)
  if (source.unit !== undefined) return [source.unit]
  const channel = source.channel ?? heaviest(terms.subtotals)
  if (terms?.winner) return [terms.winner.row, terms.winner.col, channel]
  const [rows, cols] = layer.input_shape
  return [middle(source.top, source.bottom, rows), middle(source.left, source.right, cols), channel]
}

function middle(first, end, size) {
  return Math.min(Math.max(Math.floor((first + end - 1) / 2), 0), size - 1)
}

/** Along one axis: the output cell whose window has the input cell nearest to its middle. */
function windowCentredOn(layer, place, axis) {
  const before = axis ? layer.pad_left : layer.pad_top
  const stride = layer.strides[axis]
  const reach = (layer.kernel_size[axis] - 1) * layer.dilation_rate[axis] + 1 - stride
  const cell = Math.floor((place + before - Math.floor(reach / 2)) / stride)
  return Math.min(Math.max(cell, 0), layer.output_shape[axis] - 1)
}

function strongestChannel(layer, values, row, col) {
  const [, cols, channels] = layer.output_shape
  const start = (row * cols + col) * channels
  return highest(values.subarray(start, start + channels))
}

function highest(values) {
  return values.reduce((best, value, index) => (value > values[best] ? index : best), 0)
}
