// The answers along a number: a line a class, a band that says which is read, and marks where the answer turns.

import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"

const ALONG = { height: 210, left: 46, right: 14, top: 22, bottom: 24, band: 26, axis: 24 }
const MOST_LINES = 6

/** Returns the nodes. pick(value) hears where the chart was clicked. */
export function alongView({ along, labels }, { values, shares }, width, pick) {
  const classes = labels.length
  const share = (place, label) => shares[place * classes + label]
  const read = Array.from(values, (_, place) => bestOf(shares, place, classes))
  const [low, high] = along.ends
  const { left, right, top, height, bottom, band, axis } = ALONG
  const floor = height - bottom
  const x = (value) => left + ((value - low) / (high - low)) * (width - left - right)
  const y = (each) => top + (1 - each) * (floor - top)
  const at = nearest(values, along.at)
  const lines = tellingClasses(values, share, classes, read, along.turns)
  const svg = alongNode("svg", {
    width,
    height: height + band + axis,
    viewBox: `0 0 ${width} ${height + band + axis}`,
    class: "chart",
    tabindex: 0,
    role: "group",
    "aria-label": `The answers along ${along.title}: arrow keys look along it, Enter takes the value`,
  })
  for (const tick of [0, 0.5, 1]) {
    svg.append(
      alongNode("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
      alongNode("text", { x: left - 6, y: y(tick) + 5, "text-anchor": "end" }, `${tick * 100} %`),
    )
  }
  for (const { value } of along.turns)
    {svg.append(
      alongNode("line", { class: "turn", x1: x(value), x2: x(value), y1: top, y2: floor + band + 4 }),
      alongNode(
        "text",
        { class: "turn", x: Math.min(Math.max(x(value), left + 20), width - 30), y: top - 7, "text-anchor": "middle" },
        inUnits(value, along.unit),
      ),
    )}
  lines.forEach((label, place) => {
    svg.append(
      alongNode("polyline", {
        class: place ? "line" : "line main",
        style: place ? `stroke-dasharray: ${[0, "7 4", "2 4", "10 3 2 3", "12 4"][place - 1] || "none"}` : "",
        points: Array.from(values, (value, k) => `${x(value)},${y(share(k, label))}`).join(" "),
      }),
    )
    const peak = peakOf(values, share, label, place ? undefined : at)
    const near = x(values[peak]) > width - 90
    svg.append(
      alongNode(
        "text",
        {
          class: place ? "name" : "name main",
          x: x(values[peak]) + (near ? -6 : 6),
          y: Math.max(y(share(peak, label)) + 16, top + 14),
          "text-anchor": near ? "end" : "start",
        },
        labels[label],
      ),
    )
  })
  svg.append(...bandOf(read, values, labels, x, floor + 4, band - 4, [left, width - right]))
  for (const [value, anchor] of [
    [low, "start"],
    [(low + high) / 2, "middle"],
    [high, "end"],
  ])
    {svg.append(
      alongNode("text", { x: x(value), y: height + band + 14, "text-anchor": anchor }, inUnits(value, along.unit)),
    )}
  const here = alongNode("line", { class: "here", y1: top, y2: floor + band })
  const look = alongNode("line", { class: "look", y1: top, y2: floor + band })
  svg.append(here, look)
  ;(here.setAttribute("x1", x(along.at)), here.setAttribute("x2", x(along.at)))
  const readout = element("p", { class: "readout", "aria-live": "polite", "data-testid": "along-readout" })
  let looked = at
  const lookAt = (place) => {
    looked = place
    ;(look.setAttribute("x1", x(values[place])), look.setAttribute("x2", x(values[place])))
    const order = Array.from({ length: classes }, (_, label) => label)
      .sort((a, b) => share(place, b) - share(place, a))
      .slice(0, 3)
    readout.textContent = `at ${inUnits(values[place], along.unit)}: ${order.map((label) => `${labels[label]} ${percent(share(place, label))}`).join(", ")}`
  }
  lookAt(at)
  const valueAt = (event) => {
    const box = svg.getBoundingClientRect()
    return low + ((((event.clientX - box.left) / box.width) * width - left) / (width - left - right)) * (high - low)
  }
  svg.onpointermove = (event) => lookAt(nearest(values, valueAt(event)))
  svg.onpointerleave = () => lookAt(at)
  svg.onclick = (event) => pick(Math.min(Math.max(valueAt(event), low), high))
  svg.onkeydown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.key === "Enter") pick(values[looked])
    if (!step) return
    event.preventDefault()
    lookAt(Math.min(Math.max(looked + step, 0), values.length - 1))
  }
  return [
    element("p", { class: "words", role: "status", "data-testid": "along-words", text: along.words }),
    svg,
    readout,
  ]
}

/** The class that the turns begin with, or that is read most; then those they end with; then the others by their peaks. */
function tellingClasses(values, share, classes, read, turns) {
  const peak = (label) => Math.max(...Array.from(values, (_, k) => share(k, label)))
  const count = (label) => read.filter((each) => each === label).length
  const all = Array.from({ length: classes }, (_, label) => label).filter((label) => peak(label) >= 0.15)
  const main = turns[0]?.before ?? all.reduce((best, label) => (count(label) > count(best) ? label : best), all[0])
  const rest = all.sort((a, b) => peak(b) - peak(a))
  return [...new Set([main, ...turns.map(({ after }) => after), ...rest])].slice(0, MOST_LINES)
}

/** Where a class's share is highest; of several such places the one nearest to `near`, or in the middle of them. */
function peakOf(values, share, label, near) {
  const most = Math.max(...Array.from(values, (_, k) => share(k, label)))
  const places = Array.from(values, (_, k) => k).filter((k) => share(k, label) >= most - 0.02)
  return near === undefined
    ? places[Math.floor(places.length / 2)]
    : places.reduce((best, k) => (Math.abs(k - near) < Math.abs(best - near) ? k : best))
}

/** A row of boxes: which class is read over which stretch. */
function bandOf(read, values, labels, x, top, height, [left, right]) {
  const nodes = []
  for (let start = 0; start < read.length;) {
    let end = start
    while (end + 1 < read.length && read[end + 1] === read[start]) end++
    const from = start ? x(values[start]) : left
    const to = end + 1 < read.length ? x(values[end + 1]) : right
    nodes.push(
      alongNode("rect", {
        class: nodes.length % 4 ? "stretch odd" : "stretch",
        x: from,
        y: top,
        width: Math.max(to - from, 1),
        height,
      }),
    )
    const fits = to - from > 10 + 8 * labels[read[start]].length
    nodes.push(
      alongNode(
        "text",
        { class: "stretch", x: (from + to) / 2, y: top + height / 2 + 5, "text-anchor": "middle" },
        fits ? labels[read[start]] : "",
      ),
    )
    start = end + 1
  }
  return nodes
}

function bestOf(shares, place, classes) {
  let best = 0
  for (let label = 1; label < classes; label++)
    {if (shares[place * classes + label] > shares[place * classes + best]) best = label}
  return best
}

function nearest(values, wanted) {
  let best = 0
  values.forEach((value, place) => {
    if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = place
  })
  return best
}

function inUnits(value, unit) {
  return `${Number(value.toPrecision(4))}${unit}`.replace("-", "−")
}

function alongNode(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}
