// The ledger: the arithmetic of the cell in focus, in large type, below the map.

import { agrees, kindOf } from "../layers/index.js"
import { ledgerCanvases, plainLedger, result, startLedger } from "../layers/parts/ledger.js"
import { receptiveField } from "../layers/parts/windows.js"
import { lineLength } from "../scene/grid.js"
import { CanvasPool, mapCanvas } from "../shared/canvas.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { number } from "../shared/format.js"
import { isAnswer, sourceOf } from "../shared/graph.js"
import { PICTURE, sumRegions } from "../shared/layer_regions.js"
import { layerName } from "../shared/names.js"
import {
  pictureCanvas,
  pixelPlace,
  pixelText,
  pixelWords,
  readsColour,
  readsInk,
  readsNumbers,
} from "../shared/picture.js"
import { flatIndex } from "../shared/positions.js"
import { cellBox } from "./layout.js"
import { frame, regionBox } from "./overlay.js"
import { isAllZero } from "./scales.js"

/**
 * @import { Box, Layer, Network, Position, Reading, Region, Shape, Terms } from "../shared/types.js"
 * @import { Maps } from "./columns.js"
 * @import { Focus } from "./layout.js"
 */

/**
 * What the ledger shows: limits are the ends of the colour scales by k + 1 and channel; `open` is what the visitor has
 * opened in this kind of ledger, and setOpen shows it again with another part open; goTo leads to another cell.
 * @typedef {object} Sight
 * @property {Reading} reading
 * @property {Focus} focus
 * @property {Terms | undefined} terms - Undefined while the weights they need are on their way.
 * @property {number[][]} limits
 * @property {string} marker - The marker's colour.
 * @property {unknown} open
 * @property {(open: unknown) => void} setOpen
 * @property {(k: number) => void} showColumnOf - Of a large network: shows a layer with what feeds it.
 * @property {(k: number, position: Position) => void} goTo
 */

/** CSS pixels. */
const LENS_SIZE = 132

/**
 * Fill the ledger.
 * @param {HTMLElement} host
 * @param {Sight} view
 * @returns {void}
 */
export function showLedger(host, view) {
  const { reading, focus, limits } = view
  startLedger(host)
  if (focus.k < 0) {
    host.replaceChildren(lenses(view), inputLedger(view))
    return
  }
  const layer = reading.network.layers[focus.k]
  const terms = view.terms
  const body = terms
    ? (kindOf(layer).ledger ?? plainLedger)(layer, terms, {
        ...view,
        k: focus.k,
        position: focus.position,
        limits: limits[sourceOf(reading.network, focus.k) + 1],
      })
    : [waiting(view, layer)]
  host.replaceChildren(
    lenses(view),
    element(
      "div",
      { class: "sum" },
      heading(layer, view, terms),
      element("div", { class: "body", "data-region": sumRegions(layer).join(" ") }, ...body.filter(Boolean)),
      facts(layer),
    ),
  )
}

/**
 * Why there is no sum yet, and of a large network the way to it.
 * @param {Sight} view
 * @param {Layer} layer
 */
function waiting({ reading, focus, showColumnOf }, layer) {
  if (!reading.network.columns) {
    return element("p", { class: "note", text: "The weights of this layer are still on their way." })
  }
  return element(
    "p",
    { class: "note" },
    "You see this layer because it feeds the next. ",
    element("button", {
      type: "button",
      text: `Open ${layer.name}`,
      onclick: () => showColumnOf(focus.k),
    }),
    " to see what feeds it, and its sum.",
  )
}

/**
 * @param {Layer} layer
 * @param {Sight} view
 * @param {Terms} [terms]
 */
