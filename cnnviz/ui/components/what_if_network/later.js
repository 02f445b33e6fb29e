// The layers from the picked one on: every map as it was above, as it is below.

import { sharpCanvas, TILE_EDGE } from "../filters/pictures.js"
import { scaleLegend } from "../matrix/matrix.js"
import { CanvasPool, mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { positionAt } from "../shared/positions.js"

const SHOWN = ["filters", "largest", "mean", "units"]
const GAP = 6
const LARGEST_SCALE = 4

/** view: {network, k, before, after} */
export function showLater(host, view) {
  const { network, k } = view
  const rows = network.layers
    .map((layer, place) => ({ layer, place }))
    .filter(({ layer, place }) => place >= k && SHOWN.includes(layer.role) && place < network.layers.length - 1)
  host.replaceChildren(
    ...rows.map(({ layer, place }) => laterRow(layer, view.before[place], view.after[place], host.clientWidth, place)),
  )
}

function laterRow(layer, before, after, room, place) {
  const limit = Math.max(largest(before), largest(after))
  const maps = layer.output_shape.length === 3
  const [height, width, count] = maps ? layer.output_shape : [1, 1, layer.output_shape.at(-1)]
  const differences = Array.from({ length: count }, (_, channel) => largestChange(before, after, channel, count))
  const changed = differences.filter((one) => one.size > 0).length
  const noun = maps ? "maps" : "units"
  const words = element("span", { class: "faint", role: "status", text: `${changed} of ${count} ${noun} changed` })
  const scale = maps ? tileScale(room, width, count) : room < 500 ? 14 : 18
  const canvas = pairsCanvas({ before, after, shape: [height, width, count], limit, scale, room, differences })
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", `${layer.name}: ${changed} of ${count} ${noun} changed`)
  canvas.onpointermove = (event) => {
    const channel = canvas.cnnvizAt(event.offsetX, event.offsetY)
    if (channel === undefined) return
    words.textContent = changeWords(maps, channel, differences[channel], before, after, layer.output_shape)
  }
  return element(
    "section",
    { class: "later-row", "data-layer": layer.name, "data-changed": String(changed) },
    element(
      "div",
      { class: "later-title" },
      element("b", { text: `${layer.title} · ${layer.name}` }),
      words,
      scaleLegend(limit, layer.signed),
    ),
    canvas,
  )
}

function largestChange(before, after, channel, count) {
  let best = { size: 0, at: channel }
  for (let at = channel; at < before.length; at += count) {
    const size = Math.abs(after[at] - before[at])
    if (size > best.size) best = { size, at }
  }
  return best
}

function changeWords(maps, channel, { size, at }, before, after, shape) {
  const name = maps ? `channel ${channel}` : `unit ${channel}`
  if (!size) return `${name}: as it was`
  const [row, col] = maps ? positionAt(shape, at) : []
  return `${name}: ${maps ? `changed most at row ${row}, column ${col}: ` : ""}${number(before[at])} before, ${number(after[at])} now`
}

/** Whole pixels a cell where a map is small, else what lets a map stay readable. */
function tileScale(room, width, count) {
  const aim = Math.max(28, Math.min(72, room / Math.min(count, 16) - GAP))
  return width <= aim ? Math.min(LARGEST_SCALE, Math.floor(aim / width)) : aim / width
}

function pairsCanvas({ before, after, shape, limit, scale, room, differences }) {
  const [height, width, count] = shape
  const [tileWidth, tileHeight] = [Math.round(width * scale), Math.round(height * scale)]
  const cols = Math.max(1, Math.min(count, Math.floor((room + GAP) / (tileWidth + GAP))))
  const rows = Math.ceil(count / cols)
  const pairHeight = 2 * tileHeight + 3 + GAP + 2
  const canvas = sharpCanvas(cols * (tileWidth + GAP), rows * pairHeight)
  const context = canvas.getContext("2d")
  const pool = new CanvasPool()
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = [(channel % cols) * (tileWidth + GAP), Math.floor(channel / cols) * pairHeight]
    context.globalAlpha = differences[channel].size > 0 ? 1 : 0.45
    for (const [values, top] of [
      [before, y],
      [after, y + tileHeight + 3],
    ]) {
      pool.start()
      context.drawImage(mapCanvas(values, shape, channel, limit, false, pool), x, top, tileWidth, tileHeight)
      context.strokeStyle = TILE_EDGE
      context.lineWidth = 1
      context.strokeRect(x + 0.5, top + 0.5, tileWidth - 1, tileHeight - 1)
    }
  }
  canvas.cnnvizAt = (x, y) => {
    const [col, row] = [Math.floor(x / (tileWidth + GAP)), Math.floor(y / pairHeight)]
    const channel = row * cols + col
    return col < cols && channel < count ? channel : undefined
  }
  return canvas
}
