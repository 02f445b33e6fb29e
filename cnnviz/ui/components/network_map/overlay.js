// What is drawn over the maps for the cell in focus: where its number came from, and what it can see of the drawing.

import { kindOf } from "../layers/index.js"
import { receptiveField } from "../layers/parts/windows.js"
import { fedBy } from "../shared/graph.js"
import { positionAt } from "../shared/positions.js"
import { cellBox, columnOf, mapBox } from "./layout.js"

/**
 * @import { Box, Layer, Position, Reading, Region, Terms } from "../shared/types.js"
 * @import { Maps } from "./columns.js"
 * @import { Column, Focus, Layout } from "./layout.js"
 * @import { Colours } from "./paint.js"
 */

const LINES_AT_MOST = 16
const HEAVIEST_INPUTS = 8
/** How far a curve that passes other layers goes aside: a share of its length, and in CSS pixels at most. */
const BOW = 0.3
const LARGEST_BOW = 64

/**
 * Draw a focus: its cell, the windows it was computed from, its receptive field.
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Reading} reading
 * @param {Focus} focus
 * @param {Terms | undefined} terms - Those of the cell, once they are known.
 * @param {Colours} colours
 * @param {boolean} pinned
 * @returns {void}
 */
export function paintOverlay(context, layout, reading, focus, terms, colours, pinned) {
  // Frames reach over the edges of the maps.
  context.clearRect(-3, -3, layout.width + 6, layout.height + 6)
  const column = columnOf(layout, focus.k)
  const cell = cellBox(column, focus.position)
  if (focus.k >= 0) {
    const layer = reading.network.layers[focus.k]
    // Of a large network what feeds a layer may not be laid out.
    const laidOut = (/** @type {number} */ k) => layout.columns.some((each) => each.k === k)
    const sources = fedBy(layer, focus.k).flatMap((source, branch) =>
      (laidOut(source) ? sourceBoxes(columnOf(layout, source), layer, focus.position, branch, terms) : []).map(
        (box) => ({
          ...box,
          isPassing: source < focus.k - 1,
        }),
      ),
    )
    paintLines(context, sources, cell, colours, layout.height)
    sources.forEach((box) => frame(context, box, colours.marker, 1.5))
    paintReceptiveField(context, layout, reading, focus, colours)
  }
  if (focus.k < 0 && column.kind === "maps" && column.lead) {
    const [row, col] = focus.position
    for (let channel = -1; channel < column.shape[2]; channel++) {
      frame(context, cellBox(column, [row, col, channel]), colours.marker, pinned ? 2.5 : 1.5)
    }
    return
  }
  if (column.kind === "maps") frame(context, mapBox(column, focus.position[2]), colours.marker, pinned ? 2 : 1)
  frame(context, cell, colours.marker, pinned ? 2.5 : 1.5)
}

/**
 * The boxes on a layer that feeds another: windows on its maps, or the units that weigh heaviest.
 * @param {Column} column
 * @param {Layer} layer - The one that it feeds.
 * @param {Position} position
 * @param {number} branch - As which of its inputs.
 * @param {Terms} [terms]
 * @returns {Box[]}
 */
function sourceBoxes(column, layer, position, branch, terms) {
  const source = kindOf(layer).source(layer, position, branch)
  if (source === undefined) return []
  if (source && "unit" in source) return [cellBox(column, [source.unit])]
  if (!source) {
    return (terms?.order?.slice(0, HEAVIEST_INPUTS) ?? []).map((/** @type {number} */ index) =>
      cellBox(column, positionAt(column.shape, index)),
    )
  }
  const channels =
    source.channel === undefined ? Array.from({ length: column.shape[2] }, (_, k) => k) : [source.channel]
  return channels.map((channel) => regionBox(column, source, channel))
}

/**
 * A region of one map, cut at the map's edges.
 * @param {Column | (Maps & {x: number})} column - Maps.
 * @param {Region} region
 * @param {number} channel
 * @returns {Box}
 */
export function regionBox(column, region, channel) {
  const map = mapBox(column, channel)
  const [rows, cols] = column.shape
  const scale = map.width / cols
  const [top, left] = [Math.max(region.top, 0), Math.max(region.left, 0)]
  return {
    x: map.x + left * scale,
    y: map.y + top * scale,
    width: (Math.min(region.right, cols) - left) * scale,
    height: (Math.min(region.bottom, rows) - top) * scale,
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layout} layout
 * @param {Reading} reading
 * @param {Focus} focus
 * @param {Colours} colours
 */
function paintReceptiveField(context, layout, reading, focus, colours) {
  const region = receptiveField(reading.network, focus.k, focus.position)
  const input = layout.columns.find(({ k }) => k < 0)
  if (!input) return
  // It is drawn on the colour picture where there is one, else on the only channel.
  const channel = input.kind === "maps" && input.lead ? -1 : 0
  frame(context, regionBox(input, region, channel), colours.marker, 2, [4, 2])
}

/**
 * Curves from the windows to the cell; only one in several of very many. Those that pass other layers make a bow, so that
 * they are not taken for curves from there.
 * @param {CanvasRenderingContext2D} context
 * @param {(Box & {isPassing: boolean})[]} boxes
 * @param {Box} cell
 * @param {Colours} colours
 * @param {number} height - CSS pixels of the map.
 */
function paintLines(context, boxes, cell, colours, height) {
  const step = Math.ceil(boxes.length / LINES_AT_MOST)
  context.strokeStyle = colours.marker
  context.globalAlpha = 0.45
  context.lineWidth = 1
  const [toX, toY] = [cell.x, cell.y + cell.height / 2]
  for (let index = 0; index < boxes.length; index += step) {
    const [fromX, fromY] = [boxes[index].x + boxes[index].width, boxes[index].y + boxes[index].height / 2]
    const bend = Math.max(16, (toX - fromX) * 0.5)
    const bow = boxes[index].isPassing ? Math.min((toX - fromX) * BOW, LARGEST_BOW) : 0
    const down = Math.max(fromY, toY) + bow < height ? bow : -bow
    context.beginPath()
    context.moveTo(fromX, fromY)
    context.bezierCurveTo(fromX + bend, fromY + down, toX - bend, toY + down, toX, toY)
    context.stroke()
  }
  context.globalAlpha = 1
}

/**
 * A frame around a box, outside of it, so that the cells stay visible.
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {string} colour
 * @param {number} thickness
 * @param {number[]} [dash]
 * @returns {void}
 */
export function frame(context, { x, y, width, height }, colour, thickness, dash = []) {
  context.setLineDash(dash)
  context.strokeStyle = colour
  context.lineWidth = thickness
  context.strokeRect(x - thickness / 2, y - thickness / 2, width + thickness, height + thickness)
  context.setLineDash([])
}
