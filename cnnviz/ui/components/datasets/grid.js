// A page of labelled pictures.

import { bytesCanvas, pictureAt, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"

/** @import { PicturesHeader } from "./types.js" */

export const THUMB_ROOM = 64

/**
 * A button for each picture.
 * @param {PicturesHeader} header
 * @param {Uint8Array} pixels - The pictures, one after the other.
 * @param {(index: number) => void} pick - Hears which one was clicked.
 * @returns {HTMLButtonElement[]}
 */
export function thumbnails(header, pixels, pick) {
  const { shape, labels, classes } = header
  const scale = wholeScale(Math.max(shape[0], shape[1]), THUMB_ROOM)
  return labels.map((label, index) =>
    element(
      "button",
      {
        class: "thumb",
        type: "button",
        "data-testid": "dataset-picture",
        "data-label": label,
        tabindex: "-1",
        "aria-label": `${pictureTitle(header, index)}: ${classes[label]}`,
        title: pictureTitle(header, index),
        onclick: () => pick(index),
      },
      bytesCanvas(pictureAt(pixels, shape, index), shape, scale),
      element("span", { text: classes[label] }),
    ),
  )
}

/**
 * "Test picture 17" of the set's 10,000; a training picture has no number.
 * @param {Pick<PicturesHeader, "part" | "indices">} header
 * @param {number} index - On this page.
 * @returns {string}
 */
export function pictureTitle({ part, indices }, index) {
  if (part === "training") return "Training picture"
  return indices[index] < 0 ? "A free picture" : `Test picture ${indices[index].toLocaleString("en")}`
}
