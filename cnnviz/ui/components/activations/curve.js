// The curve of a function and of its slope, with a marker on it.

import { plainNumber } from "../matrix/matrix.js"

const CHART = { height: 170, left: 26, right: 8, top: 8, bottom: 20 }

/** {node, mark(z, value)}; z, values, slopes: of the same length; width: in pixels; point(index): where the pointer is. */
export function createCurve({ z, values, slopes, title, width, point }) {
  const { height, left, right, top, bottom } = CHART
  const reach = z[z.length - 1]
  const highest = Math.max(...values, 1),
    lowest = Math.min(...values, 0)
  const margin = (highest - lowest) * 0.06
  const x = (at) => left + ((at + reach) / (2 * reach)) * (width - left - right)
  const y = (at) => top + ((highest + margin - at) / (highest - lowest + 2 * margin)) * (height - top - bottom)
  const line = (name, heights) =>
    drawn("polyline", { class: name, points: [...heights].map((each, index) => `${x(z[index])},${y(each)}`).join(" ") })
  const ticks = [lowest, 0, 1, highest]
    .filter((at, place, all) => all.indexOf(at) === place && (at === 1 || Math.abs(at - 1) > 0.12 * highest))
    .filter((at) => at >= 0 || at < -0.12 * highest)
  const across = drawn("line", { class: "guide" }),
    down = drawn("line", { class: "guide" }),
    dot = drawn("circle", { class: "dot", r: 5 })
  const node = drawn(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "curve",
      role: "img",
      "aria-label": `The curve of ${title}, and dashed its slope`,
    },
    ...ticks.map((at) =>
      drawn("line", { class: at === 0 ? "axis" : "grid", x1: left, x2: width - right, y1: y(at), y2: y(at) }),
    ),
    drawn("line", { class: "axis", x1: x(0), x2: x(0), y1: top, y2: height - bottom }),
    ...ticks.map((at) => drawn("text", { x: left - 5, y: y(at) + 4, "text-anchor": "end" }, plainNumber(at, 1))),
    ...[-reach, 0, reach].map((at) =>
      drawn(
        "text",
        { x: x(at), y: height - 5, "text-anchor": at < 0 ? "start" : at > 0 ? "end" : "middle" },
        plainNumber(at, 1),
      ),
    ),
    line("slope", slopes),
    line("value", values),
    across,
    down,
    dot,
  )
  node.onpointermove = node.onpointerdown = (event) => {
    const box = node.getBoundingClientRect()
    const at = (((event.clientX - box.left) / box.width) * width - left) / (width - left - right)
    point(Math.round(Math.min(Math.max(at, 0), 1) * (z.length - 1)))
  }
  return {
    node,
    mark(at, value) {
      const [cx, cy] = [x(at), y(value)]
      for (const [name, number] of Object.entries({ cx, cy })) dot.setAttribute(name, number)
      for (const [name, number] of Object.entries({ x1: cx, x2: cx, y1: y(0), y2: cy })) down.setAttribute(name, number)
      for (const [name, number] of Object.entries({ x1: x(0), x2: cx, y1: cy, y2: cy }))
        {across.setAttribute(name, number)}
    },
  }
}

/** A new element of an SVG. */
function drawn(tag, properties, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children)
  return node
}
