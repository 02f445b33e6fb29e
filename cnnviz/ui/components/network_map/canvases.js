// The canvases that the maps are painted on: how large they are, and the page's colours on them.

import { contextOf } from "../shared/find.js"
import { markerColour } from "../shared/marker.js"
import { layOut, mapBox } from "./layout.js"

/**
 * @import { Column, Drawn, Layout } from "./layout.js"
 * @import { Colours } from "./paint.js"
 */

const LEDGER_ROOM = 325
const HEADING_ROOM = 118
/** Over squeezed layers names stand upright. */
const TALLER_HEADINGS = 66
const SHORTEST = 240
const TALLEST = 640
// What every browser can paint on one canvas: some stop at these many pixels, and show nothing beyond.
const MOST_PIXELS = 16e6
const LONGEST_CANVAS = 32000

/**
 * Lay a network out in the room that the page has for it.
 * @param {HTMLElement} root - The whole component.
 * @param {HTMLElement} viewport - What the maps are scrolled in.
 * @param {Drawn} network
 * @param {number} zoom - See layOut.
 * @returns {Layout}
 */
export function layOutIn(root, viewport, network, zoom) {
  const top = root.getBoundingClientRect().top + window.scrollY
  const room = window.innerHeight - Math.min(top, 160) - LEDGER_ROOM - HEADING_ROOM
  const height = Math.min(Math.max(room, SHORTEST), TALLEST)
  const widest = Math.min(MOST_PIXELS / height / pixelRatio(), LONGEST_CANVAS) / pixelRatio()
  const laidOut = (/** @type {number} */ high) => layOut(network, viewport.clientWidth - 4, high, zoom, widest)
  const first = laidOut(height)
  const layout = first.isSqueezed ? laidOut(height - TALLER_HEADINGS) : first
  return { ...layout, height: Math.ceil(Math.max(...layout.columns.map(tallest))) + 3 }
}

/**
 * Give a canvas the size of a layout: one unit is one CSS pixel, and frames have room around the maps.
 * @param {HTMLCanvasElement} canvas
 * @param {Layout} layout
 * @returns {void}
 */
export function sizeCanvas(canvas, { width, height }) {
  const ratio = pixelRatio()
  canvas.width = (width + 4) * ratio
  canvas.height = (height + 3) * ratio
  Object.assign(canvas.style, { width: `${width + 4}px`, height: `${height + 3}px` })
  contextOf(canvas).setTransform(ratio, 0, 0, ratio, 2 * ratio, 2 * ratio)
}

/**
 * @param {HTMLElement} root
 * @param {boolean} dark - Whether the page is.
 * @returns {Colours}
 */
export function coloursOf(root, dark) {
  const style = getComputedStyle(root)
  return {
    text: style.color,
    faint: style.getPropertyValue("--faint"),
    edge: style.getPropertyValue("--edge"),
    track: style.getPropertyValue("--track"),
    marker: markerColour(root, dark),
    font: style.fontFamily,
  }
}

/** Device pixels a CSS pixel, whole. */
function pixelRatio() {
  return Math.max(1, Math.round(window.devicePixelRatio))
}

/**
 * How high a column is.
 * @param {Column} column
 */
function tallest(column) {
  if (column.kind !== "maps") return mapBox(column).height
  return Math.min(column.perColumn, column.tiles) * (column.shape[0] * column.scale + column.gap) - column.gap
}
