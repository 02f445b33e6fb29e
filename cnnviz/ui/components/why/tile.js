// A map in colours, over a pale picture or alone.

import { packedColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"

/** @import { PictureReader, Shape } from "../shared/types.js" */

const DARKEST = 0.55

/**
 * How light each pixel of the picture stays under the colours: 1 is paper.
 * @param {PictureReader} network
 * @param {Float32Array} values - The picture, from 0 to 1.
 * @returns {Float32Array} (height × width), from DARKEST to 1. Numbers have no picture that could shine through.
 */
export function paleness({ input_shape: [height, width, channels], reads }, values) {
  return Float32Array.from({ length: height * width }, (_, cell) => {
    if (reads === "numbers") return 1
    // Ink and what is bright on black become grey on white: colours show best on white.
    if (channels !== 3) return 1 - (1 - DARKEST) * Math.min(Math.max(values[cell], 0), 1)
    const [red, green, blue] = values.subarray(3 * cell, 3 * cell + 3)
    return DARKEST + (1 - DARKEST) * (0.299 * red + 0.587 * green + 0.114 * blue)
  })
}

/**
 * A canvas of one pixel a pixel.
 * @param {Float32Array} values - (height × width)
 * @param {Shape} shape - Of the picture.
 * @param {number} limit - The end of the colour scale.
 * @param {Float32Array | undefined} pale - From paleness; undefined for the colours alone.
 * @param {number} strength - How much of the colours there is, from 0 to 1.
 * @returns {HTMLCanvasElement}
 */
export function whyCanvas(values, [height, width], limit, pale, strength) {
  const canvas = element("canvas", { width, height })
  const context = contextOf(canvas)
  const image = context.createImageData(width, height)
  for (let cell = 0; cell < height * width; cell++) {
    const colour = packedColour(values[cell], limit)
    const light = pale ? pale[cell] : 1
    for (let primary = 0; primary < 3; primary++) {
      const full = (colour >> (8 * primary)) & 255
      image.data[4 * cell + primary] = Math.round(light * (255 - strength * (255 - full)))
    }
    image.data[4 * cell + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}

/**
 * The same canvas with every pixel a square of scale × scale pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} scale
 * @returns {HTMLCanvasElement}
 */
export function whyEnlarged(canvas, scale) {
  const large = element("canvas", { width: canvas.width * scale, height: canvas.height * scale })
  const context = contextOf(large)
  context.imageSmoothingEnabled = false
  context.drawImage(canvas, 0, 0, large.width, large.height)
  return large
}
