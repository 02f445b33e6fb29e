// Small pictures side by side on one canvas, all of the same size.

import { TILE_EDGE } from "../shared/canvas.js"
import { contextOf } from "../shared/find.js"

const GAP = 6

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
 * Draw pictures of the same size.
 * @param {HTMLCanvasElement} canvas
 * @param {number} count
 * @param {number[]} size - [rows, cols] of each.
 * @param {{width: number, room: number}} limits - What all may take across, and one at most, in CSS pixels.
 * @param {(index: number) => HTMLCanvasElement} pictureOf - A canvas of one pixel a cell.
 * @returns {void}
 */
export function drawTiles(canvas, count, [rows, cols], { width, room }, pictureOf) {
  const scale = Math.max(1, Math.floor(room / Math.max(rows, cols)))
  const [wide, high] = [cols * scale, rows * scale]
  const columns = Math.max(1, Math.min(count, Math.floor((width + GAP - 2) / (wide + GAP))))
  const lines = Math.ceil(count / columns)
  const context = cleared(canvas, columns * (wide + GAP) - GAP + 2, lines * (high + GAP) - GAP + 2)
  context.fillStyle = TILE_EDGE
  for (let index = 0; index < count; index++) {
    const [x, y] = [(index % columns) * (wide + GAP) + 1, Math.floor(index / columns) * (high + GAP) + 1]
    context.fillRect(x - 1, y - 1, wide + 2, high + 2)
    context.drawImage(pictureOf(index), x, y, wide, high)
  }
}
