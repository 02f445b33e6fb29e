// Curves over the epochs: a number a batch, faint and smoothed, one an epoch on held-out pictures, the same of another
// run, and what is marked.

import { svg } from "../shared/element.js"
import { smoothed, spanOf, thinned, ticks } from "./figures.js"
import { PLACES } from "./guess.js"
import { rateText } from "./words.js"

/** A number after each of some epochs. @typedef {[epoch: number, value: number][]} ByEpoch */

/**
 * An epoch that is marked on the line of one of the runs.
 * @typedef {{epoch: number, of: "held" | "beside"}} Mark
 */

/**
 * What a plot shows.
 * @typedef {object} Plotted
 * @property {number} width - In CSS pixels.
 * @property {number} epochs - How many are planned; 0 if that is not known.
 * @property {number} steps - Batches an epoch.
 * @property {number} top - Where the axis ends.
 * @property {(value: number) => string} write - Writes a number of the axis.
 * @property {Float32Array} values - One a batch.
 * @property {ByEpoch} held - On held-out pictures.
 * @property {string} [title] - What stands at the end of that line; "held-out" if it is left out.
 * @property {{title: string, held: ByEpoch}} [beside] - Another run.
 * @property {Mark[]} [marks]
 * @property {[step: number, rate: number][]} rates - Where the learning rate was changed.
 * @property {number} [byHeart] - The epoch since which it learns by heart.
 * @property {Float32Array} [guess] - What the visitor expects.
 */

/**
 * A text at the end of a line.
 * @typedef {{text: string, x: number, y: number, name: string}} Label
 */

const HEIGHT = 250
const AREA = { left: 52, right: 84, top: 36, bottom: 40 }
/** So many letters fit at the end of a line. */
const LETTERS = 12
/** So far apart are texts that stand above each other. */
const LINE = 15

/**
 * Where in a plot's picture the area of its curves is.
 * @param {number} width
 * @returns {{left: number, top: number, width: number, height: number}}
 */
export function areaOf(width) {
  return {
    left: AREA.left,
    top: AREA.top,
    width: Math.max(width - AREA.left - AREA.right, 1),
    height: HEIGHT - AREA.top - AREA.bottom,
  }
}

/**
 * Draw a plot.
 * @param {SVGSVGElement} node
 * @param {Plotted} shown
 * @returns {void}
 */
