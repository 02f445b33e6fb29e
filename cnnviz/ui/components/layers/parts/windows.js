// Which cells of the layer before a cell is computed from, and which pixels of the input it can see.

import { hasWindows } from "../../scene/steps.js"
import { positionAt } from "../../shared/positions.js"
import { fedBy } from "../../shared/graph.js"

/**
 * @import { Layer, Position, ReachLayer, Region, Shape, WindowLayer } from "../../shared/types.js"
 * @import { Source } from "../index.js"
 */

/**
 * The region of one cell, for layers that work cell by cell.
 * @param {Layer} layer
 * @param {Position} position
 * @returns {Source}
 */
export function sameCell(layer, position) {
  if (position.length === 1) return { unit: position[0] }
  const [row, col, channel] = position
  return { top: row, left: col, bottom: row + 1, right: col + 1, channel }
}

/**
 * The region of all channels of one cell, for layers that compare them.
 * @param {Layer} layer
 * @param {Position} position
 * @returns {Source | null} Null for all of a row of units.
 */
export function allChannels(layer, position) {
  if (position.length === 1) return null
  const [row, col] = position
  return { top: row, left: col, bottom: row + 1, right: col + 1 }
}

/**
 * The region of the cells that a cell of larger maps is made of.
 * @param {ReachLayer} layer
 * @param {number} row
 * @param {number} col
 * @returns {Region}
 */
export function reachOf(layer, row, col) {
  const [[top, bottom], [left, right]] = [layer.row_reach[row], layer.col_reach[col]]
  return { top, left, bottom, right }
}

/**
 * First and last input rows and columns under the window of an output cell: bottom and right are excluded.
 * @param {WindowLayer} layer
 * @param {number} row
 * @param {number} col
 * @returns {Region}
 */
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
 * Cells of maps, all of some rows and columns; or units, where there are no columns.
 * @typedef {{rows: number[], cols?: number[]}} Cells
 */

/**
 * The part of the input picture that a cell of layer k depends on, traced back through all layers: the same as
 * cnnviz/receptive_field.py. Cells in the padding of a layer see nothing; a unit that was only copied sees what its
 * cell saw; where branches meet, a cell sees what it sees along any.
 * @param {{input_shape: Shape, layers: Layer[]}} network
 * @param {number} k - -1 is the picture itself.
 * @param {Position} position
 * @returns {Region}
 */
export function receptiveField(network, k, position) {
  const [height, width] = network.input_shape
  const [first, second] = position
  /** @type {Map<number, Cells>} */
  const wanted = new Map([[k, position.length > 1 ? { rows: [first], cols: [second] } : { rows: [first] }]])
  for (let place = k; place >= 0; place--) {
    const cells = wanted.get(place)
    if (!cells) continue
    const layer = network.layers[place]
    if (seesAll(layer)) return { top: 0, left: 0, bottom: height, right: width }
    for (const source of fedBy(layer, place)) {
      const shape = source < 0 ? network.input_shape : network.layers[source].output_shape
      wanted.set(source, joined(wanted.get(source), before(layer, cells, shape)))
    }
  }
  const { rows, cols = [] } = wanted.get(-1) ?? { rows: [] }
  if (!rows.length || !cols.length) return { top: 0, left: 0, bottom: 0, right: 0 }
  const ends = (/** @type {number[]} */ cells) => [Math.min(...cells), Math.max(...cells) + 1]
  const [[top, bottom], [left, right]] = [ends(rows), ends(cols)]
  return { top, left, bottom, right }
}

/**
 * @param {Cells | undefined} some
 * @param {Cells} others
 * @returns {Cells}
 */
function joined(some, others) {
  if (!some) return others
  const both = (/** @type {number[]} */ first, /** @type {number[]} */ second) => [...new Set([...first, ...second])]
  return {
    rows: both(some.rows, others.rows),
    ...(some.cols && others.cols && { cols: both(some.cols, others.cols) }),
  }
}

/**
 * The cells of one input of a layer that some of its cells are computed from.
 * @param {Layer} layer
 * @param {Cells} cells
 * @param {Shape} shape - Of that input.
 * @returns {Cells}
 */
function before(layer, { rows, cols }, shape) {
  if (!cols) {
    if (shape.length === 1) return { rows }
    const positions = rows.map((unit) => positionAt(shape, unit))
    return { rows: positions.map(([row]) => row), cols: positions.map(([, col]) => col) }
  }
  if (layer.role === "layout") return laidOut(layer.output_shape, { rows, cols }, shape)
  if (hasReach(layer)) {
    return { rows: cellsReached(layer.row_reach, rows), cols: cellsReached(layer.col_reach, cols) }
  }
  if (hasWindows(layer)) {
    return { rows: cellsUnder(layer, 0, rows, layer.pad_top), cols: cellsUnder(layer, 1, cols, layer.pad_left) }
  }
  // Where maps of other sizes meet, a single row or column serves all.
  return { rows: shape[0] === 1 ? [0] : rows, cols: shape[1] === 1 ? [0] : cols }
}

/**
 * The cells of maps of one shape that some cells of the same values in another shape come from.
 * @param {Shape} after
 * @param {Required<Cells>} cells
 * @param {Shape} shape
 * @returns {Cells}
 */
function laidOut([, width, channels], { rows, cols }, shape) {
  const [found, foundCols] = [new Set(), new Set()]
  for (const row of rows) {
    for (const col of cols) {
      const first = (row * width + col) * channels
      for (let index = first; index < first + channels; index++) {
        const position = positionAt(shape, index)
        found.add(position[0])
        foundCols.add(position[1])
      }
    }
  }
  return { rows: [...found], cols: [...foundCols] }
}

/**
 * Which cells of one axis these are made of, given the first and the end of them for each.
 * @param {[first: number, end: number][]} reach
 * @param {number[]} cells
 */
function cellsReached(reach, cells) {
  return [
    ...new Set(
      cells.flatMap((cell) =>
        Array.from({ length: reach[cell][1] - reach[cell][0] }, (_, index) => reach[cell][0] + index),
      ),
    ),
  ]
}

/**
 * Whether a layer says for each row and column which ones it is made of.
 * @param {Layer} layer
 * @returns {layer is ReachLayer}
 */
function hasReach(layer) {
  return layer.row_reach !== undefined
}

/**
 * Whether each of a layer's values may depend on all that comes in.
 * @param {Layer} layer
 */
function seesAll({ role, input_shape: input, output_shape: output }) {
  if (role === "whole" || role === "order") return true
  if (output.length === 3) return input.length !== 3
  const mixes = ["units", "probabilities", "join", "across"].includes(role)
  return mixes || (input.length === 3 && role !== "flatten" && role !== "layout")
}

/**
 * Which cells of the layer before lie under the windows of these cells, along one axis.
 * @param {WindowLayer} layer
 * @param {number} axis
 * @param {number[]} cells
 * @param {number} padBefore
 * @returns {number[]}
 */
function cellsUnder(layer, axis, cells, padBefore) {
  /** @type {Set<number>} */
  const under = new Set()
  for (const cell of cells) {
    for (let tap = 0; tap < layer.kernel_size[axis]; tap++) {
      const at = cell * layer.strides[axis] - padBefore + tap * layer.dilation_rate[axis]
      if (at >= 0 && at < layer.input_shape[axis]) under.add(at)
    }
  }
  return [...under]
}
