// Small pictures side by side on one canvas, all of the same size: a canvas each would take too long where they change.

import { TILE_EDGE } from "./canvas.js"
import { contextOf } from "./find.js"

/** Pixels between two pictures. */
export const TILE_GAP = 6

/**
 * How pictures lie: from the left edge of one to that of the next is a pitch.
 * @typedef {{columns: number, pitch: number, width: number, height: number}} TileLayout
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width - In CSS pixels, as is height.
 * @param {number} height
 * @returns {CanvasRenderingContext2D} Draws in CSS pixels, on an empty canvas.
 */
export function cleared(canvas, width, height) {
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
    Object.assign(canvas, { width: width * ratio, height: height * ratio })
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
  }
  const context = contextOf(canvas)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.imageSmoothingEnabled = false
  return context
}

/**
 * Draw pictures of the same size, as close together as they may lie.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count
 * @param {number[]} size - [rows, cols] of each.
 * @param {{width: number, room: number}} limits - What all may take across, and one at most, in CSS pixels.
 * @param {(index: number) => HTMLCanvasElement} pictureOf - A canvas of one pixel a cell.
 * @returns {void}
 */
export function drawTiles(canvas, count, [rows, cols], { width, room }, pictureOf) {
  const scale = Math.max(1, Math.floor(room / Math.max(rows, cols)))
  const pitch = cols * scale + TILE_GAP
  const columns = Math.max(1, Math.min(count, Math.floor((width + TILE_GAP - 2) / pitch)))
  drawLaid(canvas, count, { columns, pitch, width: cols * scale, height: rows * scale }, pictureOf)
}

/**
 * Draw pictures that lie in rows.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count
 * @param {TileLayout} layout
 * @param {(index: number) => HTMLCanvasElement} pictureOf - A canvas of one pixel a cell.
 * @returns {void}
 */
export function drawLaid(canvas, count, { columns, pitch, width, height }, pictureOf) {
  const line = height + TILE_GAP
  const lines = Math.ceil(count / columns)
  const context = cleared(canvas, columns * pitch - TILE_GAP + 2, lines * line - TILE_GAP + 2)
  context.fillStyle = TILE_EDGE
  for (let index = 0; index < count; index++) {
    const [x, y] = [(index % columns) * pitch + 1, Math.floor(index / columns) * line + 1]
    context.fillRect(x - 1, y - 1, width + 2, height + 2)
    context.drawImage(pictureOf(index), x, y, width, height)
  }
}
