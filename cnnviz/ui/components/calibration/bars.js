// Ten bars and the diagonal on which a network is as sure as it is right.

import { svg } from "../shared/element.js"
import { accuracy, confidence, whole } from "./words.js"

/** @import { Bin } from "./words.js" */

/** Where bars are, in CSS pixels. @typedef {{width: number, left: number, top: number, side: number, height: number}} Plot */

const AREA = { left: 58, right: 14, top: 10, bottom: 62 }
const WIDEST = 640
const HEIGHT = 250

/**
 * Where the bars are in a room of some width.
 * @param {number} room - CSS pixels.
 * @returns {Plot} side: the width of a bin.
 */
export function plotIn(room) {
  const width = Math.min(room, WIDEST)
  return { width, left: AREA.left, top: AREA.top, side: (width - AREA.left - AREA.right) / 10, height: HEIGHT }
}

/**
 * The parts of a bar, from one share to another: what was right, and how far that is from how sure the network was.
 * @param {Bin} bin
 * @returns {{name: "right" | "missing" | "beyond", from: number, to: number}[]} None for an empty bin.
 */
export function partsOf(bin) {
  const [of, sure] = [accuracy(bin), confidence(bin)]
  if (of === undefined || sure === undefined) return []
  if (of < sure) {
    return [
      { name: "right", from: 0, to: of },
      { name: "missing", from: of, to: sure },
    ]
  }
  return [
    { name: "right", from: 0, to: sure },
    { name: "beyond", from: sure, to: of },
  ]
}

/**
 * The chart.
 * @param {Bin[]} bins - Ten.
 * @param {Plot} plot
 * @param {string} label - What a screen reader says of it.
 * @returns {SVGSVGElement}
 */
export function barsOf(bins, { width, left, top, side, height }, label) {
  const floor = top + height
  const right = left + 10 * side
  const x = (/** @type {number} */ share) => left + share * 10 * side
  const y = (/** @type {number} */ share) => floor - share * height
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1]
  return svg(
    "svg",
    {
      width,
      height: floor + AREA.bottom,
      viewBox: `0 0 ${width} ${floor + AREA.bottom}`,
      role: "img",
      "aria-label": label,
    },
    svg(
      "defs",
      {},
      svg(
        "pattern",
        { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { class: "hatch", width: 2.5, height: 6 }),
      ),
    ),
    ...shares.flatMap((share) => [
      svg("line", { class: share ? "grid" : "axis", x1: left, x2: right, y1: y(share), y2: y(share) }),
      svg("text", { x: left - 8, y: y(share) + 4, "text-anchor": "end" }, `${Math.round(share * 100)} %`),
    ]),
    ...bins.flatMap((bin) => barOf(bin, x, y)),
    svg("line", { class: "diagonal", x1: x(0), x2: x(1), y1: y(0), y2: y(1) }),
    ...bins.flatMap((bin) => markOf(bin, x, y)),
    ...shares.map((share) =>
      svg(
        "text",
        { x: x(share), y: floor + 17, "text-anchor": share === 1 ? "end" : "middle", dx: share === 1 ? 8 : 0 },
        `${Math.round(share * 100)} %`,
      ),
    ),
    svg("text", { class: "count", x: left - 8, y: floor + 36, "text-anchor": "end" }, "pictures"),
    ...bins.map((bin) =>
      svg(
        "text",
        {
          class: bin.count ? "count" : "count none",
          x: x((bin.from + bin.to) / 2),
          y: floor + 36,
          "text-anchor": "middle",
        },
        bin.count ? whole(bin.count) : "none",
      ),
    ),
    svg(
      "text",
      { class: "title", x: (left + right) / 2, y: floor + 56, "text-anchor": "middle" },
      "how sure: the answer’s probability",
    ),
  )
}

/**
 * @param {Bin} bin
 * @param {(share: number) => number} x
 * @param {(share: number) => number} y
 * @returns {SVGElement[]}
 */
function barOf(bin, x, y) {
  return partsOf(bin).flatMap(({ name, from, to }) => {
    const box = { x: x(bin.from) + 2, y: y(to), width: x(bin.to) - x(bin.from) - 4, height: y(from) - y(to) }
    const hatched = name === "missing" ? [svg("rect", { ...box, fill: "url(#hatch)" })] : []
    return [svg("rect", { ...box, class: name }), ...hatched]
  })
}

/**
 * The line at the mean confidence of a bin.
 * @param {Bin} bin
 * @param {(share: number) => number} x
 * @param {(share: number) => number} y
 * @returns {SVGElement[]}
 */
function markOf(bin, x, y) {
  const sure = confidence(bin)
  if (sure === undefined) return []
  const place = { x1: x(bin.from) + 2, x2: x(bin.to) - 2, y1: y(sure), y2: y(sure) }
  return [svg("line", { class: "casing", ...place }), svg("line", { class: "mean", ...place })]
}
