// Many small pictures in rows: equally many of any size lie alike.

import { drawLaid, TILE_GAP } from "../shared/tiles.js"

/** @import { TileLayout } from "../shared/tiles.js" */

/**
 * How pictures lie.
 * @param {number} count
 * @param {number[]} size - [rows, cols] of each.
 * @param {number} width - In CSS pixels.
 * @returns {TileLayout}
 */
function sheetLayout(count, [rows, cols], width) {
  const room = Math.min(count <= 8 ? 120 : count <= 32 ? 72 : 48, width)
  const pitch = room + TILE_GAP
  const columns = Math.max(1, Math.min(count, Math.floor((width + TILE_GAP) / pitch)))
  const scale = Math.max(1, Math.floor(room / Math.max(rows, cols)))
  return { columns, pitch, width: cols * scale, height: rows * scale }
}

/**
 * Draw pictures of the same size.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count
 * @param {number[]} size - [rows, cols] of each.
 * @param {number} width - The most that the canvas may take, in CSS pixels.
 * @param {(index: number) => HTMLCanvasElement} pictureOf - A canvas of one pixel a cell.
 * @returns {void}
 */
export function drawSheet(canvas, count, size, width, pictureOf) {
  drawLaid(canvas, count, sheetLayout(count, size, width), pictureOf)
}
