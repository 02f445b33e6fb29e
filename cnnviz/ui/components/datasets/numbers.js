// The numbers of a picture around one pixel.

import { element } from "../shared/element.js"

export const NARROW = 560

/** The pixels from `reach` before to `reach` after a pixel, in the order of rows; null beyond the picture's edges. */
export function neighbours([height, width], [row, col], reach) {
  const places = []
  for (let y = row - reach; y <= row + reach; y++) {
    for (let x = col - reach; x <= col + reach; x++) {
      places.push(y >= 0 && x >= 0 && y < height && x < width ? [y, x] : null)
    }
  }
  return places
}

/** The pixel whose 3 × 3 surroundings differ most, the middlemost of several: there is something to see there. */
export function liveliest(values, shape) {
  const [height, width, channels] = shape
  let best = [1, 1],
    found = -1
  for (let row = 1; row < height - 1; row++) {
    for (let col = 1; col < width - 1; col++) {
      const around = neighbours(shape, [row, col], 1).map((at) => byteAt(values, shape, at, channels === 3 ? 1 : 0))
      const off = Math.abs(row - height / 2) / height + Math.abs(col - width / 2) / width
      const liveliness = new Set(around).size + (Math.max(...around) - Math.min(...around)) / 64 - off
      if (liveliness > found) [best, found] = [[row, col], liveliness]
    }
  }
  return best
}

/** A pixel's number in one channel. */
export function byteAt(values, [, width, channels], [row, col], channel) {
  return values[(row * width + col) * channels + channel]
}

/**
 * A square of cells: {text, colour: [background, text], inner} each, null for none. Cells marked `inner` are framed together.
 */
export function cellGrid(cells, side, { label, testid, size }) {
  return element(
    "div",
    {
      class: "cells",
      role: "img",
      "aria-label": label,
      "data-testid": testid,
      style: {
        gridTemplateColumns: `repeat(${side}, ${size}px)`,
        gridAutoRows: `${size}px`,
      },
    },
    ...cells.map((cell) =>
      cell
        ? element("span", {
            class: cell.inner ? "inner" : undefined,
            text: cell.text,
            style: { background: cell.colour[0], color: cell.colour[1] },
          })
        : element("span", { class: "beyond" }),
    ),
  )
}
