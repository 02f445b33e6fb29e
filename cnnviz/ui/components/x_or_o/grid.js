// A map of numbers as squares that can be pointed at.

import { cssColour, textColour } from "../shared/colour.js"
import { downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { shortNumber } from "../shared/format.js"

/** Where the colours end. Matches are from −1 to 1; the darkest of the scale, nearly black on both sides, are left out. */
export const MATCH_LIMIT = 4 / 3

/**
 * A grid of rows × cols squares: {node, show(values), frame(top, left, height, width), unframe(), ring(marked)}.
 * look: "ink" for images and features, "match" for maps and products; numbers: whether they are written;
 * beyond: rows and columns behind the edge, hatched; point(row, col): called for a cell that is pointed at;
 * stride: how many cells an arrow key goes.
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
  const squares = Array.from({ length: rows * cols }, (_, place) =>
    element("span", {
      "data-row": Math.floor(place / cols),
      "data-col": place % cols,
      style: area(Math.floor(place / cols), place % cols),
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
      role: point ? "group" : "img",
      "aria-label": label,
      tabindex: point && "0",
      style: { gridTemplateColumns: `repeat(${cols + beyond}, var(--cell))` },
    },
    ...squares,
    ...outside,
    frame,
  )
  let at = [0, 0]
  if (point) follow(node, rows, cols, stride, () => at, point)
  return {
    node,
    show(values) {
      squares.forEach((square, place) => paint(square, values[Math.floor(place / cols)][place % cols], look, numbers))
    },
    frame(top, left, height, width) {
      at = [top, left]
      frame.hidden = false
      Object.assign(frame.style, area(top, left, height, width))
    },
    unframe() {
      frame.hidden = true
    },
    ring(marked) {
      squares.forEach((square, place) =>
        square.classList.toggle("differs", Boolean(marked[Math.floor(place / cols)][place % cols])),
      )
    },
  }
}

/** Pointer, finger and arrow keys lead to a cell. at(): the cell that the keys start from. */
function follow(node, rows, cols, stride, at, point) {
  node.onpointermove = node.onpointerdown = (event) => {
    const square = event.target.closest("[data-row]")
    if (square) point(Number(square.dataset.row), Number(square.dataset.col))
  }
  node.onkeydown = (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (!step) return
    event.preventDefault()
    const [row, col] = at().map((place, axis) => place + stride * step[axis])
    point(Math.min(Math.max(row, 0), rows - 1), Math.min(Math.max(col, 0), cols - 1))
  }
}

function paint(square, value, look, numbers) {
  if (look === "ink") square.classList.toggle("inked", value > 0)
  else Object.assign(square.style, { background: cssColour(value, MATCH_LIMIT), color: textColour(value, MATCH_LIMIT) })
  if (numbers) square.textContent = matchText(value)
}

/** Two decimals, none for whole numbers: 0.56, −0.11, 1, 0. */
export function matchText(value) {
  return Number.isInteger(value) ? `${value}`.replace("-", "−") : shortNumber(value)
}

function area(top, left, height = 1, width = 1) {
  return { gridArea: `${top + 1} / ${left + 1} / span ${height} / span ${width}` }
}

export function range(length) {
  return Array.from({ length }, (_, k) => k)
}

/** The scale of the maps, and the map that shown() returns, {name, values}, as a picture. */
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
        onclick: () => saveMap(shown()),
      }),
  )
}

function saveMap({ name, values }) {
  downloadMapPng(values.flat(), [values.length, values[0].length, 1], 0, MATCH_LIMIT, false, 40, `x-or-o-${name}`)
}
