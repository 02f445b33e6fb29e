// The picture and the maps beside it: each a square to point at, and below it what is to be said.

import { scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

/** A square of pixels. look(pixel) hears which one is pointed at, as [row, col]. Returns {node, paint(canvas), mark(pixel)}. */
export function pixelBoard(name, [height, width], scale, look) {
  const marker = element("i", { class: "marker", style: { width: `${scale}px`, height: `${scale}px` } })
  const frame = element("div", {
    class: "board",
    tabindex: 0,
    role: "group",
    "aria-label": `${name}: arrow keys move from pixel to pixel`,
    style: { width: `${width * scale}px`, height: `${height * scale}px` },
  })
  let at = [Math.floor(height / 2), Math.floor(width / 2)]
  frame.onpointermove = frame.onpointerdown = (event) => {
    const box = frame.getBoundingClientRect()
    const place = (share, size) => Math.min(Math.max(Math.floor(share * size), 0), size - 1)
    look([place((event.clientY - box.top) / box.height, height), place((event.clientX - box.left) / box.width, width)])
  }
  frame.onkeydown = (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    if (!step) return
    event.preventDefault()
    look([Math.min(Math.max(at[0] + step[0], 0), height - 1), Math.min(Math.max(at[1] + step[1], 0), width - 1)], true)
  }
  return {
    node: frame,
    paint: (canvas) => frame.replaceChildren(canvas, marker),
    mark: (pixel) => {
      at = pixel
      Object.assign(marker.style, { top: `${pixel[0] * scale}px`, left: `${pixel[1] * scale}px` })
    },
  }
}

/** What is said below a map: its scale, its words, its formula and where it comes from. */
export function panelWords(panel, limit) {
  return [
    element("p", { class: "legend" }, ...whyLegend(limit, panel.signed)),
    panel.note && element("p", { class: "note", text: panel.note }),
    element("p", { text: panel.words }),
    element("p", { class: "formula", text: panel.formula }),
    element(
      "p",
      { class: "faint" },
      element("a", { href: panel.url, target: "_blank", rel: "noreferrer", text: panel.source }),
    ),
  ]
}

function whyLegend(limit, signed) {
  return [
    signed && element("span", { text: `against ${number(-limit)}` }),
    !signed && element("span", { text: "0" }),
    element("span", {
      class: "ramp",
      style: { background: scaleGradient(signed) },
      role: "img",
      "aria-label": signed ? "orange is against the class, white zero, blue for it" : "from white to blue",
    }),
    element("span", { text: signed ? `${number(limit)} for it` : number(limit) }),
  ]
}
