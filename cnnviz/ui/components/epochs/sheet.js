// Many small pictures in rows on one canvas: a canvas each would take too long while the slider moves.

import { TILE_EDGE } from "../shared/canvas.js"
import { contextOf } from "../shared/find.js"

const SHEET_GAP = 6

/**
 * How pictures lie. Equally many of any size lie alike.
 * @param {number} count
 * @param {number[]} size - [rows, cols] of each.
 * @param {number} width - In CSS pixels.
 */
function sheetLayout(count, [rows, cols], width) {
  const room = Math.min(count <= 8 ? 120 : count <= 32 ? 72 : 48, width)
  const pitch = room + SHEET_GAP
  const columns = Math.max(1, Math.min(count, Math.floor((width + SHEET_GAP) / pitch)))
  const scale = Math.max(1, Math.floor(room / Math.max(rows, cols)))
  return { columns, pitch, width: cols * scale, height: rows * scale, lines: Math.ceil(count / columns) }
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
  const layout = sheetLayout(count, size, width)
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  const line = layout.height + SHEET_GAP
  const [wide, high] = [layout.columns * layout.pitch - SHEET_GAP + 2, layout.lines * line - SHEET_GAP + 2]
  if (canvas.width !== wide * ratio || canvas.height !== high * ratio) {
    Object.assign(canvas, { width: wide * ratio, height: high * ratio })
    Object.assign(canvas.style, { width: `${wide}px`, height: `${high}px` })
  }
  const context = contextOf(canvas)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, wide, high)
  context.imageSmoothingEnabled = false
  context.fillStyle = TILE_EDGE
  for (let index = 0; index < count; index++) {
    const [x, y] = [(index % layout.columns) * layout.pitch + 1, Math.floor(index / layout.columns) * line + 1]
    context.fillRect(x - 1, y - 1, layout.width + 2, layout.height + 2)
    context.drawImage(pictureOf(index), x, y, layout.width, layout.height)
  }
}
