// The numbers of a picture around one pixel.

import { element } from "../shared/element.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { Shape } from "../shared/types.js" */

/**
 * A cell of a grid of numbers; those that are `inner` are framed together.
 * @typedef {{text: string | number, colour: [background: string, text: string], inner?: boolean}} NumberCell
 */

export const NARROW = 560

/**
 * The pixels from `reach` before to `reach` after a pixel, in the order of rows.
 * @param {Shape} shape
 * @param {Cell} pixel
 * @param {number} reach
 * @returns {(Cell | null)[]} null beyond the picture's edges.
 */
export function neighbours([height, width], [row, col], reach) {
  /** @type {(Cell | null)[]} */
  const pixels = []
  for (let y = row - reach; y <= row + reach; y++) {
    for (let x = col - reach; x <= col + reach; x++) {
      pixels.push(y >= 0 && x >= 0 && y < height && x < width ? [y, x] : null)
    }
  }
  return pixels
}

/**
 * The pixel whose 3 × 3 surroundings differ most, the middlemost of several: there is something to see there.
 * @param {ArrayLike<number>} values
 * @param {Shape} shape
 * @returns {Cell}
 */
export function liveliest(values, shape) {
  const [height, width, channels] = shape
  /** @type {Cell} */
  let best = [1, 1]
  let most = -1
  for (let row = 1; row < height - 1; row++) {
    for (let col = 1; col < width - 1; col++) {
      const around = neighbours(shape, [row, col], 1).flatMap((pixel) =>
        pixel ? [byteAt(values, shape, pixel, channels === 3 ? 1 : 0)] : [],
      )
      const off = Math.abs(row - height / 2) / height + Math.abs(col - width / 2) / width
      const liveliness = new Set(around).size + (Math.max(...around) - Math.min(...around)) / 64 - off
      if (liveliness > most) [best, most] = [[row, col], liveliness]
    }
  }
  return best
}

/**
 * A pixel's number in one channel.
 * @param {ArrayLike<number>} values
 * @param {Shape} shape
 * @param {Cell} pixel
 * @param {number} channel
 * @returns {number} From 0 to 255.
 */
export function byteAt(values, [, width, channels], [row, col], channel) {
  return values[(row * width + col) * channels + channel]
}

/**
 * A square of cells.
 * @param {(NumberCell | null)[]} cells - null beyond the picture's edges.
 * @param {number} side - How many there are in a row.
 * @param {{label: string, testid: string, size: number}} options - size: that of a cell, in CSS pixels.
 * @returns {HTMLElement}
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
