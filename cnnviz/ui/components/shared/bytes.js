// Pictures whose numbers are bytes, from 0 to 255.

import { element } from "./element.js"

/** {header, pixels}: what Python sent, a line of JSON before the bytes of the pictures. */
export function unpackPictures(data) {
  const end = data.indexOf(10)
  return { header: JSON.parse(new TextDecoder().decode(data.subarray(0, end))), pixels: data.subarray(end + 1) }
}

/** Whether two Uint8Arrays hold the same. */
export function sameBytes(one, other) {
  return one?.length === other?.length && one.every((byte, place) => byte === other[place])
}

/** The bytes of one of several pictures of the same shape. */
export function pictureAt(pixels, [height, width, channels], index) {
  const size = height * width * channels
  return pixels.subarray(index * size, (index + 1) * size)
}

/**
 * A picture as a canvas: in its colours, or one of its channels from black to white.
 * scale: screen pixels a pixel; left out where the style sheet says how large it is.
 */
export function bytesCanvas(values, [height, width, channels], scale, channel) {
  const canvas = element("canvas", {
    width,
    height,
    style: scale ? { width: `${width * scale}px`, height: `${height * scale}px` } : {},
  })
  const context = canvas.getContext("2d")
  const image = context.createImageData(width, height)
  for (let cell = 0; cell < height * width; cell++) {
    for (let primary = 0; primary < 3; primary++) {
      image.data[4 * cell + primary] = values[cell * channels + (channel ?? (channels === 3 ? primary : 0))]
    }
    image.data[4 * cell + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}

/** The largest whole scale, at least 1, at which `size` pixels fit in `room`. */
export function wholeScale(size, room) {
  return Math.max(1, Math.floor(room / size))
}

export const CHANNELS = ["red", "green", "blue"]

/** How the channels of a picture are called. */
export function channelNames([, , channels]) {
  return channels === 3 ? CHANNELS : ["brightness"]
}

/** Background and text colours of a number from 0 to 255. */
export function greyColours(value) {
  return [`rgb(${value} ${value} ${value})`, value > 140 ? "#10151c" : "#ffffff"]
}