export function drawPlot(node, shown) {
  const { width, epochs, steps, top, values, held, beside, rates, guess } = shown
  const area = areaOf(width)
  const bottom = area.top + area.height
  const end = Math.max(epochs, values.length / steps || 0, beside?.held.at(-1)?.[0] ?? 0) || 1
  const x = (/** @type {number} */ epoch) => round(area.left + (epoch / end) * area.width)
  const y = (/** @type {number} */ value) => round(bottom - (Math.min(Math.max(value, 0), top) / top) * area.height)
  const atStep = (/** @type {number} */ step) => x((step + 1) / steps)
  const means = smoothed(values, spanOf(steps))
  const lineOf = (/** @type {Float32Array} */ line) =>
    thinned(line, area.width).map(([step, value]) => `${atStep(step)},${y(value)}`)
  const labels = labelsOf(shown, means, { x, y })
  for (const [name, value] of Object.entries({ width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` })) {
    node.setAttribute(name, `${value}`)
  }
  node.replaceChildren(
    ...ticks(top, 6).flatMap((value) => [
      svg("line", { class: "grid", x1: area.left, x2: area.left + area.width, y1: y(value), y2: y(value) }),
      svg("text", { x: area.left - 7, y: y(value) + 4.5, "text-anchor": "end" }, shown.write(value)),
    ]),
    ...epochTicks(epochs, end, x, bottom, area.width),
    ...rateMarks(rates, steps, atStep, bottom),
    ...heartMark(shown.byHeart, x, bottom),
    svg("polyline", { class: "dim", points: lineOf(values).join(" ") }),
    svg("polyline", { class: "training", points: lineOf(means).join(" ") }),
    ...(guess
      ? [svg("path", { class: "you", d: pathOf(guess, (place) => x((place / (PLACES - 1)) * (epochs || end)), y) })]
      : []),
    ...(shown.marks ?? []).map(({ epoch, of }) =>
      svg("line", { class: `mark ${of}`, x1: x(epoch), x2: x(epoch), y1: area.top, y2: bottom }),
    ),
    ...(beside ? besideLine(beside.held, x, y) : []),
    svg("polyline", { class: "held", points: held.map(([epoch, value]) => `${x(epoch)},${y(value)}`).join(" ") }),
    ...held.map(([epoch, value]) => svg("circle", { class: "held", cx: x(epoch), cy: y(value), r: dotSize(held) })),
    ...markedPoints(shown, x, y),
    ...labels.map((label) => svg("text", { class: `end ${label.name}`, x: label.x, y: label.y }, label.text)),
  )
  for (const text of node.querySelectorAll("text")) if (text.classList.contains("end")) fit(text, width)
}

/**
 * Cut a text off where the picture ends: not every font is as narrow as the page's.
 * @param {SVGTextElement} text
 * @param {number} width - Of the picture.
 */
function fit(text, width) {
  let words = text.textContent.replace("…", "")
  while (words.length > 3 && Number(text.getAttribute("x")) + text.getComputedTextLength() > width) {
    words = words.slice(0, -1)
    text.textContent = `${words}…`
  }
}

/**
 * The line of another run: dashes and dots with diamonds, so that it can be told without its colour.
 * @param {ByEpoch} held
 * @param {(epoch: number) => number} x
 * @param {(value: number) => number} y
 */
function besideLine(held, x, y) {
  const size = dotSize(held) + 0.5
  return [
    svg("polyline", { class: "beside", points: held.map(([epoch, value]) => `${x(epoch)},${y(value)}`).join(" ") }),
    ...held.map(([epoch, value]) => svg("path", { class: "beside", d: diamond(x(epoch), y(value), size) })),
  ]
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} size - From its middle to its corners.
 */
function diamond(x, y, size) {
  return `M${x},${y - size}l${size},${size} ${-size},${size} ${-size},${-size}z`
}

/**
 * What stands out on the lines where an epoch is marked that was measured.
 * @param {Plotted} shown
 * @param {(epoch: number) => number} x
 * @param {(value: number) => number} y
 */
function markedPoints({ held, beside, marks = [] }, x, y) {
  return marks.flatMap(({ epoch, of }) => {
    const value = (of === "held" ? held : (beside?.held ?? [])).find(([measured]) => measured === epoch)?.[1]
    if (value === undefined) return []
    return of === "held"
      ? [svg("circle", { class: "held marked", cx: x(epoch), cy: y(value), r: 7 })]
      : [svg("path", { class: "beside marked", d: diamond(x(epoch), y(value), 8) })]
  })
}

/** @param {unknown[]} held */
function dotSize(held) {
  return held.length > 60 ? 2 : 3.5
}

/**
 * The names of the lines at their ends, none upon another.
 * @param {Plotted} shown
 * @param {Float32Array} means
 * @param {{x: (epoch: number) => number, y: (value: number) => number}} at
 * @returns {Label[]}
 */
function labelsOf({ steps, values, held, title, beside, guess, epochs }, means, { x, y }) {
  const now = Math.max(values.length / steps || 0, held.at(-1)?.[0] ?? 0)
  /** @type {Label[]} */
  const labels = []
  const add = (/** @type {string} */ text, /** @type {string} */ name, /** @type {number} */ epoch, value = NaN) => {
    if (Number.isFinite(value)) labels.push({ text, name, x: x(epoch) + 7, y: y(value) + 4.5 })
  }
  add("training", "training", now, means.findLast(Number.isFinite))
  add(title === undefined ? "held-out" : shortened(title), "held", now, held.at(-1)?.[1])
  const [lastBeside, besideValue] = beside?.held.at(-1) ?? []
  if (beside && lastBeside !== undefined) add(shortened(beside.title), "beside", lastBeside, besideValue)
  const last = guess ? guess.findLastIndex((value) => !Number.isNaN(value)) : -1
  if (guess && last >= 0) add("you", "you", (last / (PLACES - 1)) * (epochs || 1), guess[last])
  return apart(labels)
}

/**
 * A title as it fits at the end of a line, where it is one of a few.
 * @param {string} title
 * @returns {string}
 */
export function shortened(title) {
  if (title.length <= LETTERS) return title
  const space = title.lastIndexOf(" ", LETTERS - 1)
  return `${title.slice(0, space > LETTERS / 2 ? space : LETTERS - 1)}…`
}

/**
 * Move labels away from those above them.
 * @param {Label[]} labels
 * @returns {Label[]} From the top to the bottom.
 */
export function apart(labels) {
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  for (const [k, label] of sorted.entries()) {
    for (const other of sorted.slice(0, k)) {
      if (Math.abs(other.x - label.x) < AREA.right) label.y = Math.max(label.y, other.y + LINE)
    }
  }
  // They may have been moved out of the picture, or onto the numbers of the axis.
  const lowest = Math.max(0, ...sorted.map(({ y }) => y)) - (HEIGHT - AREA.bottom + 6)
  if (lowest > 0) for (const label of sorted) label.y -= lowest
  return sorted
}

/**
 * @param {number} epochs
 * @param {number} end
 * @param {(epoch: number) => number} x
 * @param {number} bottom
 * @param {number} width
 */
function epochTicks(epochs, end, x, bottom, width) {
  const title = svg("text", { class: "title", x: x(end / 2), y: bottom + 36, "text-anchor": "middle" }, "epoch")
  /** @type {[number, string][]} */
  const places = epochs
    ? ticks(end, Math.max(3, Math.min(9, Math.floor(width / 60)))).map((epoch) => [epoch, `${epoch}`])
    : [
        [0, "begin"],
        [end, "end"],
      ]
  return [
    title,
    ...places.flatMap(([epoch, text]) => [
      svg("line", { class: "tick", x1: x(epoch), x2: x(epoch), y1: bottom, y2: bottom + 5 }),
      svg("text", { x: x(epoch), y: bottom + 19, "text-anchor": "middle" }, text),
    ]),
  ]
}

/**
 * Where the learning rate was changed. Texts that would lie upon each other are left out.
 * @param {[step: number, rate: number][]} rates
 * @param {number} steps
 * @param {(step: number) => number} atStep
 * @param {number} bottom
 */
function rateMarks(rates, steps, atStep, bottom) {
  let free = -Infinity
  return rates.flatMap(([step, rate]) => {
    if (step <= 0 || !steps) return []
    const x = atStep(step - 1)
    const line = svg("line", { class: "rate-mark", x1: x, x2: x, y1: AREA.top - 20, y2: bottom })
    if (x < free) return [line]
    const text = `rate ${rateText(rate)}`
    free = x + 8 * text.length
    return [line, svg("text", { x: x + 4, y: AREA.top - 12 }, text)]
  })
}

/**
 * @param {number | undefined} epoch
 * @param {(epoch: number) => number} x
 * @param {number} bottom
 */
function heartMark(epoch, x, bottom) {
  if (epoch === undefined) return []
  return [
    svg("line", { class: "heart-mark", x1: x(epoch), x2: x(epoch), y1: AREA.top - 6, y2: bottom }),
    svg("text", { class: "heart", x: x(epoch) + 4, y: AREA.top + 5 }, "by heart →"),
  ]
}

/**
 * A line that may have gaps.
 * @param {Float32Array} guess
 * @param {(place: number) => number} x
 * @param {(value: number) => number} y
 */
function pathOf(guess, x, y) {
  let pen = "M"
  let path = ""
  guess.forEach((value, place) => {
    if (Number.isNaN(value)) {
      pen = "M"
      return
    }
    path += `${pen}${x(place)},${y(value)}`
    pen = "L"
  })
  return path
}

/** @param {number} pixels */
function round(pixels) {
  return Math.round(pixels * 10) / 10
}
