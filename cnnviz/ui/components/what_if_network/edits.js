// A visitor's edits as texts, as cnnviz/edits.py writes them: LAYER.off.CHANNEL, LAYER.bias.CHANNEL.VALUE,
// LAYER.kernel.PLACE.VALUE.

import { typed } from "../matrix/matrix.js"

export const MOST_EDITS = 100
const LARGEST = 1000

/** What an edit changes: the text without its value. */
function targetOf(edit) {
  return edit.split(".").slice(0, 3).join(".")
}

/** The edits with one more, which takes the place of one of the same number. value undefined: a switch, or the trained number again. */
export function withEdit(edits, target, value) {
  const others = edits.filter((edit) => targetOf(edit) !== target)
  return value === undefined ? others : [...others, `${target}.${value}`]
}

export function isOff(edits, layer, channel) {
  return edits.includes(`${layer.name}.off.${channel}`)
}

export function toggled(edits, layer, channel) {
  const edit = `${layer.name}.off.${channel}`
  return edits.includes(edit) ? edits.filter((one) => one !== edit) : [...edits, edit]
}

/** The number of a target: the visitor's, else the trained one. */
export function numberNow(edits, target, trained) {
  const edit = edits.find((one) => targetOf(one) === target && one !== target)
  return edit === undefined ? trained : Number(edit.slice(target.length + 1))
}

/**
 * Where a layer's kernel stands in numbers: [rows, cols, in_channels, filters]. A dense layer after maps has a kernel as
 * large as the map; one after units has a number for each, in rows.
 */
export function kernelShape(network, k) {
  const layer = network.layers[k]
  if (layer.role === "filters") return [...layer.kernel_size, layer.input_shape[2], layer.output_shape[2]]
  let before = k - 1
  while (before >= 0 && ["function", "identity"].includes(network.layers[before].role)) before--
  const units = layer.output_shape.at(-1)
  const flat = network.layers[before]
  if (flat?.role === "flatten" && flat.input_shape.length === 3) return [...flat.input_shape, units]
  const inputs = layer.input_shape.at(-1)
  let cols = Math.floor(Math.sqrt(inputs))
  while (inputs % cols) cols--
  return [inputs / cols, cols, 1, units]
}

/** The target and the trained number of one cell of a kernel. */
export function kernelCell(network, k, shape, row, col, slice, filter) {
  const layer = network.layers[k]
  const input = (row * shape[1] + col) * shape[2] + slice
  const place = layer.role === "filters" ? `${row}-${col}-${slice}-${filter}` : `${input}-${filter}`
  return {
    target: `${layer.name}.kernel.${place}`,
    trained: network.arrays[`${layer.name}.kernel`]?.[input * shape[3] + filter] ?? 0,
  }
}

/** What is wrong with a typed number, in a sentence; "" if nothing is. */
export function faultOf(text) {
  const wanted = `write a number from −${LARGEST} to ${LARGEST}`
  if (!text.trim()) return `A cell is empty: ${wanted}.`
  const value = typed(text)
  if (Number.isNaN(value)) return `“${text.trim().slice(0, 20)}” is not a number: ${wanted}.`
  return Math.abs(value) > LARGEST ? `“${text.trim().slice(0, 20)}” is too large: ${wanted}.` : ""
}
