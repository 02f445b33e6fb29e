// One file a kind of layer, as in cnnviz/explainers/. Each adds to EXPLAINERS, under the layer's Keras class:
//   explain(layer, input, output, arrays, position) -> the terms of one value, with `value` and TensorFlow's `output`
//   source(layer, position) -> the region of the layer before it was computed from, or null for all of it
//   sentence(layer, terms) -> the sum in words, for a screen reader
// position is [row, col, channel] or [unit]; arrays are flat, in the order row, col, channel.

import { number, percent } from "../shared/format.js"
import { inputOf } from "../shared/wire.js"

export const EXPLAINERS = {}

/** The terms of one value of layer k. Undefined while the weights it needs have not arrived. */
export function explainCell(reading, k, position) {
  const layer = reading.network.layers[k]
  if (layer.kind === "Dense" && !reading.network.arrays[`${layer.name}.kernel`]) return undefined
  return EXPLAINERS[layer.kind].explain(
    layer,
    inputOf(reading, k),
    reading.outputs[k],
    reading.network.arrays,
    position,
  )
}

/** Whether a value is TensorFlow's but for the rounding of its float32: to 1e-4 of it, or of the layer's mean size. */
export function agrees(reading, k, { value, output }) {
  if (Number.isNaN(value) || Number.isNaN(output)) return Number.isNaN(value) === Number.isNaN(output)
  reading.meanSizes ??= []
  reading.meanSizes[k] ??= reading.outputs[k].reduce((sum, one) => sum + Math.abs(one), 0) / reading.outputs[k].length
  return Math.abs(value - output) <= 1e-4 * Math.max(Math.abs(output), reading.meanSizes[k])
}

/** The activation functions a layer can have built in, and what stands for them in a formula. */
export const FUNCTIONS = {
  linear: { of: (z) => z, formula: (z) => `${z}` },
  relu: { of: (z) => Math.max(0, z), formula: (z) => `max(0, ${z})` },
  leaky_relu: { of: (z) => Math.max(0.2 * z, z), formula: (z) => `max(0.2 · ${z}, ${z})` },
  sigmoid: { of: (z) => 1 / (1 + Math.exp(-z)), formula: (z) => `1 / (1 + e^−(${z}))` },
  tanh: { of: (z) => Math.tanh(z), formula: (z) => `tanh(${z})` },
}

/** "makes 1.200" or, where a function is built into the layer, "makes −1.200; max(0, −1.200) is 0.000". */
export function outcome(layer, preActivation, value) {
  const sum = number(preActivation)
  if (layer.activation === "linear") return `makes ${sum}`
  if (layer.activation === "softmax") return `makes ${sum}; its softmax is ${percent(value)}`
  return `makes ${sum}; ${FUNCTIONS[layer.activation].formula(sum)} is ${number(value)}`
}

/** First and last input rows and columns under the window of an output cell: bottom and right are excluded. */
export function windowAt(layer, row, col) {
  const [height, width] = layer.kernel_size
  const top = row * layer.strides[0] - layer.pad_top
  const left = col * layer.strides[1] - layer.pad_left
  return {
    top,
    left,
    bottom: top + (height - 1) * layer.dilation_rate[0] + 1,
    right: left + (width - 1) * layer.dilation_rate[1] + 1,
  }
}

/**
 * The part of the input picture that a cell of layer k depends on, traced back through all layers: the same as
 * cnnviz/receptive_field.py. Cells in the padding of a layer see nothing.
 */
export function receptiveField(network, k, position) {
  const [height, width] = network.input_shape
  const layers = network.layers.slice(0, k + 1)
  if (layers.some((layer) => layer.output_shape.length !== 3)) return { top: 0, left: 0, bottom: height, right: width }
  let [rows, cols] = [[position[0]], [position[1]]]
  for (const layer of layers.reverse()) {
    if (!layer.kernel_size) continue
    rows = cellsUnder(layer, 0, rows, layer.pad_top)
    cols = cellsUnder(layer, 1, cols, layer.pad_left)
  }
  if (!rows.length || !cols.length) return { top: 0, left: 0, bottom: 0, right: 0 }
  const ends = (cells) => [Math.min(...cells), Math.max(...cells) + 1]
  const [[top, bottom], [left, right]] = [ends(rows), ends(cols)]
  return { top, left, bottom, right }
}

/** Which cells of the layer before lie under the windows of these cells, along one axis. */
function cellsUnder(layer, axis, cells, padBefore) {
  const under = new Set()
  for (const cell of cells) {
    for (let tap = 0; tap < layer.kernel_size[axis]; tap++) {
      const at = cell * layer.strides[axis] - padBefore + tap * layer.dilation_rate[axis]
      if (at >= 0 && at < layer.input_shape[axis]) under.add(at)
    }
  }
  return [...under]
}
