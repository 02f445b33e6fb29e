// The answers along a number: a line a class, a band that says which is read, and marks where the answer turns.

import { element, svg } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"

/**
 * What Python says of the number that is turned.
 * @typedef {object} AlongHeader
 * @property {string} title
 * @property {string} unit
 * @property {[low: number, high: number]} ends - Of the number.
 * @property {number} at - What it is now.
 * @property {string} words - Where the answer turns, in a sentence or two.
 * @property {string} regions - What it is part of, see shared/covers.js.
 * @property {Turn[]} turns
 */

/**
 * Where the answer turns from one class to another, both as indices.
 * @typedef {{value: number, before: number, after: number}} Turn
 */

/**
 * The answers along a number: shares has a probability for each value and class, in this order.
 * @typedef {{values: Float32Array, shares: Float32Array}} Curve
 */

/**
 * The probability of a class at the value of an index.
 * @typedef {(index: number, label: number) => number} ShareOf
 */

const ALONG = { height: 210, left: 46, right: 14, top: 22, bottom: 24, band: 26, axis: 24 }
const MOST_LINES = 6

/**
 * The chart, with what is said of it.
 * @param {AlongHeader} along
 * @param {string[]} labels - The classes' names.
 * @param {Curve} curve
 * @param {number} width - CSS pixels that there is room for.
 * @param {(value: number) => void} pick - Hears where the chart was clicked.
 * @returns {Node[]}
 */
export function alongView(along, labels, { values, shares }, width, pick) {
  const classes = labels.length
  /** @type {ShareOf} */
  const share = (index, label) => shares[index * classes + label]
  const read = Array.from(values, (_, index) => bestOf(shares, index, classes))
  const [low, high] = along.ends
  const { left, right, top, height, bottom, band, axis } = ALONG
  const floor = height - bottom
  const x = (/** @type {number} */ value) => left + ((value - low) / (high - low)) * (width - left - right)
  const y = (/** @type {number} */ probability) => top + (1 - probability) * (floor - top)
  const at = nearest(values, along.at)
  const lines = tellingClasses(values, share, classes, read, along.turns)
  const chart = svg("svg", {
    width,
    height: height + band + axis,
    viewBox: `0 0 ${width} ${height + band + axis}`,
    class: "chart",
    tabindex: 0,
    role: "application",
    "aria-label": `The answers along ${along.title}: arrow keys look along it, Enter takes the value`,
  })
  for (const tick of [0, 0.5, 1]) {
    chart.append(
      svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
      svg("text", { x: left - 6, y: y(tick) + 5, "text-anchor": "end" }, `${tick * 100} %`),
    )
  }
  for (const { value } of along.turns) {
    chart.append(
      svg("line", { class: "turn", x1: x(value), x2: x(value), y1: top, y2: floor + band + 4 }),
      svg(
        "text",
        { class: "turn", x: Math.min(Math.max(x(value), left + 20), width - 30), y: top - 7, "text-anchor": "middle" },
        inUnits(value, along.unit),
      ),
    )
  }
  lines.forEach((label, line) => {
    chart.append(
      svg("polyline", {
        class: line ? "line" : "line main",
        style: line ? `stroke-dasharray: ${[0, "7 4", "2 4", "10 3 2 3", "12 4"][line - 1] || "none"}` : "",
        points: Array.from(values, (value, k) => `${x(value)},${y(share(k, label))}`).join(" "),
      }),
    )
    const peak = peakOf(values, share, label, line ? undefined : at)
    const near = x(values[peak]) > width - 90
    chart.append(
      svg(
        "text",
        {
          class: line ? "name" : "name main",
          x: x(values[peak]) + (near ? -6 : 6),
          y: Math.max(y(share(peak, label)) + 16, top + 14),
          "text-anchor": near ? "end" : "start",
        },
        labels[label],
      ),
    )
  })
  chart.append(...bandOf(read, values, labels, x, floor + 4, band - 4, [left, width - right]))
  const ticks = [
    { value: low, anchor: "start" },
    { value: (low + high) / 2, anchor: "middle" },
    { value: high, anchor: "end" },
  ]
  for (const { value, anchor } of ticks) {
    chart.append(svg("text", { x: x(value), y: height + band + 14, "text-anchor": anchor }, inUnits(value, along.unit)))
  }
  const here = svg("line", { class: "here", y1: top, y2: floor + band })
  const look = svg("line", { class: "look", y1: top, y2: floor + band })
  chart.append(here, look)
  const stand = (/** @type {SVGLineElement} */ line, /** @type {number} */ value) => {
    for (const end of ["x1", "x2"]) line.setAttribute(end, String(x(value)))
  }
  stand(here, along.at)
  const readout = element("p", { class: "readout", "aria-live": "polite", "data-testid": "along-readout" })
  let looked = at
  const lookAt = (/** @type {number} */ index) => {
    looked = index
    stand(look, values[index])
    const order = Array.from({ length: classes }, (_, label) => label)
      .sort((a, b) => share(index, b) - share(index, a))
      .slice(0, 3)
    readout.textContent = `at ${inUnits(values[index], along.unit)}: ${order.map((label) => `${labels[label]} ${percent(share(index, label))}`).join(", ")}`
  }
  lookAt(at)
  const valueAt = (/** @type {MouseEvent} */ event) => {
    const box = chart.getBoundingClientRect()
    return low + ((((event.clientX - box.left) / box.width) * width - left) / (width - left - right)) * (high - low)
  }
  chart.onpointermove = (event) => lookAt(nearest(values, valueAt(event)))
  chart.onpointerleave = () => lookAt(at)
  chart.onclick = (event) => pick(Math.min(Math.max(valueAt(event), low), high))
  chart.onkeydown = (event) => {
    const step = ARROW_STEPS[event.key]?.[1]
    if (event.key === "Enter") pick(values[looked])
    if (!step) return
    event.preventDefault()
    lookAt(Math.min(Math.max(looked + step, 0), values.length - 1))
  }
  return [
    element("p", { class: "words", role: "status", "data-testid": "along-words", text: along.words }),
    chart,
    readout,
  ]
}