function heading(layer, { reading, focus }, terms) {
  const value = reading.outputs[focus.k][flatIndex(layer.output_shape, focus.position)]
  return element(
    "div",
    { class: "heading" },
    element("b", { text: layerName(layer) }),
    element("span", { class: "place", text: placeText(reading, focus) }),
    element("span", {
      class: "tensorflow",
      "data-testid": "tensorflow",
      title: "The same value as TensorFlow computed it",
      text: `TensorFlow: ${number(value)} ${terms && agrees(reading, focus.k, terms) ? "✓" : ""}`,
    }),
  )
}

/**
 * Where a focus is, in words.
 * @param {{network: Network}} reading
 * @param {Focus} focus
 * @returns {string}
 */
export function placeText({ network }, { k, position }) {
  if (position.length === 3) return `channel ${position[2]}, row ${position[0]}, column ${position[1]}`
  const layer = network.layers[k]
  const isClass = layer.output_shape[0] === network.labels.length && isAnswer(network, k)
  return isClass
    ? `for the ${readsInk(network) && network.reads !== "drawings" ? "digit" : "class"} ${network.labels[position[0]]}`
    : `unit ${position[0]}`
}

/** @param {Layer} layer */
function facts(layer) {
  const written = (/** @type {string[][]} */ parts) =>
    parts
      .filter(([, text]) => text)
      .map(([name, text]) => element("span", {}, element("b", { text: name }), ` ${text}`))
  const sizes = [
    ["Size", layer.shape],
    ["Learned", layer.parameters],
    ["Multiply-adds", layer.multiply_adds],
    ["Keras", layer.keras],
  ]
  return element(
    "div",
    { class: "facts" },
    ...written([["Formula", layer.formula]]),
    element("span", { class: "facts", "data-region": "shapes" }, ...written(sizes)),
  )
}

/** @param {Sight} view */
function inputLedger({ reading, focus }) {
  const [row, col] = focus.position
  const head = element(
    "div",
    { class: "heading" },
    element("b", { text: "input" }),
    element("span", { class: "place", text: pixelPlace(reading.network, row, col) }),
  )
  if (readsColour(reading.network)) {
    return element(
      "div",
      { class: "sum" },
      head,
      element("p", { class: "equation" }, element("b", { class: "result", text: inputText(reading, focus.position) })),
      element("p", {
        class: "note",
        text: "One pixel of the picture that the network gets: three numbers, how much red, green and blue it has, each from 0 to 1.",
      }),
    )
  }
  return element(
    "div",
    { class: "sum" },
    head,
    element(
      "p",
      { class: "equation" },
      `${pixelWords(reading.network).name} = `,
      result(reading.input[flatIndex(reading.network.input_shape, focus.position)]),
    ),
    element("p", {
      class: "note",
      text: readsNumbers(reading.network)
        ? "One of the numbers that the network gets, as it is: nothing scales it."
        : `One pixel of the picture that the network gets: ${readsInk(reading.network) ? "0 is no ink, 1 is full ink" : "0 is black, 1 is white"}.`,
    }),
  )
}

/**
 * A pixel of the input in numbers.
 * @param {Reading} reading
 * @param {Position} position
 * @returns {string}
 */
export function inputText({ network, input }, position) {
  return readsColour(network)
    ? pixelText(network, input, position[0], position[1])
    : number(input[flatIndex(network.input_shape, position)] ?? 0)
}

/**
 * Two pictures large enough for the back row: what the cell sees of the drawing, and the map it is on.
 * @param {Sight} view
 */
