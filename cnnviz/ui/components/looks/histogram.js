// How a channel's values are spread: bars, an axis, and where some values lie.

import { percent } from "../shared/format.js"

const CHART = { widest: 620, height: 170, left: 10, right: 10, top: 34, bottom: 26 }

/** histogram: {first, step, counts, total}; marks: [{value, text, kind}] above the bars; room: pixels there are. */
export function spread({ first, step, counts, total }, marks, room) {
  const { height, left, right, top, bottom } = CHART
  const width = Math.min(room, CHART.widest)
  const last = counts.findLastIndex((count) => count > 0)
  const low = Math.min(first * step, 0),
    high = Math.max((first + last + 1) * step, 0)
  const x = (value) => left + ((value - low) / (high - low || 1)) * (width - left - right)
  const floor = height - bottom
  const tallest = Math.max(...counts, 1)
  const bars = counts.slice(0, last + 1).map((count, bar) => {
    const [from, to] = [(first + bar) * step, (first + bar + 1) * step]
    const y = floor - (count / tallest) * (floor - top)
    return drawn(
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
      drawn(
        "title",
        {},
        `${rounded(from, step)} to ${rounded(to, step)}: ${count.toLocaleString("en")} values, ${percent(count / total)}`,
      ),
    )
  })
  return drawn(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      role: "img",
      "data-testid": "looks-histogram",
      "aria-label": `Values from ${rounded(low, step)} to ${rounded(high, step)}`,
    },
    ...bars,
    drawn("line", { x1: left, x2: width - right, y1: floor, y2: floor, class: "axis" }),
    ...ticks(low, high).flatMap((value) => [
      drawn("line", { x1: x(value), x2: x(value), y1: floor, y2: floor + 4, class: "axis" }),
      drawn(
        "text",
        { x: x(value), y: height - 6, "text-anchor": anchor(x(value), width) },
        String(Number(value.toPrecision(6))).replace("-", "−"),
      ),
    ]),
    ...marks.flatMap(({ value, text, kind }, row) => {
      const at = Math.min(Math.max(x(value), left), width - right)
      const y = 13 + 15 * (row % 2)
      return [
        drawn("line", { x1: at, x2: at, y1: y + 3, y2: floor, class: `mark ${kind}` }),
        drawn("text", { x: at, y, "text-anchor": anchor(at, width), class: kind }, text),
      ]
    }),
  )
}

/** Where an axis has numbers: at most eight, at multiples of 1, 2 or 5 times a power of ten. */
function ticks(low, high) {
  const least = (high - low || 1) / 8
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least)
  const found = []
  for (let place = Math.ceil(low / step - 1e-9); place * step <= high + 1e-9 * step; place++) found.push(place * step)
  return found
}

function rounded(value, step) {
  const digits = Math.min(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)), 12)
  return value.toFixed(digits).replace("-", "−")
}

/** How a text stands at a place, so that it is not cut off at the ends. */
function anchor(x, width) {
  return x < 40 ? "start" : x > width - 40 ? "end" : "middle"
}

/** A new element of an SVG. */
function drawn(tag, properties, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) node.setAttribute(name, value)
  node.append(...children.filter(Boolean))
  return node
}
