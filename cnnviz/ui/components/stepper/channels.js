// The filters or channels of a step as small maps; a click or the up and down keys choose one.

import { gridOf } from "../scene/grid.js"
import { channelName, INPUT_STEP } from "../scene/steps.js"
import { element } from "../shared/element.js"
import { PICTURE } from "../shared/layer_regions.js"

/** @import { StepLayer } from "../scene/steps.js" */

/**
 * Make the small maps of a step.
 * @param {object} step
 * @param {StepLayer} step.layer
 * @param {Float32Array} step.values - What comes out of it.
 * @param {number} step.k
 * @param {number} [step.limit] - The end of the colour scale, else every map's largest value.
 * @param {number} step.channel - The chosen one.
 * @param {(channel: number) => void} step.choose
 * @returns {HTMLElement}
 */
export function channelChooser({ layer, values, k, limit, channel, choose }) {
  const count = layer.output_shape[2]
  const isPicture = k === INPUT_STEP
  const size = count <= 16 ? 40 : count <= 32 ? 32 : count <= 64 ? 25 : 18
  const thumbs = Array.from({ length: count }, (_, index) => {
    const canvas = gridOf(layer.output_shape, values, index, limit).canvas(isPicture)
    Object.assign(canvas.style, { width: `${size}px`, height: `${size}px` })
    return element(
      "button",
      {
        class: "channel",
        type: "button",
        "data-keep": `channel-${index}`,
        "data-channel": index,
        tabindex: index === channel ? "0" : "-1",
        "aria-pressed": String(index === channel),
        "aria-label": channelName(layer, index),
        title: channelName(layer, index),
        onclick: () => choose(index),
      },
      canvas,
      size === 40 && element("span", { text: isPicture ? channelName(layer, index) : `${index}` }),
    )
  })
  return element(
    "div",
    {
      class: "channels-box",
      role: "group",
      "aria-label": layer.role === "filters" ? "Filters" : "Channels",
      ...(isPicture ? PICTURE : { "data-region": "maps" }),
    },
    element(
      "h3",
      { text: layer.role === "filters" ? "Filters" : "Channels" },
      element("small", { text: " ↑ ↓ to change" }),
    ),
    element("div", { class: "channels-list" }, ...thumbs),
  )
}
