// Which cells of the layer before a cell is computed from, and which pixels of the input it can see.

import { hasWindows } from "../../scene/steps.js"
import { positionAt } from "../../shared/positions.js"

/**
 * @import { Layer, Position, Region, Shape, WindowLayer } from "../../shared/types.js"
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
 * The part of the input picture that a cell of layer k depends on, traced back through all layers: the same as
 * cnnviz/receptive_field.py. Cells in the padding of a layer see nothing; a unit that was only copied sees what its
 * cell saw.
 * @param {{input_shape: Shape, layers: Layer[]}} network
 * @param {number} k
 * @param {Position} position
 * @returns {Region}
 */
export function receptiveField(network, k, position) {
  const [height, width] = network.input_shape
  const layers = network.layers.slice(0, k + 1).reverse()
  let cell = position
  for (const layer of layers) {
    if (layer.output_shape.length === 3) break
    if (seesAll(layer)) return { top: 0, left: 0, bottom: height, right: width }
    cell = positionAt(layer.input_shape, cell[0])
  }
  let [rows, cols] = [[cell[0]], [cell[1]]]
  for (const layer of layers) {
    if (layer.output_shape.length !== 3 || !hasWindows(layer)) continue
    rows = cellsUnder(layer, 0, rows, layer.pad_top)
    cols = cellsUnder(layer, 1, cols, layer.pad_left)
  }
  if (!rows.length || !cols.length) return { top: 0, left: 0, bottom: 0, right: 0 }
  const ends = (/** @type {number[]} */ cells) => [Math.min(...cells), Math.max(...cells) + 1]
  const [[top, bottom], [left, right]] = [ends(rows), ends(cols)]
  return { top, left, bottom, right }
}

/**
 * Whether each unit of a layer depends on all that comes in.
 * @param {Layer} layer
 */
function seesAll({ role, input_shape: input }) {
  return role === "units" || role === "probabilities" || (input.length === 3 && role !== "flatten")
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
