// Accuracy after every epoch, with a marker at the one shown.

import { svg } from "../shared/element.js"

/**
 * An epoch, and the accuracy after it on the training pictures and on those of the validation.
 * @typedef {[epoch: number, training: number, validation: number]} Measured
 */

const CURVE = { height: 190, left: 46, right: 12, top: 10, bottom: 24 }

/**
 * Draw the accuracy after every epoch.
 * @param {Measured[]} history - At least one.
 * @param {number} width - In pixels.
 * @param {(epoch: number) => void} choose - Hears of a click, which may be between two epochs.
 * @returns {{node: SVGSVGElement, mark: (epoch: number) => void}} The drawing, and what moves its marker.
 */
export function curveOf(history, width, choose) {
  const last = history[history.length - 1][0]
  const low = Math.floor(Math.min(...history.map(([, ...shares]) => Math.min(...shares))) * 10) / 10
  const x = (/** @type {number} */ epoch) => CURVE.left + (epoch / last) * (width - CURVE.left - CURVE.right)
  const y = (/** @type {number} */ share) =>
    CURVE.top + ((1 - share) / (1 - low || 1)) * (CURVE.height - CURVE.top - CURVE.bottom)
  const line = (/** @type {1 | 2} */ column, /** @type {string} */ name) =>
    svg("polyline", { class: name, points: history.map((row) => `${x(row[0])},${y(row[column])}`).join(" ") })
  const shares = [low, (1 + low) / 2, 1]
  const marker = svg("line", { class: "marker", y1: CURVE.top, y2: CURVE.height - CURVE.bottom })
  const dot = svg("circle", { class: "dot", r: 5 })
  const node = svg(
    "svg",
    {
      width,
      height: CURVE.height,
      viewBox: `0 0 ${width} ${CURVE.height}`,
      role: "img",
      "aria-label": "Accuracy on training and validation pictures after every epoch",
    },
    ...shares.flatMap((share) => [
      svg("line", { class: "grid", x1: CURVE.left, x2: width - CURVE.right, y1: y(share), y2: y(share) }),
      svg("text", { x: CURVE.left - 6, y: y(share) + 4, "text-anchor": "end" }, `${Math.round(share * 100)} %`),
    ]),
    ...[0, Math.round(last / 2), last].map((epoch) =>
      svg(
        "text",
        { x: x(epoch), y: CURVE.height - 6, "text-anchor": epoch === last ? "end" : "middle" },
        epoch === last ? `epoch ${epoch}` : `${epoch}`,
      ),
    ),
    line(1, "training"),
    line(2, "validation"),
    marker,
    dot,
  )
  node.onclick = (event) => {
    const box = node.getBoundingClientRect()
    choose(((((event.clientX - box.left) / box.width) * width - CURVE.left) / (x(last) - x(0))) * last)
  }
  /** Move the marker to an epoch; the dot is on the validation line, where there is a figure. */
  const mark = (/** @type {number} */ epoch) => {
    const row = history.find(([measured]) => measured === epoch)
    set(marker, { x1: x(epoch), x2: x(epoch) })
    set(dot, { cx: x(epoch), cy: row ? y(row[2]) : 0, visibility: row ? "visible" : "hidden" })
  }
  return { node, mark }
}

/**
 * @param {Element} node
 * @param {Record<string, string | number>} attributes
 */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, `${value}`)
}
