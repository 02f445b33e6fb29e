// A map as squares, with what is pointed at, slid over or not computed yet drawn on it.

import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { markerColour } from "../shared/marker.js"
import { cellAfter } from "../shared/pointing.js"

/** @import { Region } from "../shared/types.js" */

/**
 * A map as a grid of cells. count: how many there are, since the last row may be short; canvas: of a pixel a cell.
 * @typedef {{rows: number, cols: number, count: number, canvas: (ink: boolean) => HTMLCanvasElement}} Grid
 */

/**
 * The page's background.
 * @typedef {"light" | "dark"} Scheme
 */

/**
 * How a map is shown.
 * @template {Grid} MapGrid
 * @typedef {object} MapOptions
 * @property {MapGrid} grid
 * @property {number} cellSize - CSS pixels.
 * @property {boolean} [ink]
 * @property {HTMLCanvasElement} [picture] - Another canvas of a pixel a cell than the grid's.
 * @property {number} [border] - Cells of padding around the map.
 * @property {Scheme} scheme
 * @property {Record<string, string>} [attributes]
 */

/**
 * What is drawn on a map.
 * @typedef {object} Drawing
 * @property {number} [revealed] - How many cells are computed, by default all.
 * @property {number} [cell] - The index of the one that is marked (and computed).
 * @property {Region[]} [frames]
 * @property {{row: number, col: number}[]} [dots]
 * @property {WindowLines} [lines]
 */

/** @typedef {{top: number, left: number, height: number, width: number}} WindowLines - The first window, in cells. */

/**
 * What hears of a map's cells.
 * @typedef {object} MapListeners
 * @property {(cell: number | undefined) => void} onHover
 * @property {(cell: number) => void} onChoose
 * @property {() => number} current - The cell that the keys start from.
 */

/**
 * A map on the page.
 * @template {Grid} [MapGrid=Grid]
 * @typedef {ReturnType<typeof mapView<MapGrid>>} MapView
 */

const NOT_YET = { light: ["#eef0f3", "#e1e5ea"], dark: ["#1c232d", "#252e3a"] }
const PADDING = { light: "#dfe3e8", dark: "#2b3440" }
/**
 * @template {Grid} MapGrid
 * @param {MapOptions<MapGrid>} options
 */
