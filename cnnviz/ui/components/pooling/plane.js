// A map on the page: coloured cells, with numbers where there is room for them, and frames laid over them.

import { createMatrix, plainNumber } from "../matrix/matrix.js"
import { mapCanvas } from "../shared/canvas.js"
import { element, svg } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { cellAfter } from "../shared/pointing.js"
import { outlineOf } from "./outline.js"

/**
 * @import { Matrix, Sides } from "../matrix/matrix.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Shape } from "../shared/types.js"
 */

export const GAP = 2
export const ROOM_FOR_NUMBERS = 40

/**
 * How a map is made.
 * @typedef {object} PlaneOptions
 * @property {Shape} shape - Rows and columns.
 * @property {Sides} pads - Cells beyond the edges that windows cover.
 * @property {number} cell - Pixels a cell.
 * @property {number} size - Cells of an outlined window along an axis.
 * @property {Cell[]} windows - The corner of each window that is outlined at all times.
 * @property {(isNoNumber: boolean) => void} [edit] - Hears that a cell was typed into; left out where none can be.
 * @property {(cell: Cell) => void} point - Hears where the pointer is.
 * @property {string} label
 * @property {string} testid
 * @property {boolean} [numbers] - Whether the cells have numbers, by default where they are large enough.
 */

/** @typedef {ReturnType<typeof createPlane>} Plane */

/**
 * A map.
 * @param {PlaneOptions} options
 */
export function createPlane({
  shape: [rows, cols],
  pads,
  cell,
  size,
  windows,
  edit,
  point,
  label,
  testid,
  numbers = cell >= ROOM_FOR_NUMBERS,
}) {
  const [top, left, bottom, right] = pads
  const [wide, tall] = [left + cols + right, top + rows + bottom]
  const gap = numbers ? GAP : 0
  const at = (/** @type {number} */ index) => point([Math.floor(index / cols), index % cols])
  const view = numbers
    ? createMatrix({ rows, cols, pads, label, testid, kind: edit ? "input" : "span", on: { edit, point: at } })
    : createPicture({ rows, cols, cell, pads, label, testid, point: at })
  const over = element("div", { class: "over", "aria-hidden": "true" })
  const node = element("div", { class: `plane${numbers ? "" : " picture"}` }, view.node, over)
  node.style.setProperty("--cell", `${cell}px`)
  /** @type {Cell} */
  let corner = [0, 0]
  if (!edit) pickByKeys(view.node, [rows, cols], point, () => corner)
  /**
   * A square that lies over cells.
   * @param {string} name - Its class.
   * @param {Readonly<Cell>} corner
   * @param {number} side - In cells.
   */
  const square = (name, [row, col], side) =>
    element("i", {
      class: name,
      style: {
        top: `calc((100% + ${gap}px) * ${(row + top) / tall})`,
        left: `calc((100% + ${gap}px) * ${(col + left) / wide})`,
        height: `calc((100% + ${gap}px) * ${side / tall} - ${gap}px)`,
        width: `calc((100% + ${gap}px) * ${side / wide} - ${gap}px)`,
      },
    })
  over.append(...windows.map((begin) => square("window", begin, size)))

  return {
    node,
    texts: view.texts,
    fill: view.fill,
    /**
     * @param {ArrayLike<number>} values - Flat.
     * @param {number} limit - The end of the colour scale.
     * @param {(index: number) => boolean} [changed] - Whether a cell is not what it was before.
     */
    show(values, limit, changed) {
      view.show(values, limit, { write: (value) => plainNumber(value, limit >= 100 ? 0 : limit >= 10 ? 1 : 2) })
      over.querySelectorAll(".changed").forEach((mark) => mark.remove())
      if (!changed || !numbers) return
      for (let index = 0; index < values.length; index++) {
        if (changed(index)) over.append(square("changed", [Math.floor(index / cols), index % cols], 1))
      }
    },
    /**
     * Frame a window and one cell of it, or nothing.
     * @param {Cell} [begin] - The window's corner.
     * @param {number} [side] - Its cells along an axis.
     * @param {Cell} [won]
     */
    frame(begin, side = 1, won = undefined) {
      over.querySelectorAll(".framed, .won").forEach((mark) => mark.remove())
      if (!begin) return
      corner = begin
      over.append(square("framed", begin, side))
      if (won) over.append(square("won", won, 1))
    },
    /**
     * Outline cells; what lies side by side has one line around it.
     * @param {(index: number) => boolean} among - Whether a cell is one of them.
     */
    outline(among) {
      over.querySelectorAll(".outline").forEach((mark) => mark.remove())
      const d = outlineOf([rows, cols], among)
      if (!d) return
      // From the middle of the gap before the first cell to that behind the last.
      const place = square("outline", [0, 0], 1)
      Object.assign(place.style, {
        top: `calc((100% + ${gap}px) * ${top / tall} - ${gap / 2}px)`,
        left: `calc((100% + ${gap}px) * ${left / wide} - ${gap / 2}px)`,
        height: `calc((100% + ${gap}px) * ${rows / tall})`,
        width: `calc((100% + ${gap}px) * ${cols / wide})`,
      })
      const lines = ["casing", "line"].map((name) =>
        svg("path", { class: name, d, "vector-effect": "non-scaling-stroke" }),
      )
      place.append(svg("svg", { viewBox: `0 0 ${cols} ${rows}`, preserveAspectRatio: "none" }, ...lines))
      over.append(place)
    },
  }
}

