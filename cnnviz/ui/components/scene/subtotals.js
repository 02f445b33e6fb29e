// The subtotals of a convolution's input channels.

import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { channelBefore } from "../shared/picture.js"
import { inputOf } from "../shared/wire.js"
import { gridOf } from "./grid.js"
import { compact } from "./numbers.js"
import { pane } from "./panes.js"
import { fixedLimit, isInk } from "./steps.js"

/** @import { Stage } from "./panes.js" */

/**
 * Every input channel as a small map with its subtotal for the cell; a click shows its window and kernel.
 * @param {Stage} stage
 * @returns {{node: HTMLElement, show: (subtotals: Float64Array) => void}}
 */
export function subtotalThumbs({ reading, k, layer, inputChannel, setInputChannel, narrow }) {
  const channels = layer.input_shape[2]
  const texts = Array.from({ length: channels }, () => element("span"))
  const thumbs = texts.map((text, channel) => {
    const picture = gridOf(layer.input_shape, inputOf(reading, k), channel, fixedLimit(reading, k - 1)).canvas(
      isInk(k - 1),
    )
    return element(
      "button",
      {
        class: "subtotal",
        type: "button",
        "data-keep": `subtotal-${channel}`,
        "aria-pressed": String(channel === inputChannel),
        title: `Show input ${channelBefore(reading.network, k, channel)}`,
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
    element("div", { class: "subtotal-head", text: `subtotals of the ${channels} input channels` }),
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
