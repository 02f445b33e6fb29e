// The one colour language: blue positive, orange negative, white zero; ink white on black.

const POSITIVE = [[255, 255, 255], [198, 219, 239], [107, 174, 214], [33, 113, 181], [8, 48, 107]]
const NEGATIVE = [[255, 255, 255], [253, 208, 162], [253, 141, 60], [217, 72, 1], [127, 39, 4]]
const INK = [[13, 17, 23], [255, 255, 255]]
const NOT_A_NUMBER = [255, 0, 200]
const LEVELS = 256

function between(stops, share) {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1)
  const index = Math.min(Math.floor(place), stops.length - 2)
  return stops[index].map((from, k) => Math.round(from + (stops[index + 1][k] - from) * (place - index)))
}

function table(stops) {
  return Uint32Array.from({ length: LEVELS }, (_, level) => packed(between(stops, level / (LEVELS - 1))))
}

function packed([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

const POSITIVE_TABLE = table(POSITIVE)
const NEGATIVE_TABLE = table(NEGATIVE)
const INK_TABLE = table(INK)
const NAN_PACKED = packed(NOT_A_NUMBER)

/** The colour of a value as one little-endian RGBA number, on a scale from -limit over 0 to limit. */
function packedColour(value, limit, ink = false) {
  if (Number.isNaN(value)) return NAN_PACKED
  const level = limit > 0 ? Math.min(Math.round((Math.abs(value) / limit) * (LEVELS - 1)), LEVELS - 1) : 0
  if (ink) return INK_TABLE[level]
  return value < 0 ? NEGATIVE_TABLE[level] : POSITIVE_TABLE[level]
}

/** The same as a CSS colour. */
function cssColour(value, limit, ink = false) {
  const colour = packedColour(value, limit, ink)
  return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`
}

/** Black or white: the one that can be read on the colour of a value. */
function textColour(value, limit, ink = false) {
  const colour = packedColour(value, limit, ink)
  const light = 0.299 * (colour & 255) + 0.587 * ((colour >> 8) & 255) + 0.114 * ((colour >> 16) & 255)
  return light > 140 ? "#10151c" : "#ffffff"
}

/** The largest size of a number in an array, not counting NaN. */
function largest(values) {
  let limit = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (size > limit) limit = size
  }
  return limit
}

/** A CSS gradient of the scale, from -1 to 1 or, unsigned, from 0 to 1. */
function scaleGradient(signed, ink = false) {
  const shares = Array.from({ length: 9 }, (_, k) => (signed ? k / 4 - 1 : k / 8))
  return `linear-gradient(to right, ${shares.map((share) => cssColour(share, 1, ink)).join(", ")})`
}

/** Canvases that are used again in every round, those of a size together: making or resizing one takes longer than filling it. */
class CanvasPool {
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
function mapCanvas(values, [height, width, channels], channel, limit, ink = false, pool = new CanvasPool()) {
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
