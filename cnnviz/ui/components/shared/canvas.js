// Feature maps as canvases, one pixel a cell or enlarged.

import { packedColour } from "./colour.js"
import { element } from "./element.js"
import { contextOf } from "./find.js"

/** @import { Shape } from "./types.js" */

/** The colour between pictures that stand side by side, on light pages and dark ones. */
export const TILE_EDGE = "#80808080"

/** Canvases that are used again in every round, those of a size together: making or resizing one takes longer than filling it. */
export class CanvasPool {
  /** @type {Map<number, {canvases: HTMLCanvasElement[], used: number}>} */
  sizes = new Map()

  /** Begin a new round: all canvases are free. */
  start() {
    for (const kept of this.sizes.values()) kept.used = 0
  }

  /**
   * The next canvas of this size.
   * @param {number} width
   * @param {number} height
   * @returns {HTMLCanvasElement}
   */
  take(width, height) {
    const size = width * 65536 + height
    const kept = this.sizes.get(size) ?? { canvases: [], used: 0 }
    this.sizes.set(size, kept)
    const canvas = (kept.canvases[kept.used++] ??= document.createElement("canvas"))
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    return canvas
  }
}

/**
 * One channel as a canvas of one pixel a cell, a new one unless there is a pool to take it from.
 * @param {ArrayLike<number>} values - Flat, in the order row, column, channel.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} channel
 * @param {number} limit - The end of the colour scale.
 * @param {boolean} [ink] - Whether it is shown in greys.
 * @param {CanvasPool} [pool]
 * @returns {HTMLCanvasElement}
 */
export function mapCanvas(values, [height, width, channels], channel, limit, ink = false, pool = new CanvasPool()) {
  const canvas = pool.take(width, height)
  // Small pictures that change all the time are quicker without a graphics card.
  const context = contextOf(canvas, { willReadFrequently: true })
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  // Units may not fill their last line.
  const cells = Math.min(height * width, Math.ceil((values.length - channel) / channels))
  for (let cell = 0; cell < cells; cell++) {
    pixels[cell] = packedColour(values[cell * channels + channel], limit, ink)
  }
  context.putImageData(image, 0, 0)
  return canvas
}

/**
 * A canvas whose context draws in CSS pixels, sharp on any screen.
 * @param {number} width - In CSS pixels, as is height.
 * @param {number} height
 * @returns {HTMLCanvasElement}
 */
export function sharpCanvas(width, height) {
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  const canvas = element("canvas", {
    width: width * ratio,
    height: height * ratio,
    style: { width: `${width}px`, height: `${height}px` },
  })
  const context = contextOf(canvas)
  context.scale(ratio, ratio)
  context.imageSmoothingEnabled = false
  return canvas
}

/**
 * A canvas of one pixel a cell as squares of `scale` CSS pixels.
 * @param {HTMLCanvasElement} picture
 * @param {number} scale
 * @returns {HTMLCanvasElement}
 */
export function enlarged(picture, scale) {
  const [width, height] = [picture.width * scale, picture.height * scale]
  const canvas = sharpCanvas(width, height)
  contextOf(canvas).drawImage(picture, 0, 0, width, height)
  return canvas
}
