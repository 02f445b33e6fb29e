// A map on the page: coloured cells, with numbers where there is room for them, and frames laid over them.

import { createMatrix, plainNumber } from "../matrix/matrix.js"
import { mapCanvas } from "../shared/canvas.js"
import { element } from "../shared/element.js"

export const GAP = 2
export const ROOM_FOR_NUMBERS = 40

/**
 * {node, show(values, limit, changed), frame(window, won), texts, fill}; shape: [rows, cols]; pads: [top, left, bottom,
 * right] cells beyond the edge that windows cover; cell: pixels; windows: [top, left] of each that is outlined at all
 * times; size: its cells along an axis; edit: called when a cell was typed into; point([row, col]): where the pointer
 * is; numbers: whether the cells have numbers, by default where they are large enough.
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
  const wide = left + cols + right,
    tall = top + rows + bottom
  const gap = numbers ? GAP : 0
  const at = (index) => point([Math.floor(index / cols), index % cols])
  const view = numbers
    ? createMatrix({ rows, cols, pads, label, testid, kind: edit ? "input" : "span", on: { edit, point: at } })
    : createPicture({ rows, cols, cell, pads, label, testid, point: at })
  const over = element("div", { class: "over", "aria-hidden": "true" })
  const node = element(
    "div",
    { class: `plane${numbers ? "" : " picture"}`, style: { "--cell": `${cell}px` } },
    view.node,
    over,
  )
  node.style.setProperty("--cell", `${cell}px`)
  let corner = [0, 0]
  if (!edit) pickByKeys(view.node, [rows, cols], point, () => corner)
  const share = (count, of) => `calc((100% + ${gap}px) * ${count / of})`
  const box = (name, [from, to], [high, across]) =>
    element("i", {
      class: name,
      style: {
        top: share(from + top, tall),
        left: share(to + left, wide),
        height: `calc((100% + ${gap}px) * ${high / tall} - ${gap}px)`,
        width: `calc((100% + ${gap}px) * ${across / wide} - ${gap}px)`,
      },
    })
  const still = windows.map((begin) => box("window", begin, [size, size]))
  over.append(...still)

  return {
    node,
    texts: view.texts,
    fill: view.fill,
    /** changed(index): whether a cell is not what it was before. */
    show(values, limit, changed) {
      view.show(values, limit, { write: (value) => plainNumber(value, limit >= 100 ? 0 : limit >= 10 ? 1 : 2) })
      over.querySelectorAll(".changed").forEach((mark) => mark.remove())
      if (!changed || !numbers) return
      values.forEach(
        (_, index) => changed(index) && over.append(box("changed", [Math.floor(index / cols), index % cols], [1, 1])),
      )
    },
    /** Frame a window, given as [top, left, its cells along an axis], and one cell of it. */
    frame(window, won) {
      over.querySelectorAll(".framed, .won").forEach((mark) => mark.remove())
      if (!window) return
      corner = window
      over.append(box("framed", window, [window[2], window[2]]))
      if (won) over.append(box("won", won, [1, 1]))
    },
  }
}

/** The side in pixels of cells that fit into some room: whole, unless there are more cells than pixels. */
export function wholeCell(room, cells, gap) {
  const side = (room - (cells - 1) * gap) / cells
  return side < 1 ? room / cells : Math.floor(side)
}

/** A map as a picture with square pixels, for as many cells as a matrix of numbers would have no room for. */
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
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows),
      col = Math.floor(((event.clientX - box.left) / box.width) * cols)
    if (row >= 0 && col >= 0 && row < rows && col < cols) point(row * cols + col)
  }
  return {
    node,
    show(values, limit) {
      canvas.getContext("2d").drawImage(mapCanvas(values, [rows, cols, 1], 0, limit), 0, 0)
    },
  }
}

/** The arrow keys go from cell to cell, from the one that is framed on. */
function pickByKeys(node, [rows, cols], point, framed) {
  node.tabIndex = 0
  node.onkeydown = (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (!step) return
    event.preventDefault()
    const place = framed()
    point([Math.min(Math.max(place[0] + step[0], 0), rows - 1), Math.min(Math.max(place[1] + step[1], 0), cols - 1)])
  }
}
