// Which layers of a large network are shown whole: those of one column, and those that feed it. Pure.

import { fedBy } from "../shared/graph.js"

/** @import { LargeNetwork } from "../shared/types.js" */

/**
 * The column to show.
 * @param {LargeNetwork} network
 * @param {number | undefined} pinned - The layer of the pinned cell.
 * @param {string} name - A layer that was chosen; empty or unknown for none.
 * @returns {number} The first with filters where nothing is chosen.
 */
export function columnOfLayer({ columns, layers }, pinned, name) {
  const chosen = pinned !== undefined && pinned >= 0 ? pinned : layers.findIndex((layer) => layer.name === name)
  const at = columns.findIndex((ks) => ks.includes(chosen))
  if (at >= 0) return at
  return Math.max(
    0,
    columns.findIndex((ks) => ks.some((k) => layers[k].role === "filters")),
  )
}

/**
 * The picture, the layers that feed a column, and its own, in the network's order.
 * @param {LargeNetwork} network
 * @param {number} column
 * @returns {number[]}
 */
export function layersAround({ columns, layers }, column) {
  const own = columns[column]
  return [...new Set([-1, ...fedBy(layers[own[0]], own[0]), ...own])].sort((a, b) => a - b)
}
