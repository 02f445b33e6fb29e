// The maps themselves: each cell a square of whole device pixels.

import { cssColour, packedColour } from "../shared/colour.js"
import { contextOf } from "../shared/find.js"
import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { isAnswer } from "../shared/graph.js"
import { packedPicture, readsNumbers } from "../shared/picture.js"
import { mapBox } from "./layout.js"
import { isAllZero } from "./scales.js"

/**
 * @import { Reading } from "../shared/types.js"
 * @import { ListColumn, MapsColumn, UnitsColumn } from "./columns.js"
 * @import { Column, Layout } from "./layout.js"
 */

/**
 * The page's colours, and its font.
 * @typedef {{text: string, faint: string, edge: string, track: string, marker: string, font: string}} Colours
 */

/**
 * Where a column stands.
 * @typedef {Pick<Column, "k" | "x" | "slot">} Placed
 */

/**
 * The ends of all colour scales by k + 1 and channel, and the largest values by k and channel.
 * @typedef {{limits: number[][], perMap: number[][]}} Scales
 */

/**
 * Paint the input and all layers of a reading.
 * @param {CanvasRenderingContext2D} context - Scaled so that one unit is one CSS pixel.
 * @param {Layout} layout
 * @param {Reading} reading
 * @param {Scales} scales
 * @param {Colours} colours
 * @returns {void}
 */
export function paintLayers(context, layout, reading, { limits, perMap }, colours) {
  context.clearRect(0, 0, layout.width, layout.height)
  for (const column of layout.columns) {
    const values = column.k < 0 ? reading.input : reading.outputs[column.k]
    const ends = limits[column.k + 1]
    // Where several cells share a pixel it has their mean.
    context.imageSmoothingEnabled = column.kind === "maps" && column.scale < 1
    context.imageSmoothingQuality = "high"
    const ink = column.k < 0 && !readsNumbers(reading.network)
    if (column.kind === "maps") paintMaps(context, column, values, ends, perMap[column.k] ?? [], { ...colours, ink })
    else if (column.kind === "units") paintUnits(context, column, values, ends[0], colours)
    else paintList(context, column, values, ends[0], reading, colours)
  }
}

/**
 * All maps of a layer: one picture of one pixel a cell, maps one below the other, drawn enlarged map by map.
 * @param {CanvasRenderingContext2D} context
 * @param {MapsColumn & Placed} column
 * @param {Float32Array} values
 * @param {number[]} limits
 * @param {number[]} largest - Of every map; none for the input.
 * @param {Colours & {ink: boolean}} colours - ink: whether it is in greys.
 */
function paintMaps(context, column, values, limits, largest, colours) {
  const [rows, cols, channels] = column.shape
  const { ink } = colours
  const { lead } = column
  const image = new ImageData(cols, rows * column.tiles)
  const pixels = new Uint32Array(image.data.buffer)
  const cells = rows * cols
  for (let cell = 0, index = 0; cell < cells; cell++) {
    for (let channel = 0; channel < channels; channel++, index++) {
      pixels[(channel + lead) * cells + cell] = packedColour(values[index], limits[channel], ink)
    }
    if (lead) pixels[cell] = packedPicture(values[3 * cell], values[3 * cell + 1], values[3 * cell + 2])
  }
  const boxes = Array.from({ length: column.tiles }, (_, tile) => mapBox(column, tile - lead))
  // All edges at once, and before the maps, whose own cells they must not touch.
  const edges = new Path2D()
  boxes.forEach(({ x, y, width, height }) => edges.rect(x - 0.25, y - 0.25, width + 0.5, height + 0.5))
  context.strokeStyle = colours.edge
  context.lineWidth = 0.5
  context.stroke(edges)
  const atlas = atlasCanvas(image)
  boxes.forEach(({ x, y, width, height }, tile) => {
    context.drawImage(atlas, 0, tile * rows, cols, rows, x, y, width, height)
    if (tile < lead || !lead) return
    // The channels of a colour picture are grey themselves: a strip says which is which.
    context.fillStyle = PRIMARY_STRIPS[tile - lead]
    context.fillRect(x, y + height, width, 2)
  })
  const isDead = (/** @type {number} */ tile) => largest[tile - lead] === 0 && isAllZero(values, channels, tile - lead)
  markDead(
    context,
    boxes.filter((_, tile) => isDead(tile)),
  )
}

const PRIMARY_STRIPS = ["#e53935", "#2e9e44", "#2b6cff"]

/** @type {Map<string, HTMLCanvasElement>} */
const atlases = new Map()

/**
 * A canvas with this picture; one is kept for each size, since making canvases takes longer than filling them.
 * @param {ImageData} image
 */
