// The curve of a function and of its slope, with a marker on it.

import { plainNumber } from "../matrix/matrix.js"
import { svg } from "../shared/element.js"

const CHART = { height: 170, left: 26, right: 8, top: 8, bottom: 20 }

/**
 * What a chart shows.
 * @typedef {object} CurveOptions
 * @property {Float32Array} z - Rising, from -reach to reach.
 * @property {Float32Array} values - The function of each z.
 * @property {Float32Array} slopes - Its derivative there.
 * @property {string} title - The function's name.
 * @property {number} width - In pixels.
 * @property {(index: number) => void} point - Hears which z the pointer is at.
 */

/**
 * A chart of a function.
 * @param {CurveOptions} options
 */
export function createCurve({ z, values, slopes, title, width, point }) {
  const { height, left, right, top, bottom } = CHART
  const reach = z[z.length - 1]
  const highest = Math.max(...values, 1),
    lowest = Math.min(...values, 0)
  const margin = (highest - lowest) * 0.06
  const x = (/** @type {number} */ at) => left + ((at + reach) / (2 * reach)) * (width - left - right)
  const y = (/** @type {number} */ at) =>
    top + ((highest + margin - at) / (highest - lowest + 2 * margin)) * (height - top - bottom)
  const line = (/** @type {string} */ name, /** @type {Float32Array} */ heights) =>
    svg("polyline", { class: name, points: Array.from(heights, (at, k) => `${x(z[k])},${y(at)}`).join(" ") })
  const ticks = [lowest, 0, 1, highest]
    .filter((at, index, all) => all.indexOf(at) === index && (at === 1 || Math.abs(at - 1) > 0.12 * highest))
    .filter((at) => at >= 0 || at < -0.12 * highest)
  const across = svg("line", { class: "guide" }),
    down = svg("line", { class: "guide" }),
    dot = svg("circle", { class: "dot", r: 5 })
  const node = svg(
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
      svg("line", { class: at === 0 ? "axis" : "grid", x1: left, x2: width - right, y1: y(at), y2: y(at) }),
    ),
    svg("line", { class: "axis", x1: x(0), x2: x(0), y1: top, y2: height - bottom }),
    ...ticks.map((at) => svg("text", { x: left - 5, y: y(at) + 4, "text-anchor": "end" }, plainNumber(at, 1))),
    ...[-reach, 0, reach].map((at) =>
      svg(
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
    /**
     * @param {number} at - z.
     * @param {number} value - The function of it.
     */
    mark(at, value) {
      const [cx, cy] = [x(at), y(value)]
      set(dot, { cx, cy })
      set(down, { x1: cx, x2: cx, y1: y(0), y2: cy })
      set(across, { x1: x(0), x2: cx, y1: cy, y2: cy })
    },
  }
}

/**
 * @param {Element} node
 * @param {Record<string, string | number>} attributes
 */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, `${value}`)
}
