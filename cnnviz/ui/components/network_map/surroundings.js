// What stands around the maps: headings, colour controls, legend, downloads.

import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { findAll } from "../shared/find.js"
import { number, shapeText } from "../shared/format.js"
import { makesLogits } from "../shared/graph.js"
import { layerName } from "../shared/names.js"
import { pixelWords, readsNumbers } from "../shared/picture.js"
import { isAllZero, rangeText, SCALES, valueRanges } from "./scales.js"

/**
 * @import { Network, Reading } from "../shared/types.js"
 * @import { Scale } from "./scales.js"
 * @import { Focus, Layout } from "./layout.js"
 */

/**
 * What is on the map: limits are the ends of the colour scales by k + 1 and channel, perMap the largest values by k.
 * @typedef {{reading: Reading, layout: Layout, perMap: number[][], limits: number[][], scale: Scale, focus: Focus}} Shown
 */

/**
 * A heading over every layer: its name, shape, least and greatest value, and what it learned or which maps are zero.
 * @param {HTMLElement} host
 * @param {Shown} map
 * @returns {void}
 */
export function showHeadings(host, { layout, reading, perMap }) {
  const { network } = reading
  reading.ranges ??= valueRanges([reading.input, ...reading.outputs])
  const { ranges } = reading
  host.classList.toggle("squeezed", layout.isSqueezed)
  const { columns } = layout
  host.style.width = `${layout.width}px`
  // They stay while the network does, and only their words change.
  if (host.children.length !== columns.length) {
    host.replaceChildren(
      ...columns.map(() =>
        element(
          "div",
          { class: "column" },
          element("b"),
          element("span", { "data-region": "shapes", "data-cover": "?" }),
          element("span"),
          element("span"),
        ),
      ),
    )
  }
  const headings = findAll(host, ".column", HTMLElement)
  columns.forEach((column, index) => {
    const layer = network.layers[column.k]
    const isDead = (/** @type {number} */ limit, /** @type {number} */ channel) =>
      limit === 0 && isAllZero(reading.outputs[column.k], column.shape[2], channel)
    const dead = layer && column.kind === "maps" ? perMap[column.k].filter(isDead).length : 0
    const learned = layer?.parameter_count ? `${compact(layer.parameter_count)} learned` : ""
    const heading = headings[index]
    Object.assign(heading.style, {
      left: `${column.x}px`,
      width: `${Math.min(column.slot + layout.gap - 3, layout.width - column.x)}px`,
    })
    const sizes = isCovered("shapes") ? "" : ` ${layer?.shape}. Learned: ${layer?.parameters}.`
    heading.title = layer ? `${layerName(layer)}: ${layer.formula}.${sizes}` : "What the network gets"
    const words = [
      layer?.name ?? "input",
      shapeText(column.shape).replaceAll(" ", "\u2009"),
      column.kind === "list" ? meaningOf(network, column.k) : rangeText(ranges[column.k + 1]),
      dead ? `${dead} all zero` : learned,
    ]
    words.forEach((text, line) => {
      if (heading.children[line].textContent !== text) heading.children[line].textContent = text
    })
  })
}

/**
 * What the values of a few units are called: logits before a softmax, probabilities after it.
 * @param {Network} network
 * @param {number} k
 */
function meaningOf(network, k) {
  if (network.layers[k].role === "probabilities") return "probabilities"
  return makesLogits(network, k) ? "logits" : ""
}

/**
 * @param {number} count
 * @returns {string}
 */
function compact(count) {
  return count < 10_000
    ? count.toLocaleString("en")
    : count < 1e6
      ? `${Math.round(count / 1000)} k`
      : `${(count / 1e6).toFixed(1)} M`
}

/** How many times as large as fits; 0 is the whole network. @type {[number, string][]} */
const SIZES = [
  [0, "fit"],
  [1, "1×"],
  [2, "2×"],
  [3, "3×"],
  [5, "5×"],
]

/**
 * The buttons that choose how far a colour scale reaches, and how large the maps are.
 * @param {HTMLElement} host
 * @param {{scale: Scale, zoom: number, hasOnce: boolean, choose: (changes: {scale: Scale} | {zoom: number}) => void}} map
 * @returns {void}
 */
