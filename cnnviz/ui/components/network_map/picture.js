// The whole map as a picture: of a large network what stands small above it, then headings and maps.

import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { shapeText } from "../shared/format.js"

/**
 * @import { Network } from "../shared/types.js"
 * @import { Layout } from "./layout.js"
 * @import { Colours } from "./paint.js"
 */

/** CSS pixels. */
const [MARGIN, TITLE, HEADING, GAP] = [16, 30, 40, 14]

/**
 * @param {object} map
 * @param {HTMLCanvasElement} map.maps - Painted.
 * @param {HTMLCanvasElement | null} map.whole - Of a large network: all of it, small.
 * @param {Layout} map.layout
 * @param {Network} map.network
 * @param {Colours} map.colours
 * @param {string} map.background - A CSS colour.
 * @returns {HTMLCanvasElement}
 */
export function mapPicture({ maps, whole, layout, network, colours, background }) {
  const pixels = maps.width / Math.max(1, maps.offsetWidth)
  const above = MARGIN + TITLE + (whole ? whole.offsetHeight + GAP : 0)
  const width = Math.max(maps.offsetWidth, whole?.offsetWidth ?? 0) + 2 * MARGIN
  const height = above + HEADING + maps.offsetHeight + MARGIN
  const picture = element("canvas", { width: Math.round(width * pixels), height: Math.round(height * pixels) })
  const context = contextOf(picture)
  context.scale(pixels, pixels)
  context.fillStyle = background
  context.fillRect(0, 0, width, height)
  context.fillStyle = colours.text
  context.textBaseline = "top"
  context.font = `700 18px ${colours.font}`
  context.fillText(network.title ?? network.name, MARGIN, MARGIN)
  if (whole) context.drawImage(whole, MARGIN, MARGIN + TITLE, whole.offsetWidth, whole.offsetHeight)
  for (const { k, x, slot, shape } of layout.columns) {
    context.font = `700 12px ${colours.font}`
    context.fillText(k < 0 ? "input" : network.layers[k].name, MARGIN + 2 + x, above, slot)
    context.font = `11px ${colours.font}`
    if (!isCovered("shapes")) context.fillText(shapeText(shape), MARGIN + 2 + x, above + 16, slot)
  }
  context.drawImage(maps, MARGIN, above + HEADING, maps.offsetWidth, maps.offsetHeight)
  return picture
}
