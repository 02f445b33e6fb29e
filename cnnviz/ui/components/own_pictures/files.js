// Picture files as they are sent: those of phones are far larger than what is made of them.

import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"

/** In bytes: what is smaller goes as it is. */
const LARGE = 1_000_000
/** What the longer side of a large picture becomes, in pixels. */
const LONGEST_SIDE = 1024

/**
 * What to send of a file.
 * @param {File} file
 * @returns {Promise<Blob>}
 * @throws {DOMException} If it cannot be read, as a folder cannot.
 */
export async function bodyOf(file) {
  // A folder has a name and a size too.
  await file.slice(0, 1).arrayBuffer()
  if (file.size < LARGE) return file
  try {
    return (await smaller(file)) ?? file
  } catch {
    // The server may know more about pictures, and says what is wrong.
    return file
  }
}

/** @param {File} file */
async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)))
  const canvas = element("canvas", { width, height })
  const context = contextOf(canvas)
  // A JPEG has no holes: what is seen through them is paper.
  context.fillStyle = "#ffffff"
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = "high"
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  return asJpeg(canvas)
}

/**
 * What is on a canvas as a file.
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob | null>} Null where the browser makes none.
 */
export function asJpeg(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92))
}
