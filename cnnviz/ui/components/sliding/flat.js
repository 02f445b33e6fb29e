// A matrix written into one row, as a strip of colours.

import { mapCanvas } from "../shared/canvas.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"

/** @typedef {ReturnType<typeof createStrip>} Strip */

/**
 * A strip of cells, one of them framed.
 * @param {number} count - How many cells.
 * @param {string} label
 */
export function createStrip(count, label) {
  const frame = element("i", { class: "at" })
  const canvas = element("canvas", {})
  const node = element("div", { class: "strip", role: "img", "aria-label": label }, canvas, frame)
  let [cell, marked] = [1, 0]

  /** @param {number} index - The cell in the frame. */
  function mark(index) {
    marked = index
    Object.assign(frame.style, { left: `${index * cell}px`, width: `${cell}px` })
  }

  return {
    node,
    mark,
    /**
     * @param {ArrayLike<number>} values
     * @param {number} limit - The end of the colour scale.
     * @param {boolean} ink - White ink on black.
     * @param {number} room - In pixels.
     */
    show(values, limit, ink, room) {
      // Whole pixels where there is room; on a phone, whose own are finer, halves as well.
      cell = room > 760 ? Math.floor(room / count) : Math.max(1, Math.floor((2 * room) / count) / 2)
      const map = mapCanvas(values, [1, count, 1], 0, limit, ink)
      Object.assign(canvas, { width: count, height: 1 })
      contextOf(canvas).drawImage(map, 0, 0)
      Object.assign(canvas.style, { width: `${count * cell}px`, height: `${Math.max(4 * cell, 20)}px` })
      node.style.width = canvas.style.width
      mark(marked)
    },
    /**
     * Which cell is under a pointer.
     * @param {PointerEvent} event
     */
    indexAt: (event) =>
      Math.min(Math.max(Math.floor((event.clientX - node.getBoundingClientRect().left) / cell), 0), count - 1),
  }
}
