// What becomes of a picture's numbers before a network gets them.

import { channelNames, CHANNELS, greyColours } from "../shared/bytes.js"
import { element, svg } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { byteAt, cellGrid, NARROW, neighbours } from "./numbers.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { PickedPart, PickedView, PicturesHeader } from "./types.js" */

/**
 * What a picture's numbers become.
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} formula - Of x, the number as it is stored.
 * @property {number} digits - After the point.
 * @property {(value: number, channel: number) => number} of - The number that is made of one from 0 to 255.
 * @property {string} words
 */

const CHANNEL_COLOURS = ["#dc4a3d", "#2f9e57", "#3f7fe0"]

/**
 * The numbers as they are stored, divided by 255, and standardised.
 * @param {Pick<PicturesHeader, "mean" | "deviation" | "measured_on">} header
 * @returns {Stage[]}
 */
export function stages({ mean, deviation, measured_on: measuredOn }) {
  const channels = mean.length > 1 ? ", each channel by its own" : ""
  return [
    {
      name: "As stored",
      formula: "x",
      digits: 0,
      of: (value) => value,
      words: "A whole number from 0 to 255: one byte.",
    },
    {
      name: "Divided by 255",
      formula: "x ÷ 255",
      digits: 2,
      of: (value) => value / 255,
      words: "From 0 to 1. This is what every network here gets.",
    },
    {
      name: "Standardised",
      formula: "(x ÷ 255 − mean) ÷ standard deviation",
      digits: 2,
      of: (value, channel) => (value / 255 - mean[channel]) / deviation[channel],
      words: `Mean 0, standard deviation 1, over ${measuredOn}${channels}: ${mean
        .map(
          (value, channel) =>
            `${mean.length > 1 ? `${CHANNELS[channel]} ` : "mean "}${value.toFixed(3)}${mean.length > 1 ? " ± " : ", standard deviation "}${deviation[channel].toFixed(3)}`,
        )
        .join(", ")}.`,
    },
  ]
}

/**
 * The stages of the picked picture.
 * @param {PickedView} view
 * @returns {PickedPart}
 */
export function normalisation(view) {
  const { header } = view
  const all = stages(header)
  const patches = all.map(() => element("div", { class: "patches", "data-region": "picture", "data-cover": "?" }))
  const nodes = [
    element("h2", { text: "Normalisation: the same picture in other numbers" }),
    element("p", {
      class: "faint",
      text: `Above, how often each number occurs in ${header.measured_on}; below, the framed pixels of the picture you picked. The shape stays, its axis changes.`,
    }),
    element(
      "div",
      { class: "stages" },
      ...all.map((stage, index) =>
        element(
          "div",
          { class: "stage", "data-testid": "dataset-stage" },
          element("h3", {}, stage.name, " ", element("code", { text: stage.formula })),
          histogram(header, stage),
          element("p", { class: "faint", text: stage.words }),
          patches[index],
        ),
      ),
    ),
  ]
  /** @param {Cell} pixel */
  function move(pixel) {
    all.forEach((stage, index) => patches[index].replaceChildren(...patchGrids(view, stage, pixel)))
  }
  move(view.pixel)
  return { nodes, move }
}

/**
 * The numbers of the framed pixels, a grid for each channel.
 * @param {PickedView} view
 * @param {Stage} stage
 * @param {Cell} pixel
 * @returns {HTMLElement[]}
 */
function patchGrids({ header: { shape }, values, width }, stage, pixel) {
  const names = channelNames(shape)
  return names.map((name, channel) =>
    element(
      "figure",
      {},
      names.length > 1 && element("figcaption", { text: name }),
      cellGrid(
        neighbours(shape, pixel, 1).map((at) => {
          if (!at) return null
          const value = byteAt(values, shape, at, channel)
          return { text: stageText(stage, value, channel), colour: greyColours(value) }
        }),
        3,
        {
          label: `${stage.name}, ${name}: 3 by 3 numbers`,
          testid: "dataset-patch",
          size: names.length === 1 ? 48 : width < NARROW ? 34 : 40,
        },
      ),
    ),
  )
}

/**
 * The number that is made of a byte, with a true minus: zero has none.
 * @param {Stage} stage
 * @param {number} value - From 0 to 255.
 * @param {number} channel
 * @returns {string}
 */
export function stageText(stage, value, channel) {
  const text = stage.of(value, channel).toFixed(stage.digits).replace("-", "−")
  return /^−0\.0*$/.test(text) ? text.slice(1) : text
}

