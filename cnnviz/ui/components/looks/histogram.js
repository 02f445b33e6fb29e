// How a channel's values are spread: bars, an axis, and where some values lie.

import { svg } from "../shared/element.js"
import { percent } from "../shared/format.js"

/**
 * How often values occur: counts are those of bins of the width `step`, the first of them begins at first · step.
 * @typedef {{first: number, step: number, counts: number[], total: number}} Histogram
 */

/**
 * A value that is named above the bars.
 * @typedef {{value: number, text: string, kind: "mean" | "yours" | "most"}} Mark
 */

/**
 * A bar from one value to another.
 * @typedef {{from: number, to: number, count: number}} Bin
 */

const CHART = { widest: 620, height: 170, left: 10, right: 10, top: 34, bottom: 26 }

/**
 * The bins up to the last one that has values in it.
 * @param {Histogram} histogram
 * @returns {Bin[]}
 */
export function binsOf({ first, step, counts }) {
  const last = counts.findLastIndex((count) => count > 0)
  return counts.slice(0, last + 1).map((count, index) => ({
    from: (first + index) * step,
    to: (first + index + 1) * step,
    count,
  }))
}

/**
 * The chart.
 * @param {Histogram} histogram - With at least one value in it.
 * @param {Mark[]} marks
 * @param {number} room - CSS pixels.
 * @returns {SVGSVGElement}
 */
export function spread(histogram, marks, room) {
  const { step, total } = histogram
  const { height, left, right, top, bottom } = CHART
  const width = Math.min(room, CHART.widest)
  const bins = binsOf(histogram)
  const low = Math.min(bins[0].from, 0)
  const high = Math.max(bins[bins.length - 1].to, 0)
  const x = (/** @type {number} */ value) => left + ((value - low) / (high - low || 1)) * (width - left - right)
  const floor = height - bottom
  const tallest = Math.max(...bins.map(({ count }) => count), 1)
  const bars = bins.map(({ from, to, count }) => {
    const y = floor - (count / tallest) * (floor - top)
    return svg(
      "rect",
      {
        x: x(from),
        y,
        width: Math.max(x(to) - x(from) - 1, 1),
        height: count ? Math.max(floor - y, 1.5) : 0,
        class: from < 0 ? "negative" : "positive",
        "data-count": count,
        "data-from": from,
      },
      svg(
        "title",
        {},
        `${rounded(from, step)} to ${rounded(to, step)}: ${count.toLocaleString("en")} values, ${percent(count / total)}`,
      ),
    )
  })
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      role: "img",
      "data-testid": "looks-histogram",
      "aria-label": `Values from ${rounded(low, step)} to ${rounded(high, step)}`,
    },
    ...bars,
    svg("line", { x1: left, x2: width - right, y1: floor, y2: floor, class: "axis" }),
    ...ticks(low, high).flatMap((value) => [
      svg("line", { x1: x(value), x2: x(value), y1: floor, y2: floor + 4, class: "axis" }),
      svg(
        "text",
        { x: x(value), y: height - 6, "text-anchor": anchor(x(value), width) },
        String(Number(value.toPrecision(6))).replace("-", "−"),
      ),
    ]),
    ...marks.flatMap(({ value, text, kind }, row) => {
      const at = Math.min(Math.max(x(value), left), width - right)
      const y = 13 + 15 * (row % 2)
      return [
        svg("line", { x1: at, x2: at, y1: y + 3, y2: floor, class: `mark ${kind}` }),
        svg("text", { x: at, y, "text-anchor": anchor(at, width), class: kind }, text),
      ]
    }),
  )
}

/**
 * Where an axis has numbers: at most nine, at multiples of 1, 2 or 5 times a power of ten.
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const least = (high - low || 1) / 8
  const power = 10 ** Math.floor(Math.log10(least))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10)
  const values = []
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) values.push(k * step)
  return values
}

/**
 * A value with as many digits as tell it from its neighbours, and a true minus.
 * @param {number} value
 * @param {number} step - How far away they are.
 * @returns {string}
 */
export function rounded(value, step) {
  const digits = Math.min(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)), 12)
  return value.toFixed(digits).replace("-", "−")
}

/**
 * How a text stands at a position, so that it is not cut off at the ends.
 * @param {number} x
 * @param {number} width - Of the chart.
 * @returns {"start" | "middle" | "end"}
 */
function anchor(x, width) {
  return x < 40 ? "start" : x > width - 40 ? "end" : "middle"
}