/**
 * The side in pixels of cells that fit into some room: whole, unless there are more cells than pixels.
 * @param {number} room - In pixels.
 * @param {number} cells
 * @param {number} gap - Pixels between cells.
 */
export function wholeCell(room, cells, gap) {
  const side = (room - (cells - 1) * gap) / cells
  return side < 1 ? room / cells : Math.floor(side)
}

/**
 * A map as a picture with square pixels, for as many cells as a matrix of numbers would have no room for.
 * @param {Pick<PlaneOptions, "cell" | "pads" | "label" | "testid">
 *   & {rows: number, cols: number, point: (index: number) => void}} options
 * @returns {Pick<Matrix, "node" | "show" | "texts" | "fill">}
 */
function createPicture({ rows, cols, cell, pads: [top, left, bottom, right], label, testid, point }) {
  const canvas = element("canvas", {
    width: cols,
    height: rows,
    style: {
      top: `${top * cell}px`,
      left: `${left * cell}px`,
      width: `${cols * cell}px`,
      height: `${rows * cell}px`,
    },
  })
  const node = element(
    "div",
    {
      class: "picture",
      role: "img",
      "aria-label": label,
      "data-testid": testid,
      style: {
        width: `${(left + cols + right) * cell}px`,
        height: `${(top + rows + bottom) * cell}px`,
      },
    },
    canvas,
  )
  node.onpointermove = node.onpointerdown = (event) => {
    const box = canvas.getBoundingClientRect()
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows)
    const col = Math.floor(((event.clientX - box.left) / box.width) * cols)
    if (row >= 0 && col >= 0 && row < rows && col < cols) point(row * cols + col)
  }
  return {
    node,
    show(values, limit) {
      contextOf(canvas).drawImage(mapCanvas(values, [rows, cols, 1], 0, limit), 0, 0)
    },
    // No cell of it says anything.
    texts: () => [],
    fill: () => {},
  }
}

/**
 * The arrow keys go from cell to cell.
 * @param {HTMLElement} node
 * @param {Shape} shape - Rows and columns.
 * @param {(cell: Cell) => void} point
 * @param {() => Cell} framed - The cell that they start from.
 */
function pickByKeys(node, shape, point, framed) {
  node.tabIndex = 0
  node.setAttribute("role", "application")
  node.onkeydown = (event) => {
    const cell = cellAfter(event.key, framed(), shape)
    if (!cell) return
    event.preventDefault()
    point(cell)
  }
}
