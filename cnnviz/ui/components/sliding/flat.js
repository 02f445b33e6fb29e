// A matrix written into one row, as a strip of colours.

/** {node, show(values, limit, ink), mark(index or null)} */
function createStrip(count, label) {
  const frame = element("i", { class: "at", hidden: true })
  const canvas = element("canvas", {})
  const node = element("div", { class: "strip", role: "img", "aria-label": label }, canvas, frame)
  let cell = 1
  return {
    node,
    show(values, limit, ink, room) {
      cell = Math.max(1, Math.floor(room / count))
      const map = mapCanvas(values, [1, count, 1], 0, limit, ink)
      Object.assign(canvas, { width: count, height: 1 })
      canvas.getContext("2d").drawImage(map, 0, 0)
      Object.assign(canvas.style, { width: `${count * cell}px`, height: `${Math.max(4 * cell, 20)}px` })
      node.style.width = canvas.style.width
    },
    mark(index) {
      frame.hidden = index === null
      if (index !== null) Object.assign(frame.style, { left: `${index * cell}px`, width: `${cell}px` })
    },
    /** Which cell is at a pointer's place. */
    indexAt: (event) => Math.min(Math.max(Math.floor((event.clientX - node.getBoundingClientRect().left) / cell), 0), count - 1),
  }
}