export function mapView({
  grid,
  cellSize,
  ink = false,
  picture = grid.canvas(ink),
  border = 0,
  scheme,
  attributes = {},
}) {
  const ratio = window.devicePixelRatio || 1
  const [width, height] = [(grid.cols + 2 * border) * cellSize, (grid.rows + 2 * border) * cellSize]
  const canvas = element("canvas", {
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
    class: "map",
    style: { width: `${width}px`, height: `${height}px` },
    ...attributes,
  })
  const context = contextOf(canvas)

  /** @param {Drawing} [drawing] */
  function draw({ revealed = grid.count, cell, frames = [], dots = [], lines } = {}) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    // Cells stay sharp squares, but where there are more of them than pixels none of them is left out.
    context.imageSmoothingEnabled = cellSize * ratio < 1
    context.clearRect(0, 0, width, height)
    if (border) hatch()
    context.translate(border * cellSize, border * cellSize)
    if (revealed < grid.count) checker()
    reveal(revealed, cell)
    if (lines) windowLines(lines)
    else if (cellSize >= 6) cellLines()
    for (const { row, col } of dots) dot(row, col)
    for (const frame of frames) outline(frame)
    if (cell !== undefined) {
      const [row, col] = [Math.floor(cell / grid.cols), cell % grid.cols]
      outline({ top: row, left: col, bottom: row + 1, right: col + 1 })
    }
  }

  /**
   * @param {number} revealed
   * @param {number} [cell]
   */
  function reveal(revealed, cell) {
    const fullRows = Math.floor(revealed / grid.cols)
    /**
     * @param {number} row
     * @param {number} col
     * @param {number} rows
     * @param {number} cols
     */
    const copy = (row, col, rows, cols) =>
      rows &&
      cols &&
      context.drawImage(picture, col, row, cols, rows, col * cellSize, row * cellSize, cols * cellSize, rows * cellSize)
    copy(0, 0, fullRows, grid.cols)
    copy(fullRows, 0, 1, revealed % grid.cols)
    if (cell !== undefined && cell >= revealed) copy(Math.floor(cell / grid.cols), cell % grid.cols, 1, 1)
  }

  function checker() {
    const [even, odd] = NOT_YET[scheme]
    context.fillStyle = even
    context.fillRect(0, 0, grid.cols * cellSize, grid.rows * cellSize)
    context.fillStyle = odd
    for (let row = 0; row < grid.rows; row++) {
      for (let col = row % 2; col < grid.cols; col += 2) {
        context.fillRect(col * cellSize, row * cellSize, cellSize, cellSize)
      }
    }
  }

  function hatch() {
    context.strokeStyle = PADDING[scheme]
    context.lineWidth = 1.5
    context.beginPath()
    for (let x = -height; x < width; x += 6) {
      context.moveTo(x, height)
      context.lineTo(x + height, 0)
    }
    context.stroke()
    context.clearRect(border * cellSize, border * cellSize, grid.cols * cellSize, grid.rows * cellSize)
  }

  function cellLines() {
    context.fillStyle = "rgba(128, 128, 128, 0.22)"
    for (let col = 1; col < grid.cols; col++) context.fillRect(col * cellSize - 0.5, 0, 1, grid.rows * cellSize)
    for (let row = 1; row < grid.rows; row++) context.fillRect(0, row * cellSize - 0.5, grid.cols * cellSize, 1)
  }

  /** @param {WindowLines} lines */
  function windowLines({ top, left, height: windowHeight, width: windowWidth }) {
    context.fillStyle = "rgba(128, 128, 128, 0.75)"
    for (let col = left; col <= grid.cols; col += windowWidth) {
      context.fillRect(col * cellSize - 0.5, 0, 1, grid.rows * cellSize)
    }
    for (let row = top; row <= grid.rows; row += windowHeight) {
      context.fillRect(0, row * cellSize - 0.5, grid.cols * cellSize, 1)
    }
  }

  /**
   * @param {number} row
   * @param {number} col
   */
  function dot(row, col) {
    context.beginPath()
    context.arc((col + 0.5) * cellSize, (row + 0.5) * cellSize, Math.max(cellSize / 5, 1.5), 0, 2 * Math.PI)
    context.fillStyle = markerColour(canvas, scheme === "dark")
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = "#ffffff"
    context.stroke()
  }

  /**
   * White, the marker's colour, white: seen on any colour of a map.
   * @param {Region} region
   */
  function outline({ top, left, bottom, right }) {
    // At the canvas's edges the line moves inwards, or half of it would be cut off.
    const within = (/** @type {number} */ edge, /** @type {number} */ size) =>
      Math.min(Math.max(edge * cellSize, 2 - border * cellSize), (size + border) * cellSize - 2)
    const [x, y] = [within(left, grid.cols), within(top, grid.rows)]
    for (const [line, colour] of /** @type {const} */ ([
      [5, "#ffffff"],
      [2.5, markerColour(canvas, scheme === "dark")],
    ])) {
      context.lineWidth = line
      context.strokeStyle = colour
      context.strokeRect(x, y, within(right, grid.cols) - x, within(bottom, grid.rows) - y)
    }
  }

  /** @param {MouseEvent} event */
  function cellUnder(event) {
    const box = canvas.getBoundingClientRect()
    const col = Math.floor(((event.clientX - box.left) / box.width) * (grid.cols + 2 * border)) - border
    const row = Math.floor(((event.clientY - box.top) / box.height) * (grid.rows + 2 * border)) - border
    const cell = row * grid.cols + col
    return row >= 0 && row < grid.rows && col >= 0 && col < grid.cols && cell < grid.count ? cell : undefined
  }

  /**
   * Hovering shows a cell, clicking and arrow keys choose one.
   * @param {MapListeners} listeners
   */
  function listen({ onHover, onChoose, current }) {
    canvas.onpointermove = (event) => event.pointerType === "mouse" && onHover(cellUnder(event))
    canvas.onpointerleave = () => onHover(undefined)
    canvas.onclick = (event) => {
      const cell = cellUnder(event)
      if (cell !== undefined) onChoose(cell)
    }
    canvas.onkeydown = (event) => {
      const from = current()
      const cell = cellAfter(event.key, [Math.floor(from / grid.cols), from % grid.cols], [grid.rows, grid.cols])
      if (!cell || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      event.stopPropagation()
      onChoose(Math.min(cell[0] * grid.cols + cell[1], grid.count - 1))
    }
  }

  return { canvas, grid, draw, listen }
}