function lenses({ reading, focus, limits, marker }) {
  const cell = focus.k < 0 ? focus.position : undefined
  const areNumbers = readsNumbers(reading.network)
  const nodes = [
    element(
      "div",
      { class: "lens", ...PICTURE },
      areNumbers
        ? numbersLens(reading, limits[0][0], cell?.[1], marker)
        : lensCanvas(
            inputLens(reading),
            reading.network.input_shape,
            receptiveField(reading.network, focus.k, focus.position),
            cell,
            marker,
          ),
      element("span", {
        class: "caption",
        text: areNumbers ? "the numbers, in lines" : cell ? "the input" : "what it can see",
      }),
    ),
  ]
  const shape = focus.k >= 0 ? reading.network.layers[focus.k].output_shape : []
  if (shape.length === 3) {
    const channel = focus.position[2]
    nodes.push(
      element(
        "div",
        { class: "lens" },
        lensCanvas(
          mapCanvas(reading.outputs[focus.k], shape, channel, limits[focus.k + 1][channel], false, ledgerCanvases),
          shape,
          undefined,
          focus.position,
          marker,
        ),
        element("span", {
          class: "caption",
          text: isAllZero(reading.outputs[focus.k], shape[2], channel)
            ? "its map is all zero here"
            : `its map, channel ${channel}`,
        }),
      ),
    )
  }
  return element("div", { class: "lenses" }, ...nodes)
}

/** The input of each reading in the size of a lens: every hover shows it, and a photograph takes a while to reduce.
 * @type {WeakMap<Reading, HTMLCanvasElement>} */
const inputLenses = new WeakMap()

/** @param {Reading} reading */
function inputLens(reading) {
  const kept = inputLenses.get(reading)
  if (kept) return kept
  const { network, input } = reading
  const lens = lensCanvas(
    pictureCanvas(network, input),
    network.input_shape,
    undefined,
    undefined,
    "",
    new CanvasPool(),
  )
  inputLenses.set(reading, lens)
  return lens
}

/**
 * Numbers that are no picture, in lines: as a row they would be as high as one of them.
 * @param {Reading} reading
 * @param {number} limit - The end of the colour scale.
 * @param {number | undefined} index - Which one is framed.
 * @param {string} marker
 */
function numbersLens({ input }, limit, index, marker) {
  const cols = lineLength(input.length)
  const shape = [Math.ceil(input.length / cols), cols, 1]
  const cell = index === undefined ? undefined : [Math.floor(index / cols), index % cols]
  return lensCanvas(mapCanvas(input, shape, 0, limit, false, ledgerCanvases), shape, undefined, cell, marker)
}

/** How many CSS pixels a cell of maps of this shape takes in a lens. @param {Shape} shape */
function lensScale([rows, cols]) {
  const fits = LENS_SIZE / Math.max(rows, cols)
  // Large maps are shown smaller than they are: where several cells share a pixel it has their mean.
  return fits < 0.8 ? fits : Math.max(1, Math.floor(fits))
}

/**
 * A picture of one pixel a cell, or one in the size of a lens already, enlarged, with a region or a cell of it framed.
 * @param {HTMLCanvasElement} picture
 * @param {Shape} shape
 * @param {Region | undefined} region
 * @param {Position | undefined} cell
 * @param {string} marker
 * @param {CanvasPool} [pool] - Where the canvas comes from.
 */
function lensCanvas(picture, shape, region, cell, marker, pool = ledgerCanvases) {
  const [rows, cols] = shape
  const scale = lensScale(shape)
  const canvas = pool.take(Math.round(cols * scale * 2), Math.round(rows * scale * 2))
  canvas.className = ""
  Object.assign(canvas.style, { width: `${cols * scale}px`, height: `${rows * scale}px` })
  const context = contextOf(canvas, { willReadFrequently: true })
  context.setTransform(2, 0, 0, 2, 0, 0)
  context.imageSmoothingEnabled = scale < 1
  context.imageSmoothingQuality = "high"
  context.clearRect(0, 0, cols * scale, rows * scale)
  context.drawImage(picture, 0, 0, cols * scale, rows * scale)
  /** @type {Maps & {x: number}} */
  const column = { kind: "maps", shape, lead: 0, scale, gap: 0, perColumn: 1, x: 0 }
  if (region) frame(context, inset(regionBox(column, region, 0)), marker, 2)
  if (cell) frame(context, cellBox(column, [cell[0], cell[1], 0]), marker, 2)
  return canvas
}

/** @param {Box} box */
function inset({ x, y, width, height }) {
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 }
}
