// The two maps of a step: what goes in on the left, what comes out on the right.

import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { sourceOf } from "../shared/graph.js"
import { regionOf } from "../shared/layer_regions.js"
import { layerName } from "../shared/names.js"
import { pictureCanvas, readsColour } from "../shared/picture.js"
import { inputOf } from "../shared/wire.js"
import { gridOf, legend } from "./grid.js"
import { mapView } from "./map_view.js"
import { channelName, fixedLimit, INPUT_STEP, isInk, stepLayer, stepOutput } from "./steps.js"

/**
 * @import { Child } from "../shared/element.js"
 * @import { Layer, Position, Reading, Shape, Terms } from "../shared/types.js"
 * @import { Grid } from "./grid.js"
 * @import { MapView, Scheme } from "./map_view.js"
 * @import { StepLayer } from "./steps.js"
 * @import { SumView } from "./sums.js"
 */

/**
 * The sizes of a stage in CSS pixels.
 * @typedef {{narrow: boolean, mapWidth: number, mapHeight: number, middleWidth: number}} Sizes
 */

/**
 * A step, as its scene needs it. goTo leads to the chosen cell's own cell of a layer that feeds it; branch says which of
 * several such layers the visitor has chosen for the way back.
 * @template {Layer} [L=StepLayer]
 * @template [T=Terms | undefined] - Its terms; undefined, too, where weights may be on their way.
 * @typedef {Sizes & {
 *   reading: Reading, k: number, layer: L, position: Position, scheme: Scheme, inputChannel: number | undefined,
 *   setInputChannel: (channel: number) => void,
 *   termsAt: (position: Position) => T,
 *   choose: (position: Position) => void,
 *   hover: (position: Position | undefined) => void,
 *   goTo: (k: number, position: Position) => void,
 *   branch: () => number | undefined,
 * }} Stage
 */

/**
 * A cell on show; terms are undefined while weights are on their way.
 * @template [T=Terms | undefined]
 * @typedef {{position: Position, terms: T, revealed: number}} Now
 */

/**
 * What a kind of layer shows between the maps.
 *
 *   panes    the nodes to show, in the places input, channels, middle or output
 *   output   the map that fills in; undefined where the output is bars
 *   update   shows a cell
 *   sum      the cell's own numbers, see sums.js
 *   text     writes a value, else as a number
 *   note     one more sentence
 *
 * @template [T=Terms | undefined]
 * @typedef {{
 *   panes: HTMLElement[],
 *   output?: MapView<Grid>,
 *   update(now: Now<T>): void,
 *   sum(terms: NonNullable<T>, position: Position, view: SumView): Child[],
 *   text?: (value: number) => string,
 *   note?: string,
 * }} Scene
 */

/** What the places of a stage show, see covers.js: what goes in and comes out depends on the layer. */
const REGIONS = { channels: "sums maps", middle: "sums maps", input: "maps", output: "maps", whole: undefined }
const NARROW = 760
const LARGEST_CELL = 60

/**
 * The sizes of a stage: the maps take the height that the rest of the page leaves them.
 * @param {number} width
 * @returns {Sizes}
 */
export function stageSizes(width) {
  if (width < NARROW) {
    const mapWidth = Math.floor((width - 12) / 2)
    return { narrow: true, mapWidth, mapHeight: mapWidth, middleWidth: width }
  }
  const middleWidth = Math.round(width * 0.38)
  const mapHeight = Math.min(Math.max(window.innerHeight - 500, 260), 620)
  return { narrow: false, mapWidth: Math.floor((width - middleWidth - 56) / 2), mapHeight, middleWidth }
}

/**
 * A part of the stage.
 * @param {"input" | "channels" | "middle" | "output" | "whole"} area - Its place.
 * @param {string} title - Empty where there is none.
 * @param {string} detail - Likewise.
 * @param {Child[]} nodes
 * @returns {HTMLElement}
 */
export function pane(area, title, detail, ...nodes) {
  return element(
    "div",
    { class: `pane ${area}`, "data-region": REGIONS[area], "data-lock": "none" },
    title && element("h3", { text: title }, detail && detailNode(area, detail)),
    ...nodes,
  )
}

/**
 * What is said of a part in small print: of what goes in and comes out, its size.
 * @param {string} area
 * @param {string} text
 */
function detailNode(area, text) {
  const isSize = area === "input" || area === "output"
  const cover = isSize ? { "data-region": "shapes", "data-cover": "?" } : {}
  return element("small", {}, " ", element("span", { ...cover, text }))
}

/**
 * The largest whole number of pixels a cell can have; a part of one where the map does not fit otherwise.
 * @param {number} cols
 * @param {number} rows
 * @param {number} width
 * @param {number} height
 * @returns {number}
 */
export function fitCell(cols, rows, width, height) {
  const fits = Math.min(width / cols, height / rows)
  // Several cells of a map larger than its place share a pixel.
  return fits < 1 ? fits : Math.min(Math.floor(fits), LARGEST_CELL)
}

