// Above the gallery: which layer, in which order, and how far the colours reach.

import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { layerList, MOST_BUTTONS } from "../shared/layer_choice.js"
import { channelsRead, convolutionAt, convolutions, FIGURE_NAMES, FIGURES } from "./answers.js"

/** @import { FigureName } from "./answers.js" */
/** @import { LayerView } from "./types.js" */

/**
 * A button that chooses something.
 * @template Value
 * @typedef {{value: Value, text: string, small?: string}} Option
 */

/**
 * Show the controls.
 * @param {HTMLElement} host
 * @param {LayerView} view
 * @param {FigureName} order - That of the cards.
 * @param {{layer: (k: number) => void, order: (order: FigureName) => void}} choose
 * @returns {void}
 */
export function showControls(host, { reading: { network, outputs }, k, layer, limits }, order, choose) {
  const layers = convolutions(network).map((index) => {
    const convolution = convolutionAt(network, index)
    const {
      name,
      kernel_size: [height, width],
      output_shape: [, , filters],
    } = convolution
    return {
      value: index,
      text: name,
      small: `${filters} filters of ${height} × ${width} × ${channelsRead(convolution)}`,
    }
  })
  const orders = FIGURE_NAMES.flatMap((value) => {
    const text = FIGURES[value].order
    return text ? [{ value, text }] : []
  })
  host.replaceChildren(
    layers.length > MOST_BUTTONS
      ? layerList(
          "Layer",
          layers.map(({ value, text, small }) => ({ value, text: isCovered("shapes") ? text : `${text} · ${small}` })),
          k,
          choose.layer,
        )
      : choices("layer", "Layer", layers, k, choose.layer),
    choices("sort", "Sort by", orders, order, choose.order),
    element(
      "div",
      { class: "legends" },
      inRegion("filters", legend("all kernels", limits.kernels, true, network.arrays[`${layer.name}.kernel`])),
      inRegion("sums maps", legend("all feature maps", limits.maps, layer.signed, outputs[k])),
    ),
  )
}

/**
 * @template {string | number} Value
 * @param {string} name - Of the group, in the style sheet.
 * @param {string} label
 * @param {Option<Value>[]} options
 * @param {Value} chosen
 * @param {(value: Value) => void} choose
 * @returns {HTMLElement}
 */
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
        small && element("small", { "data-region": "shapes", "data-cover": "?", text: small }),
      ),
    ),
  )
}

/**
 * Put a colour scale into regions: the numbers at its ends are among those it is for.
 * @param {string} region - See shared/covers.js.
 * @param {HTMLElement} node - The same is returned.
 * @returns {HTMLElement}
 */
export function inRegion(region, node) {
  Object.assign(node.dataset, { region, cover: "?" })
  return node
}

/**
 * A colour scale with its name, the numbers at its ends, and the colours of what it does not reach.
 * @param {string} name
 * @param {number} limit
 * @param {boolean} signed - Whether it begins at -limit, not at 0.
 * @param {ArrayLike<number>} shown - The values that are shown by it.
 * @param {boolean} [ink] - Whether it is in greys.
 * @returns {HTMLElement}
 */
export function legend(name, limit, signed, shown, ink = false) {
  const end = (/** @type {number} */ value) => (ink ? String(value) : number(value, 2))
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
    ...beyondSwatches(beyondScales(shown)),
  )
}
