// How the values of a layer stand on the page: one channel's map, or all units in lines.

import { mapCanvas } from "../shared/canvas.js"
import { scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

/**
 * {rows, cols, count, limit, valueAt(cell), positionOf(cell), cellOf(position), canvas(ink)}; cells count along the lines.
 * limit: the end of the colour scale, else the largest value; isZero: whether there is nothing but zeros.
 */
export function gridOf(shape, values, channel = 0, limit = undefined) {
  const isMap = shape.length === 3
  const [rows, cols, channels] = isMap ? shape : [Math.ceil(shape[0] / lineLength(shape[0])), lineLength(shape[0]), 1]
  const count = isMap ? rows * cols : shape[0]
  const valueAt = isMap ? (cell) => values[cell * channels + channel] : (cell) => values[cell]
  let most = 0
  for (let cell = 0; cell < count; cell++) most = Math.max(most, Math.abs(valueAt(cell)) || 0)
  limit ??= most
  return {
    rows,
    cols,
    count,
    limit,
    isZero: most === 0,
    valueAt,
    isMap,
    channel,
    positionOf: (cell) => (isMap ? [Math.floor(cell / cols), cell % cols, channel] : [cell]),
    cellOf: (position) => (isMap ? position[0] * cols + position[1] : position[0]),
    canvas: (ink) => mapCanvas(values, [rows, cols, channels], isMap ? channel : 0, limit, ink),
  }
}

/** How many units stand in a line: a divisor that makes the block near to square, if there is one. */
export function lineLength(count) {
  const side = Math.ceil(Math.sqrt(count))
  for (let length = side; length <= 2 * side; length++) if (count % length === 0) return length
  return side
}

/** The colour scale of a grid with the numbers at its ends. */
export function legend(limit, signed, ink) {
  return element(
    "div",
    { class: "legend", "aria-hidden": "true" },
    element("span", { text: signed ? number(-limit, 2) : "0" }),
    element("i", { style: { background: scaleGradient(signed, ink) } }),
    element("span", { text: number(limit, 2) }),
  )
}