/**
 * "Feature map of filter 3", "Channel 3", "The picture", "Red"
 * @param {StepLayer} layer
 * @param {number} channel
 */
function mapName(layer, channel) {
  const name = channelName(layer, channel)
  return layer.role === "filters" ? `Feature map of ${name}` : name[0].toUpperCase() + name.slice(1)
}

/** @param {Shape} shape */
function sizeText(shape) {
  return shape.length === 3 ? `${shape[0]} × ${shape[1]}` : `${shape[0].toLocaleString("en")} values`
}

/**
 * A map of what goes in, to be drawn on by the scene.
 * @param {Stage} stage
 * @param {number | undefined} channel
 * @param {{border?: number, height?: number}} [options] - Cells of padding, and the height to fill.
 * @returns {MapView<Grid>}
 */
export function inputView(stage, channel, { border = 0, height = stage.mapHeight } = {}) {
  const source = sourceOf(stage.reading.network, stage.k)
  const grid = gridOf(
    stage.layer.input_shape,
    inputOf(stage.reading, stage.k),
    channel,
    fixedLimit(stage.reading, source),
  )
  const cellSize = fitCell(grid.cols + 2 * border, grid.rows + 2 * border, stage.mapWidth, height)
  return mapView({
    grid,
    cellSize,
    border,
    ink: isInk(stage.reading, source),
    scheme: stage.scheme,
    attributes: { role: "img", "aria-label": "What goes in" },
  })
}

/**
 * The pane of what goes in.
 * @param {Stage} stage
 * @param {MapView<Grid>} view
 * @returns {HTMLElement}
 */
export function inputPane(stage, view) {
  const source = sourceOf(stage.reading.network, stage.k)
  const before = stepLayer(stage.reading, source)
  const { input_shape: shape } = stage.layer
  const name = shape.length === 3 ? mapName(before, view.grid.channel) : "What goes in"
  // Where it comes from need not be said of the step before.
  const from = source === stage.k - 1 || source === INPUT_STEP ? "" : `, ${before.name}`
  const node = pane(
    "input",
    name + from,
    sizeText(shape),
    view.canvas,
    legend(view.grid, before.signed, isInk(stage.reading, source)),
  )
  node.dataset.region = regionOf(stage.reading.network, source)
  return node
}

/**
 * The map that fills in. Hovering, clicking and arrow keys choose a cell of it.
 * @param {Stage} stage
 * @param {{width?: number, height?: number, limit?: number}} [options] - The room to fill, and the colour scale's end
 *   where it shares that of the input.
 * @returns {MapView<Grid>}
 */
export function outputView(stage, { width = stage.mapWidth, height = stage.mapHeight, limit } = {}) {
  const { reading, k, layer } = stage
  const grid = gridOf(layer.output_shape, stepOutput(reading, k), stage.position[2], limit ?? fixedLimit(reading, k))
  const size = grid.isMap ? `, ${grid.rows} by ${grid.cols}` : `, ${grid.count} units`
  const what = `${grid.isMap ? `, ${channelName(layer, grid.channel)}` : ""}${isCovered("shapes") ? "" : size}`
  const view = mapView({
    picture:
      k === INPUT_STEP && readsColour(reading.network) ? pictureCanvas(reading.network, reading.input) : undefined,
    grid,
    cellSize: fitCell(grid.cols, grid.rows, width, height),
    ink: isInk(reading, k),
    scheme: stage.scheme,
    attributes: {
      "data-testid": "stepper-output",
      "data-keep": "output",
      tabindex: "0",
      role: "application",
      "aria-label": `${layerName(layer)}${what}: arrow keys choose a cell${grid.isMap ? ", Page Up and Page Down another channel" : ""}`,
    },
  })
  view.listen({
    onHover: (cell) => stage.hover(cell === undefined ? undefined : grid.positionOf(cell)),
    onChoose: (cell) => stage.choose(grid.positionOf(cell)),
    current: () => grid.cellOf(stage.position),
  })
  return view
}

/**
 * The pane of what comes out.
 * @param {Stage} stage
 * @param {MapView<Grid>} view
 * @returns {HTMLElement}
 */
export function outputPane(stage, view) {
  const { layer, k } = stage
  const isPicture = k === INPUT_STEP && readsColour(stage.reading.network)
  const name = isPicture ? "The picture" : view.grid.isMap ? mapName(layer, view.grid.channel) : "What comes out"
  const words = view.grid.isZero
    ? element("p", { class: "dead", text: "All zero for this picture." })
    : !isPicture && legend(view.grid, layer.signed, isInk(stage.reading, k))
  const node = pane(
    "output",
    name,
    sizeText(layer.output_shape),
    view.canvas,
    // The ends of the scale are values of cells.
    element("div", { "data-region": "sums", "data-cover": "?" }, words),
  )
  node.dataset.region = regionOf(stage.reading.network, k)
  return node
}
