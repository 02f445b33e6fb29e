// A chosen cell's way through the network: for every other layer the cell that belongs to it.

import { explainCell, kindOf } from "../layers/index.js"
import { hasWindows, stepLayer, stepOutput } from "../scene/steps.js"
import { fedBy, reachedFrom } from "../shared/graph.js"
import { heaviest } from "../shared/order.js"
import { flatIndex, positionAt } from "../shared/positions.js"

/**
 * @import { Layer, Position, Reading, Shape, Terms, WindowLayer } from "../shared/types.js"
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
 * Whether every value of a layer is computed from all channels or units of what goes in.
 * @param {Layer} layer
 */
const mixesAll = (layer) => ["filters", "separable", "units"].includes(layer.role)

/**
 * Find a cell's way: back along what counts most where branches meet, and on to what it takes part in.
 * @param {Reading} reading
 * @param {Chosen} chosen
 * @param {number[]} channels - By layer, the filter to prefer where a layer mixes its channels.
 * @param {number[]} [branches] - By layer, which of those that feed it the way back follows, where it was chosen.
 * @returns {Trail}
 */
export function createTrail(reading, chosen, channels, branches = []) {
  const { network } = reading
  /** @type {Map<number, Position> | undefined} */
  let back
  const known = new Map([[chosen.k, chosen.position]])
  const takesPart = reachedFrom(network, chosen.k)
  /** @type {Trail["at"]} */
  const at = (k) => {
    // Of a large network more may have arrived meanwhile.
    const isKnown = network.columns ? back?.has(k) : back
    if (k < chosen.k && !isKnown) back = wayBack(reading, chosen, branches)
    const position = known.get(k) ?? back?.get(k) ?? ahead(k)
    if (isHere(reading, [k])) known.set(k, position)
    return position
  }
  /** @param {number} k */
  const ahead = (k) => {
    if (k < 0) return strongestCell(reading, k)
    const sources = fedBy(network.layers[k], k)
    // Of a large network only what was on stage is here.
    if (!isHere(reading, [k, ...sources]) || (network.columns && !known.has(sources[0]))) {
      return isHere(reading, [k]) ? strongestCell(reading, k) : network.layers[k].output_shape.map(() => 0)
    }
    const branch = Math.max(
      sources.findIndex((source) => takesPart.has(source)),
      0,
    )
    return cellAfter(reading, k, branch, at(sources[branch]), channels[k])
  }
  return { at }
}

/**
 * The cells that a chosen one is computed from, by layer. Layers on several ways get the cell of the way that counts most.
 * @param {Reading} reading
 * @param {Chosen} chosen
 * @param {number[]} branches
 * @returns {Map<number, Position>}
 */
function wayBack(reading, { k: last, position }, branches) {
  const known = new Map([[last, position]])
  /**
   * @param {number} k
   * @param {number} branch
   * @returns {number} What feeds layer k as that branch.
   */
  const goBack = (k, branch) => {
    const source = fedBy(reading.network.layers[k], k)[branch]
    const from = known.get(k)
    const isKnown = !from || known.has(source) || !isHere(reading, [k, source])
    const cell = !isKnown ? cellBefore(reading, k, from, branch) : undefined
    if (cell) known.set(source, cell)
    return source
  }
  for (let k = last; k >= 0 && known.has(k);) k = goBack(k, followed(reading, k, known.get(k) ?? [], branches[k]))
  for (let k = last; k >= 0; k--) {
    fedBy(reading.network.layers[k], k).forEach((_, branch) => goBack(k, branch))
  }
  return known
}

/**
 * Whether the outputs of layers are here.
 * @param {Reading} reading
 * @param {number[]} ks - -1 is the picture.
 */
function isHere({ outputs }, ks) {
  return ks.every((k) => k < 0 || outputs[k] !== undefined)
}

/**
 * The branch that the way back follows from a cell of layer k.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @param {number} [chosen]
 */
function followed(reading, k, position, chosen) {
  if (fedBy(reading.network.layers[k], k).length === 1) return 0
  return chosen ?? explainCell(reading, k, position)?.branch ?? 0
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
 * A cell of layer k that a cell of what feeds it takes part in.
 * @param {Reading} reading
 * @param {number} k
 * @param {number} branch - Which of its inputs that is.
 * @param {Position} position
 * @param {number} [channel] - The filter to prefer.
 * @returns {Position}
 */
function cellAfter(reading, k, branch, position, channel) {
  const layer = reading.network.layers[k]
  const mixes = mixesAll(layer)
  // Of a layer that nothing is known of, the cell in the same place may not exist.
  const cellOr = (/** @type {Position} */ cell) => (fits(layer.output_shape, cell) ? cell : strongestCell(reading, k))
  const same = channelAfter(reading, k, branch, position[position.length - 1])
  if (layer.output_shape.length === 1) {
    if (layer.role === "flatten") return [flatIndex(layer.input_shape, position)]
    return mixes ? [highest(reading.outputs[k])] : cellOr([same])
  }
  const [row, col] = hasWindows(layer)
    ? [windowCentredOn(layer, position[0], 0), windowCentredOn(layer, position[1], 1)]
    : position
  return cellOr([row, col, mixes ? (channel ?? strongestChannel(layer, reading.outputs[k], row, col)) : same])
}

/**
 * The first channel or unit that is made of one that goes in, where they are not mixed.
 * @param {Reading} reading
 * @param {number} k
 * @param {number} branch
 * @param {number} channel
 */
function channelAfter(reading, k, branch, channel) {
  const layer = reading.network.layers[k]
  const channelsOf = (/** @type {Shape} */ shape) => shape[shape.length - 1]
  if (layer.role === "depthwise") return (channel * channelsOf(layer.output_shape)) / channelsOf(layer.input_shape)
  if (layer.role !== "join") return channel
  const before = fedBy(layer, k).slice(0, branch)
  return before.reduce((sum, source) => sum + channelsOf(stepLayer(reading, source).output_shape), channel)
}

/**
 * The cell of what feeds layer k that matters most to a cell of it.
 * @param {Reading} reading
 * @param {number} k
 * @param {Position} position
 * @param {number} branch - Which of its inputs that is.
 * @returns {Position | undefined} Undefined where nothing of that input matters.
 */
function cellBefore(reading, k, position, branch) {
  const layer = reading.network.layers[k]
  const from = fedBy(layer, k)[branch]
  const { output_shape: shape } = stepLayer(reading, from)
  const source = kindOf(layer).source(layer, position, branch)
  if (source === undefined) return undefined
  const terms = explainCell(reading, k, position)
  if (!source && mixesAll(layer)) return [terms?.order?.[0] ?? 0]
  if (!source) return fits(shape, position) ? position : strongestCell(reading, from)
  if ("unit" in source) return [source.unit]
  const channel = source.channel ?? heaviestChannel(shape[2], terms)
  if (terms?.winner) return [terms.winner.row, terms.winner.col, channel]
  return [middle(source.top, source.bottom, shape[0]), middle(source.left, source.right, shape[1]), channel]
}

/**
 * The channel that counts most of those that go in.
 * @param {number} channels - How many go in.
 * @param {Terms} [terms] - Their subtotals: one for each that is read, or several in a row for each.
 */
function heaviestChannel(channels, { subtotals, first = 0, order } = { value: NaN, output: NaN }) {
  if (!subtotals) return order?.[0] ?? 0
  const each = Math.max(subtotals.length / channels, 1)
  return first + Math.floor(heaviest(subtotals) / each)
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
