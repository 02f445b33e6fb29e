// One layer's channels as a strip: a picture of each map to pick it, and a switch below.

import { mapCanvas } from "../shared/canvas.js"
import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { shortNumber } from "../shared/format.js"
import { isOff } from "./edits.js"

const THUMBNAIL = 56

/** view: {network, k, edits, outputs, limit, filter, pick(filter), toggle(filter)} */
export function showStrip(host, view) {
  const { network, k, edits, filter } = view
  const layer = network.layers[k]
  const count = layer.output_shape.at(-1)
  // The tiles stay, so that the focus does.
  if (host.dataset.layer !== layer.name || host.children.length !== count) {
    host.dataset.layer = layer.name
    host.replaceChildren(...Array.from({ length: count }, (_, channel) => tile(host, layer, channel)))
  }
  host.cnnvizView = view
  ;[...host.children].forEach((node, channel) => {
    const off = isOff(edits, layer, channel)
    node.classList.toggle("off", off)
    const button = node.querySelector("button")
    button.setAttribute("aria-pressed", String(channel === filter))
    button.replaceChildren(channelPicture(view, layer, channel))
    node.querySelector("input").checked = !off
  })
}

function tile(host, layer, channel) {
  const noun = layer.role === "filters" ? "channel" : "unit"
  return element(
    "div",
    { class: "tile" },
    element("button", {
      type: "button",
      "aria-label": `Pick ${noun} ${channel}`,
      onclick: () => host.cnnvizView.pick(channel),
    }),
    element(
      "label",
      { title: `Switch ${noun} ${channel} off or on` },
      element("input", {
        type: "checkbox",
        "aria-label": `${noun} ${channel} of ${layer.name} is on`,
        onchange: () => host.cnnvizView.toggle(channel),
      }),
      element("span", { text: channel }),
    ),
  )
}

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