const CHART = { width: 400, height: 120, left: 8, right: 8, top: 16, bottom: 22 }

/**
 * How often each number occurs: bars for one channel, a line for each of three.
 * @param {PicturesHeader} header
 * @param {Stage} stage
 * @returns {HTMLElement}
 */
function histogram({ histogram: counts, mean }, stage) {
  const ends = counts.map((_, channel) => [stage.of(0, channel), stage.of(255, channel)])
  const low = Math.min(...ends.map(([from]) => from))
  const high = Math.max(...ends.map(([, to]) => to))
  const { width, height, left, right, top, bottom } = CHART
  const x = (/** @type {number} */ value) => left + ((value - low) / (high - low)) * (width - left - right)
  const floor = height - bottom
  // Black paper would leave nothing to see of all else: its bar is cut.
  const sizes = counts.flat().sort((a, b) => b - a)
  const tallest = counts.length === 1 && sizes[0] > 4 * sizes[1] ? 1.6 * sizes[1] || sizes[0] : sizes[0]
  const y = (/** @type {number} */ count) => floor - Math.min(count / tallest, 1) * (floor - top)
  const centre = (/** @type {number} */ bin, /** @type {number} */ channel) => x(stage.of(8 * bin + 4, channel))
  const marks =
    counts.length === 1
      ? bars(counts[0], x, y, stage, floor, tallest)
      : counts.map((line, channel) =>
          svg("polyline", {
            points: line.map((count, bin) => `${centre(bin, channel)},${y(count)}`).join(" "),
            class: "line",
            stroke: CHANNEL_COLOURS[channel],
          }),
        )
  const means = mean.map((share, channel) => x(stage.of(255 * share, channel)))
  const meanText = mean.length === 1 ? `mean ${tick(stage.of(255 * mean[0], 0), stage.digits)}` : ""
  return element(
    "div",
    { class: "chart" },
    svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${height}`,
        role: "img",
        "aria-label": `${stage.name}: numbers from ${tick(low, stage.digits)} to ${tick(high, stage.digits)}. ${meanText}`,
      },
      ...marks,
      svg("line", { x1: left, x2: width - right, y1: floor, y2: floor, class: "axis" }),
      ...means.map((at, channel) =>
        svg("line", {
          x1: at,
          x2: at,
          y1: top - 4,
          y2: floor,
          class: "mean",
          style: counts.length > 1 ? `stroke: ${CHANNEL_COLOURS[channel]}` : undefined,
        }),
      ),
      label(tick(low, stage.digits), left, height - 6, "start"),
      label(tick(high, stage.digits), width - right, height - 6, "end"),
      low < 0 && label("0", x(0), height - 6, "middle"),
      meanText && low === 0 && label(meanText, means[0], height - 6, "middle"),
    ),
    counts.length > 1 &&
      element(
        "p",
        { class: "key" },
        ...CHANNELS.map((name, channel) =>
          element(
            "span",
            {},
            element("i", { style: { background: CHANNEL_COLOURS[channel] } }),
            `${name}, mean ${tick(stage.of(255 * mean[channel], channel), stage.digits)}`,
          ),
        ),
      ),
  )
}

/**
 * @param {number[]} line - How often the numbers of each bin occur.
 * @param {(value: number) => number} x
 * @param {(count: number) => number} y
 * @param {Stage} stage
 * @param {number} floor
 * @param {number} tallest - The count at which a bar is cut.
 * @returns {(SVGElement | false)[]}
 */
function bars(line, x, y, stage, floor, tallest) {
  const total = line.reduce((sum, count) => sum + count, 0)
  return line.flatMap((count, bin) => {
    const [from, to] = [x(stage.of(8 * bin, 0)), x(stage.of(Math.min(8 * bin + 8, 255), 0))]
    return [
      svg("rect", {
        x: from,
        y: y(count),
        width: Math.max(to - from - 1, 1),
        height: Math.max(floor - y(count), 0),
        class: "bar",
      }),
      count > tallest && label(`${percent(count / total)} of all`, from + 14, 12, "start"),
    ]
  })
}

/**
 * @param {number} value
 * @param {number} digits
 * @returns {string}
 */
function tick(value, digits) {
  return Math.abs(value) < 10 ** -digits / 2
    ? "0"
    : value.toFixed(digits || (Number.isInteger(value) ? 0 : 1)).replace("-", "−")
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {"start" | "middle" | "end"} anchor
 * @returns {SVGElement}
 */
function label(text, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, text)
}