function atlasCanvas(image) {
  const size = `${image.width}x${image.height}`
  const canvas = atlases.get(size) ?? element("canvas", { width: image.width, height: image.height })
  atlases.set(size, canvas)
  contextOf(canvas).putImageData(image, 0, 0)
  return canvas
}

/**
 * Maps that are all zero say so.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number, width: number, height: number}[]} boxes - Those of one layer: all of one size.
 */
function markDead(context, boxes) {
  const width = boxes[0]?.width ?? 0
  if (width < 8) return
  const stamp = deadStamp(width)
  const [wide, high] = [stamp.width / STAMP_SCALE, stamp.height / STAMP_SCALE]
  // The maps' own pixels stay sharp; letters do not.
  context.imageSmoothingEnabled = true
  for (const { x, y, height } of boxes) {
    context.drawImage(stamp, x + (width - wide) / 2, y + (height - high) / 2, wide, high)
  }
}

/** Pixels of a stamp for each of the page's, so that it stays sharp on fine screens. */
const STAMP_SCALE = 2
/** @type {Map<number, HTMLCanvasElement>} */
const stamps = new Map()

/**
 * The words on a dead map, painted once: writing them on each map takes ten times as long.
 * @param {number} width - Of the map.
 * @returns {HTMLCanvasElement}
 */
function deadStamp(width) {
  const size = Math.round(Math.min(14, Math.max(8, width / 3)))
  const words = width >= 40 ? "all 0" : "0"
  const key = words.length * 100 + size
  const known = stamps.get(key)
  if (known) return known
  const [wide, high] = [size * words.length * STAMP_SCALE, size * 1.5 * STAMP_SCALE]
  const stamp = element("canvas", { width: wide, height: high })
  const ink = contextOf(stamp)
  ink.fillStyle = "#8a94a0"
  ink.font = `${size * STAMP_SCALE}px sans-serif`
  ink.textAlign = "center"
  ink.textBaseline = "middle"
  ink.fillText(words, wide / 2, high / 2)
  stamps.set(key, stamp)
  return stamp
}

/**
 * A row of units, folded into a block of squares.
 * @param {CanvasRenderingContext2D} context
 * @param {UnitsColumn & Placed} column
 * @param {Float32Array} values
 * @param {number} limit
 * @param {Colours} colours
 */
function paintUnits(context, column, values, limit, colours) {
  const rows = Math.ceil(values.length / column.fold)
  const image = new ImageData(column.fold, rows)
  const pixels = new Uint32Array(image.data.buffer)
  for (let unit = 0; unit < values.length; unit++) pixels[unit] = packedColour(values[unit], limit)
  const { x, y, width, height } = mapBox(column)
  context.drawImage(atlasCanvas(image), 0, 0, column.fold, rows, x, y, width, height)
  context.strokeStyle = colours.edge
  context.lineWidth = 0.5
  context.strokeRect(x - 0.25, y - 0.25, width + 0.5, height + 0.5)
}

/**
 * A few units, one below the other: label, bar and number.
 * @param {CanvasRenderingContext2D} context
 * @param {ListColumn & Placed} column
 * @param {Float32Array} values
 * @param {number} limit
 * @param {Reading} reading
 * @param {Colours} colours
 */
function paintList(context, column, values, limit, reading, colours) {
  const layer = reading.network.layers[column.k]
  const isLast = column.k === reading.network.layers.length - 1
  const { labels } = reading.network
  const names = labels.length === values.length && isAnswer(reading.network, column.k) ? labels : undefined
  const best = values.indexOf(values.reduce((a, b) => Math.max(a, b), -Infinity))
  const left = column.x + 16
  const room = column.width - 20
  const zero = layer.signed ? left + room / 2 : left
  const reach = layer.signed ? room / 2 : room
  context.textBaseline = "middle"
  values.forEach((value, unit) => {
    const middle = (unit + 0.5) * column.rowHeight
    const strong = isLast && unit === best
    context.fillStyle = colours.text
    context.textAlign = "left"
    context.font = `${strong ? "700 15px" : "13px"} ${colours.font}`
    context.fillText(names ? names[unit] : isLast ? "" : `${unit}`, column.x, middle - 5)
    const length = Math.max(limit > 0 ? Math.min(Math.abs(value) / limit, 1) * reach : 0, 0.5)
    context.fillStyle = colours.track
    context.fillRect(left, middle + 3, room, 5)
    context.fillStyle = Number.isNaN(value) ? cssColour(NaN, 1) : cssColour(value < 0 ? -0.75 : 0.75, 1)
    context.fillRect(value < 0 ? zero - length : zero, middle + 3, length, 5)
    context.fillStyle = strong ? colours.text : colours.faint
    context.font = `${strong ? "700 " : ""}12px ${colours.font}`
    context.textAlign = "right"
    context.fillText(layer.role === "probabilities" ? percent(value) : number(value, 2), left + room, middle - 5)
  })
}
