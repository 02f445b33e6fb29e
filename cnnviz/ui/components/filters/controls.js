// Above the gallery: which layer, in which order, and how far the colours reach.

import { scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { convolutions, FIGURES } from "./answers.js"

/** view: {network, k, sort, limits, choose(changes)} */
export function showControls(host, view) {
  const { network } = view
  const layers = convolutions(network).map((k, place) => {
    const {
      kernel_size: [height, width],
      input_shape: [, , channels],
      output_shape: [, , filters],
    } = network.layers[k]
    const ordinal = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"][place] ?? `${place + 1}th`
    return {
      value: k,
      text: `${ordinal} convolution`,
      small: `${filters} filters of ${height} × ${width} × ${channels}`,
    }
  })
  const orders = Object.entries(FIGURES)
    .filter(([, figure]) => figure.order)
    .map(([value, { order }]) => ({ value, text: order }))
  host.replaceChildren(
    choices("layer", "Layer", layers, view.k, (k) => view.choose({ k })),
    choices("sort", "Sort by", orders, view.sort, (sort) => view.choose({ sort })),
    element(
      "div",
      { class: "legends" },
      legend("all kernels", view.limits.kernels, true),
      legend("all feature maps", view.limits.maps, network.layers[view.k].signed),
    ),
  )
}

function choices(name, label, options, chosen, choose) {
  return element(
    "div",
    { class: `choices ${name}`, role: "group", "aria-label": label },
    name === "sort" && element("span", { class: "faint", text: label }),
    ...options.map(({ value, text, small }) =>
      element(
        "button",
        {
          type: "button",
          "aria-pressed": String(value === chosen),
          "data-value": value,
          onclick: () => choose(value),
        },
        text,
        small && element("small", { text: small }),
      ),
    ),
  )
}

export function legend(name, limit, signed, ink = false) {
  const end = (value) => (ink ? String(value) : number(value, 2))
  return element(
    "span",
    { class: "legend" },
    element("span", { text: name }),
    element("span", { text: signed ? end(-limit) : "0" }),
    element("span", {
      class: "ramp",
      role: "img",
      style: { background: scaleGradient(signed, ink) },
      "aria-label": ink
        ? "from black to white"
        : signed
          ? "orange is negative, white zero, blue positive"
          : "from white to blue",
    }),
    element("span", { text: end(limit) }),
  )
}
