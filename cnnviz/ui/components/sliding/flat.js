// A matrix written into one row, as a strip of colours.

import { mapCanvas } from "../shared/canvas.js"
import { element } from "../shared/element.js"

/** {node, show(values, limit, ink, room in pixels), mark(index), indexAt(event)} */
export function createStrip(count, label) {
  const frame = element("i", { class: "at" })
  const canvas = element("canvas", {})
  const node = element("div", { class: "strip", role: "img", "aria-label": label }, canvas, frame)
  let [cell, marked] = [1, 0]
  return {
    node,
    show(values, limit, ink, room) {
      // Whole pixels where there is room; on a phone, whose own are finer, halves as well.
      cell = room > 760 ? Math.floor(room / count) : Math.max(1, Math.floor((2 * room) / count) / 2)
      const map = mapCanvas(values, [1, count, 1], 0, limit, ink)
      Object.assign(canvas, { width: count, height: 1 })
      canvas.getContext("2d").drawImage(map, 0, 0)
      Object.assign(canvas.style, { width: `${count * cell}px`, height: `${Math.max(4 * cell, 20)}px` })
      node.style.width = canvas.style.width
      this.mark(marked)
    },
    mark(index) {
      marked = index
      Object.assign(frame.style, { left: `${index * cell}px`, width: `${cell}px` })
    },
    /** Which cell is at a pointer's place. */
    indexAt: (event) =>
      Math.min(Math.max(Math.floor((event.clientX - node.getBoundingClientRect().left) / cell), 0), count - 1),
  }
}
