// One layer's channels as a strip: a picture of each map to pick it, and a switch below.

import { mapCanvas } from "../shared/canvas.js"
import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { shortNumber } from "../shared/format.js"
import { isOff } from "./edits.js"
import { regionOf } from "./regions.js"

/** @import { Layer, Network } from "../shared/types.js" */

/**
 * @typedef {object} StripView
 * @property {Network} network
 * @property {number} k - The layer's index.
 * @property {string[]} edits
 * @property {Float32Array[]} outputs - Those of all layers.
 * @property {number} limit - The end of the colour scale.
 * @property {number} filter - The channel that is picked.
 */

/**
 * What happens when a channel is picked or switched.
 * @typedef {{pick: (channel: number) => void, toggle: (channel: number) => void}} StripActions
 */

const THUMBNAIL = 56

/** The strip of channels. */
export class Strip {
  /** @type {HTMLElement[]} */
  tiles = []
  /** The layer whose channels they are. @type {Layer | undefined} */
  layer = undefined

  /**
   * @param {HTMLElement} host
   * @param {StripActions} actions
   */
  constructor(host, actions) {
    this.host = host
    this.actions = actions
  }

  /** @param {StripView} view */
  show(view) {
    const { network, k, edits, filter } = view
    const layer = network.layers[k]
    const count = layer.output_shape[layer.output_shape.length - 1]
    // The tiles stay, so that the focus does.
    if (this.layer?.name !== layer.name || this.tiles.length !== count) {
      this.tiles = Array.from({ length: count }, (_, channel) => this.tile(layer, channel))
      this.host.replaceChildren(...this.tiles)
    }
    this.layer = layer
    this.tiles.forEach((tile, channel) => {
      const off = isOff(edits, layer, channel)
      tile.classList.toggle("off", off)
      const button = find(tile, "button", HTMLButtonElement)
      button.setAttribute("aria-pressed", String(channel === filter))
      button.replaceChildren(
        element(
          "span",
          { class: "value", "data-region": regionOf(network, k), "data-cover": "?" },
          channelPicture(view, layer, channel),
        ),
      )
      find(tile, "input", HTMLInputElement).checked = !off
    })
  }

  /**
   * @param {Layer} layer
   * @param {number} channel
   * @returns {HTMLElement}
   */
  tile(layer, channel) {
    const noun = layer.role === "filters" ? "channel" : "unit"
    return element(
      "div",
      { class: "tile" },
      element("button", {
        type: "button",
        "aria-label": `Pick ${noun} ${channel}`,
        onclick: () => this.actions.pick(channel),
      }),
      element(
        "label",
        { title: `Switch ${noun} ${channel} off or on` },
        element("input", {
          type: "checkbox",
          "aria-label": `${noun} ${channel} of ${layer.name} is on`,
          onchange: () => this.actions.toggle(channel),
        }),
        element("span", { text: channel }),
      ),
    )
  }
}

/**
 * @param {StripView} view
 * @param {Layer} layer
 * @param {number} channel
 * @returns {HTMLElement} A map in colours, or a unit's number.
 */
function channelPicture({ k, outputs, limit }, layer, channel) {
  if (layer.output_shape.length === 3) {
    const [height, width] = layer.output_shape
    const canvas = mapCanvas(outputs[k], layer.output_shape, channel, limit)
    const scale = THUMBNAIL / Math.max(height, width)
    Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
    return canvas
  }
  const value = outputs[k][channel]
  return element("span", {
    class: "unit",
    text: shortNumber(value),
    style: { background: cssColour(value, limit), color: textColour(value, limit) },
  })
}
