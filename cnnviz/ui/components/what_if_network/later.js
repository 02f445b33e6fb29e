// The picked layer and those that it reaches: every map as it was above, as it is below.

import { scaleLegend } from "../matrix/matrix.js"
import { CanvasPool, mapCanvas, sharpCanvas, TILE_EDGE } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { number } from "../shared/format.js"
import { reachedFrom } from "../shared/graph.js"
import { positionAt } from "../shared/positions.js"
import { regionOf } from "./regions.js"

/** @import { Layer, Network, Shape } from "../shared/types.js" */

/**
 * The outputs of all layers, as trained and as changed.
 * @typedef {{network: Network, k: number, before: Float32Array[], after: Float32Array[]}} LaterView
 */

/**
 * The largest change of a channel: its size, and its index in the flat output.
 * @typedef {{size: number, at: number}} Change
 */

const SHOWN = ["filters", "separable", "depthwise", "largest", "mean", "merge", "units"]
const GAP = 6
const LARGEST_SCALE = 4

/**
 * Show layer k and those that it reaches, but for the last.
 * @param {HTMLElement} host
 * @param {LaterView} view
 * @returns {void}
 */
export function showLater(host, view) {
  const { network, k } = view
  const room = host.clientWidth
  const reached = reachedFrom(network, k)
  const rows = network.layers.flatMap((layer, index) =>
    reached.has(index) &&
    SHOWN.includes(layer.role) &&
    index < network.layers.length - 1 &&
    // Of a large network only what is looked at is here.
    view.before[index] &&
    view.after[index]
      ? [laterRow(layer, regionOf(network, index), view.before[index], view.after[index], room)]
      : [],
  )
  host.replaceChildren(...rows)
}

/**
 * @param {Layer} layer
 * @param {string | undefined} region - What its values are part of.
 * @param {Float32Array} before - Its output.
 * @param {Float32Array} after
 * @param {number} room - CSS pixels.
 * @returns {HTMLElement}
 */
function laterRow(layer, region, before, after, room) {
  const limit = Math.max(largest(before), largest(after))
  const maps = layer.output_shape.length === 3
  const shape = maps ? layer.output_shape : [1, 1, ...layer.output_shape]
  const [, width, count] = shape
  const changes = Array.from({ length: count }, (_, channel) => largestChange(before, after, channel, count))
  const changed = changes.filter((change) => change.size > 0).length
  const noun = maps ? "maps" : "units"
  const words = element("span", { class: "faint", role: "status", text: `${changed} of ${count} ${noun} changed` })
  const scale = maps ? tileScale(room, width, count) : room < 500 ? 14 : 18
  const { canvas, channelAt } = pairsCanvas({ before, after, shape, limit, scale, room, changes })
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", `${layer.name}: ${changed} of ${count} ${noun} changed`)
  canvas.onpointermove = (event) => {
    const channel = channelAt(event.offsetX, event.offsetY)
    if (channel === undefined) return
    words.textContent = changeWords(maps, channel, changes[channel], before, after, layer.output_shape)
  }
  return element(
    "section",
    { class: "later-row", "data-layer": layer.name, "data-changed": String(changed) },
    element(
      "div",
      { class: "later-title" },
      element("b", { text: `${layer.title} · ${layer.name}` }),
      element(
        "div",
        { class: "later-words", "data-region": region },
        words,
        scaleLegend(limit, layer.signed, [before, after]),
      ),
    ),
    element("div", { class: "pairs", "data-region": region }, canvas),
  )
}

/**
 * The largest change of one channel.
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {number} channel
 * @param {number} count - How many channels there are.
 * @returns {Change}
 */
export function largestChange(before, after, channel, count) {
  let best = { size: 0, at: channel }
  for (let at = channel; at < before.length; at += count) {
    const size = Math.abs(after[at] - before[at])
    if (size > best.size) best = { size, at }
  }
  return best
}

/**
 * @param {boolean} maps - Whether there are maps, not units.
 * @param {number} channel
 * @param {Change} change
 * @param {Float32Array} before
 * @param {Float32Array} after
 * @param {Shape} shape
 * @returns {string}
 */
export function changeWords(maps, channel, { size, at }, before, after, shape) {
  const name = maps ? `channel ${channel}` : `unit ${channel}`
  if (!size) return `${name}: as it was`
  const [row, col] = maps ? positionAt(shape, at) : []
  return `${name}: ${maps ? `changed most at row ${row}, column ${col}: ` : ""}${number(before[at])} before, ${number(after[at])} now`
}

/**
 * Whole pixels a cell where a map is small, else what lets a map stay readable.
 * @param {number} room - CSS pixels.
 * @param {number} width - Of a map.
 * @param {number} count - How many maps there are.
 * @returns {number}
 */
function tileScale(room, width, count) {
  const aim = Math.max(28, Math.min(72, room / Math.min(count, 16) - GAP))
  return width <= aim ? Math.min(LARGEST_SCALE, Math.floor(aim / width)) : aim / width
}

/**
 * Every map before, and below it after.
 * @param {object} maps
 * @param {Float32Array} maps.before
 * @param {Float32Array} maps.after
 * @param {Shape} maps.shape - [height, width, channels]
 * @param {number} maps.limit - The end of the colour scale.
 * @param {number} maps.scale - CSS pixels a cell.
 * @param {number} maps.room - CSS pixels from left to right.
 * @param {Change[]} maps.changes - One a channel.
 * @returns {{canvas: HTMLCanvasElement, channelAt: (x: number, y: number) => number | undefined}} channelAt says
 *   which channel is drawn at a point, in CSS pixels.
 */
function pairsCanvas({ before, after, shape, limit, scale, room, changes }) {
  const [height, width, count] = shape
  const [tileWidth, tileHeight] = [Math.round(width * scale), Math.round(height * scale)]
  const cols = Math.max(1, Math.min(count, Math.floor((room + GAP) / (tileWidth + GAP))))
  const rows = Math.ceil(count / cols)
  const pairHeight = 2 * tileHeight + 3 + GAP + 2
  const canvas = sharpCanvas(cols * (tileWidth + GAP), rows * pairHeight)
  const context = contextOf(canvas)
  const pool = new CanvasPool()
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = [(channel % cols) * (tileWidth + GAP), Math.floor(channel / cols) * pairHeight]
    context.globalAlpha = changes[channel].size > 0 ? 1 : 0.45
    const pair = [
      { values: before, top: y },
      { values: after, top: y + tileHeight + 3 },
    ]
    for (const { values, top } of pair) {
      pool.start()
      context.drawImage(mapCanvas(values, shape, channel, limit, false, pool), x, top, tileWidth, tileHeight)
      context.strokeStyle = TILE_EDGE
      context.lineWidth = 1
      context.strokeRect(x + 0.5, top + 0.5, tileWidth - 1, tileHeight - 1)
    }
  }
  const channelAt = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [col, row] = [Math.floor(x / (tileWidth + GAP)), Math.floor(y / pairHeight)]
    const channel = row * cols + col
    return col < cols && channel < count ? channel : undefined
  }
  return { canvas, channelAt }
}