/**
 * The class that the turns begin with, or that is read most; then those they end with; then the others by their peaks.
 * @param {Float32Array} values
 * @param {ShareOf} share
 * @param {number} classes - How many there are.
 * @param {number[]} read - The class that is read at each value.
 * @param {Turn[]} turns
 * @returns {number[]} Classes, at most MOST_LINES.
 */
export function tellingClasses(values, share, classes, read, turns) {
  const peak = (/** @type {number} */ label) => Math.max(...Array.from(values, (_, k) => share(k, label)))
  const count = (/** @type {number} */ wanted) => read.filter((label) => label === wanted).length
  const all = Array.from({ length: classes }, (_, label) => label).filter((label) => peak(label) >= 0.15)
  const main = turns[0]?.before ?? all.reduce((best, label) => (count(label) > count(best) ? label : best), all[0])
  const rest = all.sort((a, b) => peak(b) - peak(a))
  return [...new Set([main, ...turns.map(({ after }) => after), ...rest])].slice(0, MOST_LINES)
}

/**
 * Where a class's share is highest; of several such indices the one nearest to `near`, or in the middle of them.
 * @param {Float32Array} values
 * @param {ShareOf} share
 * @param {number} label
 * @param {number} [near]
 * @returns {number} An index of values.
 */
export function peakOf(values, share, label, near) {
  const most = Math.max(...Array.from(values, (_, k) => share(k, label)))
  const peaks = Array.from(values, (_, k) => k).filter((k) => share(k, label) >= most - 0.02)
  return near === undefined
    ? peaks[Math.floor(peaks.length / 2)]
    : peaks.reduce((best, k) => (Math.abs(k - near) < Math.abs(best - near) ? k : best))
}

/**
 * A row of boxes: which class is read over which stretch.
 * @param {number[]} read - The class that is read at each value.
 * @param {Float32Array} values
 * @param {string[]} labels
 * @param {(value: number) => number} x
 * @param {number} top
 * @param {number} height
 * @param {[left: number, right: number]} ends
 * @returns {SVGElement[]}
 */
function bandOf(read, values, labels, x, top, height, [left, right]) {
  /** @type {SVGElement[]} */
  const nodes = []
  for (let start = 0; start < read.length;) {
    let end = start
    while (end + 1 < read.length && read[end + 1] === read[start]) end++
    const from = start ? x(values[start]) : left
    const to = end + 1 < read.length ? x(values[end + 1]) : right
    nodes.push(
      svg("rect", {
        class: nodes.length % 4 ? "stretch odd" : "stretch",
        x: from,
        y: top,
        width: Math.max(to - from, 1),
        height,
      }),
    )
    const fits = to - from > 10 + 8 * labels[read[start]].length
    nodes.push(
      svg(
        "text",
        { class: "stretch", x: (from + to) / 2, y: top + height / 2 + 5, "text-anchor": "middle" },
        fits ? labels[read[start]] : "",
      ),
    )
    start = end + 1
  }
  return nodes
}

/**
 * The class that is read at the value of an index.
 * @param {Float32Array} shares
 * @param {number} index
 * @param {number} classes - How many there are.
 * @returns {number}
 */
export function bestOf(shares, index, classes) {
  let best = 0
  for (let label = 1; label < classes; label++) {
    if (shares[index * classes + label] > shares[index * classes + best]) best = label
  }
  return best
}

/**
 * The index of the value that is nearest; of two the first.
 * @param {Float32Array} values
 * @param {number} wanted
 * @returns {number}
 */
export function nearest(values, wanted) {
  let best = 0
  values.forEach((value, index) => {
    if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = index
  })
  return best
}

/**
 * Four significant digits with a true minus: "−0.25 px".
 * @param {number} value
 * @param {string} unit
 * @returns {string}
 */
export function inUnits(value, unit) {
  return `${Number(value.toPrecision(4))}${unit}`.replace("-", "−")
}
