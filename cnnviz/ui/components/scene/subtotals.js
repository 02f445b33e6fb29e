// The subtotals of a convolution's input channels.

import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { channelBefore } from "../shared/picture.js"
import { compact } from "./numbers.js"
import { pane } from "./panes.js"

/** @import { Stage } from "./panes.js" */

/** CSS pixels. */
const THUMB = 28

/**
 * What every input channel adds to the map, as a small map on the scale of them all, and its subtotal for the cell; a
 * click shows its window and kernel.
 * @param {Stage} stage
 * @param {Float32Array} results - (output height, output width, input channels), flat.
 * @returns {{node: HTMLElement, show: (subtotals: Float64Array) => void}}
 */
export function subtotalThumbs({ reading, k, layer, inputChannel, setInputChannel, narrow }, results) {
  const channels = layer.input_shape[2]
  const [rows, cols] = layer.output_shape
  const limit = largest(results)
  const cell = Math.max(Math.floor(THUMB / Math.max(rows, cols)), THUMB / Math.max(rows, cols, THUMB))
  const texts = Array.from({ length: channels }, () => element("span"))
  const thumbs = texts.map((text, channel) => {
    const picture = mapCanvas(results, [rows, cols, channels], channel, limit)
    Object.assign(picture.style, { width: `${cols * cell}px`, height: `${rows * cell}px` })
    return element(
      "button",
      {
        class: "subtotal",
        type: "button",
        "data-keep": `subtotal-${channel}`,
        "aria-pressed": String(channel === inputChannel),
        title: `What ${channelBefore(reading.network, k, channel)} of the input adds: show its window`,
        onclick: () => setInputChannel(channel),
      },
      picture,
      text,
    )
  })
  const node = pane(
    "channels",
    "",
    "",
    element("div", {
      class: "subtotal-head",
      text: `what each of the ${isCovered("shapes") ? "" : `${channels} `}input channels adds`,
    }),
    element("div", { class: narrow ? "subtotals strip" : "subtotals" }, ...thumbs),
  )
  return {
    node,
    show: (subtotals) =>
      subtotals.forEach((subtotal, channel) => {
        texts[channel].textContent = compact(subtotal)
        thumbs[channel].setAttribute(
          "aria-label",
          `Input ${channelBefore(reading.network, k, channel)}: ${number(subtotal)}`,
        )
      }),
  }
}
