// A map of numbers as squares that can be pointed at.

import { cssColour, textColour } from "../shared/colour.js"
import { downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { shortNumber } from "../shared/format.js"
import { cellAfter } from "../shared/pointing.js"

/** @import { Cell } from "../shared/pointing.js" */

/** Where the colours end. Matches are from −1 to 1; the darkest of the scale, nearly black on both sides, are left out. */
export const MATCH_LIMIT = 4 / 3

/** @typedef {"ink" | "match"} Look - Ink for images and features, match for maps and products. */

/**
 * How a grid is made.
 * @typedef {object} GridOptions
 * @property {number} rows
 * @property {number} cols
 * @property {Look} [look]
 * @property {string} size - How large its squares are, one of the style sheet's classes.
 * @property {boolean} [numbers] - Whether they are written.
 * @property {number} [beyond] - Rows and columns behind the edge, hatched.
 * @property {number} [stride] - How many cells an arrow key goes.
 * @property {string} label
 * @property {string} [testid]
 * @property {(row: number, col: number) => void} [point] - Hears which cell is pointed at.
 */

/** @typedef {ReturnType<typeof numberGrid>} NumberGrid */

/**
 * A grid of rows × cols squares.
 * @param {GridOptions} options
 */
export function numberGrid({
  rows,
  cols,
  look = "match",
  size,
  numbers = true,
  beyond = 0,
  stride = 1,
  label,
  testid,
  point,
}) {
  const squares = range(rows * cols).map((index) =>
    element("span", {
      "data-row": Math.floor(index / cols),
      "data-col": index % cols,
      style: area(Math.floor(index / cols), index % cols),
    }),
  )
  const outside = beyond
    ? range(rows + 1).flatMap((row) =>
        range(cols + 1)
          .filter((col) => row === rows || col === cols)
          .map((col) => element("span", { class: "beyond", style: area(row, col) })),
      )
    : []
  const frame = element("i", { class: "frame", hidden: true })
  const node = element(
    "div",
    {
      class: `squares ${look} ${size}`,
      "data-testid": testid,
      role: point ? "application" : label && "img",
      "aria-label": label,
      tabindex: point ? "0" : undefined,
      style: { gridTemplateColumns: `repeat(${cols + beyond}, var(--cell))` },
    },
    ...squares,
    ...outside,
    frame,
  )
  /** The cell in the frame's middle, from which the keys go on. @type {Cell} */
  let at = [0, 0]
  if (point) follow(node, [rows, cols], stride, () => at, point)
  return {
    node,
    /** @param {number[][]} values */
    show(values) {
      squares.forEach((square, index) => paint(square, values[Math.floor(index / cols)][index % cols], look, numbers))
    },
    /**
     * @param {number} top
     * @param {number} left
     * @param {number} height
     * @param {number} width
     */
    frame(top, left, height, width) {
      at = [top + Math.floor((height - 1) / 2), left + Math.floor((width - 1) / 2)]
      frame.hidden = false
      Object.assign(frame.style, area(top, left, height, width))
    },
    unframe() {
      frame.hidden = true
    },
    /** @param {boolean[][]} marked */
    ring(marked) {
      squares.forEach((square, index) =>
        square.classList.toggle("differs", marked[Math.floor(index / cols)][index % cols]),
      )
    },
  }
}

/**
 * Pointer, finger and arrow keys lead to a cell.
 * @param {HTMLElement} node
 * @param {Cell} shape - Rows and columns.
 * @param {number} stride - How many cells an arrow key goes.
 * @param {() => Cell} at - The cell that the keys start from.
 * @param {(row: number, col: number) => void} point
 */
function follow(node, shape, stride, at, point) {
  node.onpointermove = node.onpointerdown = ({ target }) => {
    const square = target instanceof Element && target.closest("[data-row]")
    if (square instanceof HTMLElement) point(Number(square.dataset.row), Number(square.dataset.col))
  }
  node.onkeydown = (event) => {
    const cell = cellAfter(event.key, at(), shape, stride)
    if (!cell) return
    event.preventDefault()
    point(...cell)
  }
}

/**
 * @param {HTMLElement} square
 * @param {number} value
 * @param {Look} look
 * @param {boolean} numbers - Whether the value is written.
 */
function paint(square, value, look, numbers) {
  if (look === "ink") square.classList.toggle("inked", value > 0)
  else Object.assign(square.style, { background: cssColour(value, MATCH_LIMIT), color: textColour(value, MATCH_LIMIT) })
  if (numbers) square.textContent = matchText(value)
}

/**
 * Two decimals, none for whole numbers: 0.56, −0.11, 1, 0.
 * @param {number} value
 */
export function matchText(value) {
  return Number.isInteger(value) ? `${value}`.replace("-", "−") : shortNumber(value)
}

/**
 * Where squares stand in the grid.
 * @param {number} top
 * @param {number} left
 */
function area(top, left, height = 1, width = 1) {
  return { gridArea: `${top + 1} / ${left + 1} / span ${height} / span ${width}` }
}

/**
 * 0, 1, 2 ...
 * @param {number} length
 */
export function range(length) {
  return Array.from({ length }, (_, k) => k)
}

/** @typedef {{name: string, values: number[][]}} NamedMap */

/**
 * The scale of the maps.
 * @param {() => NamedMap | undefined} [shown] - Returns the map that a button saves as a picture.
 */
export function matchLegend(shown) {
  const colours = range(9).map((k) => cssColour(k / 4 - 1, MATCH_LIMIT))
  return element(
    "p",
    { class: "legend" },
    "−1",
    element("i", { class: "scale", style: { background: `linear-gradient(to right, ${colours.join(", ")})` } }),
    "1",
    shown &&
      element("button", {
        type: "button",
        text: "PNG",
        title: "Download the map as a picture",
        "data-region": "matches",
        onclick: () => {
          const map = shown()
          if (map) saveMap(map)
        },
      }),
  )
}

/** @param {NamedMap} map */
function saveMap({ name, values }) {
  downloadMapPng(values.flat(), [values.length, values[0].length, 1], 0, MATCH_LIMIT, false, 40, `x-or-o-${name}`)
}
