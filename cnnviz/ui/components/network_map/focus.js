// The cell in focus: which it is at first, and where keys move it.

import { heaviest } from "../shared/order.js"
import { positionAt } from "../shared/positions.js"
import { placesOf, shapeOf } from "./layout.js"

/**
 * @import { Network, Reading } from "../shared/types.js"
 * @import { Drawn, Focus } from "./layout.js"
 */

/** The cell to begin with where no layer is shown. @type {Focus} */
export const PICTURE_CORNER = { k: -1, position: [0, 0, 0] }

/**
 * The cell to begin with: the strongest of the last convolution in sight, or of the first layer with weights.
 * @param {Pick<Reading, "outputs"> & {network: Pick<Network, "layers">}} reading
 * @param {(k: number) => boolean} inSight - Whether a layer is on screen.
 * @param {number[]} [places] - The layers that are shown, and -1 for the picture; all of them by default.
 * @returns {Focus} The PICTURE_CORNER where no layer is shown.
 */
export function firstFocus({ network: { layers }, outputs }, inSight, places = [...layers.keys()]) {
  const shown = places.filter((k) => k >= 0)
  if (!shown.length) return PICTURE_CORNER
  const convolution = shown.findLast((k) => layers[k].role === "filters" && inSight(k))
  const weights = shown.find((k) => ["filters", "units"].includes(layers[k].role))
  return strongestOf({ network: { layers }, outputs }, convolution ?? weights ?? shown[0])
}

/**
 * The strongest cell of a layer.
 * @param {Pick<Reading, "outputs"> & {network: Pick<Network, "layers">}} reading
 * @param {number} k
 * @returns {Focus}
 */
export function strongestOf({ network: { layers }, outputs }, k) {
  return { k, position: positionAt(layers[k].output_shape, heaviest(outputs[k])) }
}

/**
 * Whether two cells are the same.
 * @param {Focus} first
 * @param {Focus} second
 * @returns {boolean}
 */
export function sameFocus(first, second) {
  return first.k === second.k && first.position.every((index, axis) => index === second.position[axis])
}

/**
 * Where a key moves the focus.
 * @param {Drawn} network
 * @param {Focus} focus
 * @param {Pick<KeyboardEvent, "key" | "shiftKey">} event
 * @returns {Focus | undefined} Undefined if the key does nothing here.
 */
export function focusAfter(network, { k, position }, { key, shiftKey }) {
  const shape = shapeOf(network, k)
  if (shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
    const ks = placesOf(network)
    const to = ks[ks.indexOf(k) + (key === "ArrowLeft" ? -1 : 1)]
    if (to === undefined) return undefined
    const next = shapeOf(network, to)
    if (next.length !== shape.length) return { k: to, position: next.map(() => 0) }
    return {
      k: to,
      position: position.map((index, axis) => Math.min(Math.floor((index * next[axis]) / shape[axis]), next[axis] - 1)),
    }
  }
  /** @type {Record<string, [axis: number, step: number]>} */
  const axes =
    shape.length === 3
      ? {
          ArrowUp: [0, -1],
          ArrowDown: [0, 1],
          ArrowLeft: [1, -1],
          ArrowRight: [1, 1],
          PageUp: [2, -1],
          PageDown: [2, 1],
        }
      : {
          ArrowUp: [0, -1],
          ArrowDown: [0, 1],
          ArrowLeft: [0, -1],
          ArrowRight: [0, 1],
          PageUp: [0, -10],
          PageDown: [0, 10],
        }
  if (!axes[key]) return undefined
  const [axis, step] = axes[key]
  const to = [...position]
  to[axis] = Math.min(Math.max(to[axis] + step, 0), shape[axis] - 1)
  return { k, position: to }
}
