// Feature maps as files. values: (height, width, channels) flat; shape: [height, width, channels]; name: without an ending.

import { mapCanvas } from "./canvas.js"
import { element } from "./element.js"

/** One channel as NAME.png, every cell a square of scale × scale pixels in the colours of the page. */
export function downloadMapPng(values, shape, channel, limit, ink, scale, name) {
  const map = mapCanvas(values, shape, channel, limit, ink)
  const picture = element("canvas", { width: map.width * scale, height: map.height * scale })
  const context = picture.getContext("2d")
  context.imageSmoothingEnabled = false
  context.drawImage(map, 0, 0, picture.width, picture.height)
  picture.toBlob((blob) => saveFile(blob, `${name}.png`), "image/png")
}

/** One channel as NAME.csv. */
export function downloadMapCsv(values, shape, channel, name) {
  saveFile(new Blob([mapCsv(values, shape, channel)], { type: "text/csv" }), `${name}.csv`)
}

/** One channel as height lines of width numbers. Nine significant digits: a float32 read back is the same float32. */
export function mapCsv(values, [height, width, channels], channel) {
  const written = (value) =>
    Number.isFinite(value) ? `${Number(value.toPrecision(9))}` : `${value}`.replace("Infinity", "inf")
  let text = ""
  for (let row = 0; row < height; row++) {
    const line = Array.from({ length: width }, (_, col) => written(values[(row * width + col) * channels + channel]))
    text += `${line.join(",")}\n`
  }
  return text
}

export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob)
  element("a", { href: url, download: name }).click()
  // The click only starts the download: the browser still has to read the blob.
  setTimeout(() => URL.revokeObjectURL(url), 10000)
}
