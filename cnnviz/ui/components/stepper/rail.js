// The whole network as small pictures: where you are, where you came from, what comes next.

import { gridOf } from "../scene/grid.js"
import { INPUT_STEP, isInk, stepLayer, stepOutput } from "../scene/steps.js"
import { largest } from "../shared/colour.js"
import { mapCanvas } from "../shared/canvas.js"
import { isGone } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find, focusedAround } from "../shared/find.js"
import { fedBy } from "../shared/graph.js"
import { isOpen, regionOf } from "../shared/layer_regions.js"
import { pictureCanvas, readsColour } from "../shared/picture.js"

/** @import { Reading, Small } from "../shared/types.js" */

/** CSS pixels. */
const THUMB = 40

/**
 * Show the steps.
 * @param {HTMLElement} node
 * @param {object} now
 * @param {Reading} now.reading
 * @param {number} now.k - The step on stage.
 * @param {(step: number) => number | undefined} now.channelOfStep
 * @param {(step: number) => void} now.go
 * @returns {void}
 */
export function showRail(node, { reading, k, channelOfStep, go }) {
  const { network } = reading
  const { columns, layers } = network
  const stopOf = (/** @type {number} */ layer) => columns?.find((ks) => ks.includes(layer))?.[0] ?? layer
  const current = stopOf(k)
  // Of a large network a stop for every column: its first layer.
  const all = columns
    ? [INPUT_STEP, ...columns.map(([first]) => first)]
    : Array.from({ length: layers.length + 1 }, (_, index) => index + INPUT_STEP)
  const isThere = (/** @type {string} */ region) => region === "maps" || !isGone(region)
  const steps = all.filter((step) => step === current || isThere(regionOf(network, step)))
  const sources = k === INPUT_STEP ? [] : fedBy(stepLayer(reading, k), k)
  const isPlain = sources.length === 1 && sources[0] === k - 1
  const focused = node.contains(focusedAround(node))
  node.replaceChildren(
    ...steps.map((step) => {
      const layer = stepLayer(reading, step)
      const follows = step === INPUT_STEP || fedBy(layer, step).includes(step - 1)
      const feeds = !isPlain && step !== current && sources.some((source) => stopOf(source) === step)
      return element(
        "button",
        {
          class: `stop${follows ? "" : " apart"}${feeds ? " feeds" : ""}`,
          title: feeds ? `${layer.name} feeds ${stepLayer(reading, k).name}` : undefined,
          type: "button",
          "data-keep": `stop-${step}`,
          "data-step": step,
          "aria-current": step === current ? "step" : undefined,
          disabled: !isOpen(network, step),
          onclick: () => go(step),
        },
        stopPicture(reading, step, channelOfStep),
        element("span", { text: layer.name }),
      )
    }),
  )
  const here = find(node, "[aria-current]", HTMLElement)
  if (focused) here.focus({ preventScroll: true })
  node.scrollTo({ left: here.offsetLeft - (node.clientWidth - here.offsetWidth) / 2 })
}

/**
 * @param {Reading} reading
 * @param {number} step
 * @param {(step: number) => number | undefined} channelOfStep
 */
function stopPicture(reading, step, channelOfStep) {
  const { network, small } = reading
  const column = step >= 0 ? (network.columns?.findIndex(([first]) => first === step) ?? -1) : -1
  const picture = column < 0 ? thumbnail(reading, step, channelOfStep(step)) : smallThumbnail(small?.[column])
  // What is small of a column is what its last layer makes.
  const shown = network.columns?.[column]?.at(-1) ?? step
  Object.assign(picture.dataset, { region: regionOf(network, shown), cover: "?", lock: "none" })
  return picture
}

/**
 * The first small map of a column.
 * @param {Small} [small]
 */
function smallThumbnail(small) {
  if (!small) return element("span", { class: "thumb" })
  const { rows, cols, values } = small
  const first = Float32Array.from(values.subarray(0, rows * cols), (value) => value / 127)
  const canvas = mapCanvas(first, [rows, cols, 1], 0, 1)
  const side = Math.max(rows, cols)
  Object.assign(canvas.style, { width: `${(THUMB * cols) / side}px`, height: `${(THUMB * rows) / side}px` })
  return element("span", { class: "thumb" }, canvas)
}

/**
 * A step's values in a square; a handful of units stand as bars.
 * @param {Reading} reading
 * @param {number} k
 * @param {number} [channel]
 */
function thumbnail(reading, k, channel) {
  const layer = stepLayer(reading, k)
  const values = stepOutput(reading, k)
  // A row of numbers would be a line: they stand as units do.
  const shape = layer.reads === "numbers" ? [values.length] : layer.output_shape
  if (shape.length === 1 && shape[0] <= THUMB / 2) return barThumbnail(values)
  const grid = gridOf(shape, values, channel)
  const canvas =
    k === INPUT_STEP && readsColour(reading.network)
      ? pictureCanvas(reading.network, values)
      : grid.canvas(isInk(reading, k))
  const side = Math.max(grid.rows, grid.cols)
  Object.assign(canvas.style, { width: `${(THUMB * grid.cols) / side}px`, height: `${(THUMB * grid.rows) / side}px` })
  return element("span", { class: "thumb" }, canvas)
}

/** @param {Float32Array} values */
function barThumbnail(values) {
  const limit = largest(values) || 1
  const anyNegative = values.some((value) => value < 0)
  const zero = anyNegative ? 50 : 100
  return element(
    "span",
    { class: "thumb thumb-bars" },
    ...Array.from(values, (value) => {
      const size = Math.max(Math.min(Math.abs(value) / limit, 1) * zero, 2)
      return element("i", {
        style: {
          height: `${size}%`,
          marginTop: `${(THUMB * (value < 0 ? zero : zero - size)) / 100}px`,
          background: value < 0 ? "var(--negative)" : "var(--positive)",
        },
      })
    }),
  )
}
