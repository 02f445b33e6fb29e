// A page of labelled pictures.

import { bytesCanvas, pictureAt, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"

export const THUMB_ROOM = 64

/** A button for each picture. view: {header, pixels, pick(index)} */
export function thumbnails({ header, pixels, pick }) {
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

/** "Test picture 17" of the set's 10,000; a training picture has no number. */
export function pictureTitle({ part, indices }, index) {
  if (part === "training") return "Training picture"
  return indices[index] < 0 ? "A free picture" : `Test picture ${indices[index].toLocaleString("en")}`
}
