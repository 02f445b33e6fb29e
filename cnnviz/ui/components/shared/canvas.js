// Feature maps as canvases.

import { packedColour } from "./colour.js"

/** Canvases that are used again in every round, those of a size together: making or resizing one takes longer than filling it. */
export class CanvasPool {
  sizes = new Map()

  /** Begin a new round: all canvases are free. */
  start() {
    for (const kept of this.sizes.values()) kept.used = 0
  }

  /** The next canvas of this size. */
  take(width, height) {
    const size = width * 65536 + height
    if (!this.sizes.has(size)) this.sizes.set(size, { canvases: [], used: 0 })
    const kept = this.sizes.get(size)
    const canvas = (kept.canvases[kept.used++] ??= document.createElement("canvas"))
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    return canvas
  }
}

/**
 * One channel as a canvas of one pixel a cell, a new one unless there is a pool to take it from.
 * values: (height, width, channels) flat; limit: the end of the colour scale.
 */
export function mapCanvas(values, [height, width, channels], channel, limit, ink = false, pool = new CanvasPool()) {
  const canvas = pool.take(width, height)
  // Small pictures that change all the time are quicker without a graphics card.
  const context = canvas.getContext("2d", { willReadFrequently: true })
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  for (let cell = 0; cell < height * width; cell++) {
    pixels[cell] = packedColour(values[cell * channels + channel], limit, ink)
  }
  context.putImageData(image, 0, 0)
  return canvas
}