export function showControls(host, map) {
  /**
   * @template Value
   * @param {string} label
   * @param {[Value, string][]} options
   * @param {Value} chosen
   * @param {(value: Value) => void} choose
   */
  const buttons = (label, options, chosen, choose) =>
    element(
      "span",
      { class: "choice", role: "group", "aria-label": label },
      element("span", { class: "label", text: label }),
      ...options.map(([value, text]) =>
        element("button", {
          type: "button",
          class: value === chosen ? "on" : "",
          "aria-pressed": String(value === chosen),
          text,
          onclick: () => choose(value),
        }),
      ),
    )
  host.replaceChildren(
    buttons("Colours reach over", SCALES, map.scale, (scale) => map.choose({ scale })),
    buttons(
      "Size",
      SIZES.filter(([size]) => size !== 1 || map.hasOnce),
      map.zoom,
      (zoom) => map.choose({ zoom }),
    ),
  )
}

/**
 * The scale of the layer in focus, and that of the input.
 * @param {HTMLElement} host
 * @param {Shown} map
 * @returns {void}
 */
export function showLegend(host, { reading, perMap, limits, focus, scale }) {
  reading.beyond ??= beyondScales(reading.input, ...reading.outputs)
  const layer = reading.network.layers[focus.k]
  const channel = layer?.output_shape.length === 3 ? focus.position[2] : 0
  /**
   * @param {string} text
   * @param {boolean} signed
   * @param {boolean} ink
   * @param {string} low
   * @param {string} high
   */
  const entry = (text, signed, ink, low, high) =>
    element(
      "span",
      { class: "scale" },
      element("span", { class: "label", text }),
      low,
      element("span", { class: "ramp", style: { background: scaleGradient(signed, ink) } }),
      high,
    )
  const [end] = limits[0]
  const entries = [
    readsNumbers(reading.network)
      ? entry("numbers", true, false, number(-end, 2), number(end, 2))
      : entry(pixelWords(reading.network).name, false, true, "0", "1"),
  ]
  if (layer) {
    const limit = limits[focus.k + 1][channel]
    const what =
      layer.role === "probabilities"
        ? "shares"
        : { map: `${layer.name}, channel ${channel}`, layer: layer.name, network: "all layers" }[scale]
    const largest = scale === "layer" && layer.role !== "probabilities" ? Math.max(...perMap[focus.k]) : limit
    const high = number(limit, 2) + (largest > limit ? ` or more, up to ${number(largest, 2)}` : "")
    entries.unshift(entry(what, layer.signed, false, layer.signed ? number(-limit, 2) : "0", high))
  }
  host.replaceChildren(...entries, ...beyondSwatches(reading.beyond))
}

/**
 * Pinning in words, and the feature map in focus as a file.
 * @param {HTMLElement} host
 * @param {Shown & {pinned: boolean, save: () => void}} map - save: downloads the whole map.
 * @returns {void}
 */
export function showTools(host, map) {
  const { reading, focus, pinned, limits } = map
  const layer = reading.network.layers[focus.k]
  const shape = layer?.output_shape ?? reading.network.input_shape
  const values = layer ? reading.outputs[focus.k] : reading.input
  /** @type {HTMLElement[]} */
  const nodes = [
    element("span", {
      class: "hint",
      text: pinned
        ? "Pinned. Arrow keys move, Page Up/Down changes the channel, Shift + ← → the layer, Escape unpins the cell."
        : "Click a cell to pin it.",
    }),
  ]
  if (shape.length === 3) {
    const channel = focus.position[2]
    const name = `${reading.network.name}-${layer?.name ?? "input"}-${channel}`
    const ink = !layer && !readsNumbers(reading.network)
    nodes.push(
      element("button", {
        type: "button",
        text: "PNG",
        title: "Download this feature map as a picture",
        onclick: () => downloadMapPng(values, shape, channel, limits[focus.k + 1][channel], ink, 10, name),
      }),
      element("button", {
        type: "button",
        text: "CSV",
        title: "Download this feature map's numbers",
        onclick: () => downloadMapCsv(values, shape, channel, name),
      }),
    )
  }
  nodes.push(
    element("button", {
      type: "button",
      text: "Map as PNG",
      title: "Download the whole map as a picture",
      onclick: () => map.save(),
    }),
  )
  host.replaceChildren(...nodes)
}
