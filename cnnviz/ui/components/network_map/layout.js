// Where every layer, map and cell of a network stands. Pure: numbers in, numbers out.

import { readsColour } from "../shared/picture.js"

/** @import { Box, Network, Position, Shape } from "../shared/types.js" */

const MAP_GAP = 3
const MAP_GAP_SMALL = 2
const LAYER_GAP = 14
const LAYER_GAP_SMALL = 7
const NARROWEST = 57
const TITLE_LETTER = 6.3
const PHONE = 700
const PHONE_BASE = 84
const COLOUR_WIDTH = 72
const LIST_UNITS = 16
const LIST_WIDTH = 82
const LABEL_LETTER = 6
const WIDEST_UNITS = 72
const FOLDS = [1, 2, 4, 5, 6, 8, 10, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256]

/**
 * What is laid out of a network.
 * @typedef {{input_shape: Shape, labels: string[], layers: Pick<Network["layers"][number], "output_shape" | "title">[]}}
 *   Drawn
 */

/**
 * Maps in one column or several, from top to bottom and then from left to right.
 * @typedef {object} Maps
 * @property {"maps"} kind
 * @property {Shape} shape
 * @property {number} lead - How many pictures stand before the maps: a colour picture stands before its three channels.
 * @property {number} scale - CSS pixels a cell.
 * @property {number} gap - CSS pixels between maps.
 * @property {number} perColumn - Maps in a column.
 */

/**
 * All maps of a layer.
 * @typedef {Maps & {tiles: number, columns: number, width: number}} MapsColumn
 */

/**
 * A few units, one below the other, in rows of rowHeight CSS pixels.
 * @typedef {{kind: "list", shape: Shape, rowHeight: number, width: number}} ListColumn
 */

/**
 * A row of units, folded into a block of squares of scale × scale CSS pixels, `fold` a row.
 * @typedef {{kind: "units", shape: Shape, scale: number, fold: number, width: number}} UnitsColumn
 */

/**
 * Where the input, k = -1, or layer k stands: at x, in a slot that may be wider than itself.
 * @typedef {(MapsColumn | ListColumn | UnitsColumn) & {k: number, x: number, slot: number}} Column
 */

/**
 * The input and all layers from left to right, in CSS pixels.
 * @typedef {{width: number, height: number, gap: number, columns: Column[]}} Layout
 */

/**
 * A cell of the input, k = -1, or of layer k.
 * @typedef {{k: number, position: Position}} Focus
 */

/**
 * What a column is made for: `base` is how high the input's maps may be, zoom the screen pixels a cell or 0.
 * @typedef {{height: number, base: number, zoom: number, network: Drawn, isInput: boolean}} Room
 */

/**
 * Lay out the input and all layers from left to right.
 * @param {Drawn} network
 * @param {number} width - CSS pixels to fill.
 * @param {number} height
 * @param {number} zoom - 0 makes the maps as large as fit; 1, 2, ... sets the screen pixels a cell takes and lets the
 *   layout grow wider.
 * @param {number} [widest] - The widest that a browser can paint: there cells are smaller than zoom says.
 * @returns {Layout}
 */
export function layOut(network, width, height, zoom, widest = Infinity) {
  const shapes = [network.input_shape, ...network.layers.map((layer) => layer.output_shape)]
  const attempt = (/** @type {number} */ base, gap = LAYER_GAP, scale = 0) => {
    let x = 0
    const columns = shapes.map((shape, index) => {
      const column = columnFor(shape, { height, base, zoom: scale, network, isInput: index === 0 })
      const title = index ? network.layers[index - 1].title : ""
      const slot = Math.max(column.width, NARROWEST, title.length * TITLE_LETTER)
      const placed = { ...column, k: index - 1, x, slot }
      x += slot + gap
      return placed
    })
    return { width: x - gap, height, columns, gap }
  }
  if (zoom) return firstWithin(widest, descending(zoom, 1, 1), (scale) => attempt(28, LAYER_GAP, scale))
  // On a phone no network fits whole: better to scroll through maps that can be seen.
  if (width < PHONE) return firstWithin(widest, descending(PHONE_BASE, 28, 8), (base) => attempt(base))
  for (let base = 140; base > 28; base -= 4) {
    const layout = attempt(base)
    if (layout.width <= width) return spread(layout, width)
  }
  return spread(attempt(28, LAYER_GAP_SMALL), width)
}

/**
 * Numbers from one down to another.
 * @param {number} from
 * @param {number} to
 * @param {number} step
 * @returns {number[]}
 */
function descending(from, to, step) {
  return Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, index) => from - index * step)
}

/**
 * The first of these layouts that is no wider than `widest`, else the last.
 * @param {number} widest
 * @param {number[]} sizes - At least one.
 * @param {(size: number) => Layout} layoutOf
 * @returns {Layout}
 */
function firstWithin(widest, sizes, layoutOf) {
  for (const size of sizes.slice(0, -1)) {
    const layout = layoutOf(size)
    if (layout.width <= widest) return layout
  }
  return layoutOf(sizes[sizes.length - 1])
}

/**
 * @param {Shape} shape
 * @param {Room} room
 * @returns {MapsColumn | ListColumn | UnitsColumn}
 */
function columnFor(shape, room) {
  if (shape.length === 3) return mapsColumn(shape, room)
  return shape[0] <= LIST_UNITS ? listColumn(shape, room) : unitsColumn(shape, room)
}

/**
 * @param {Shape} shape
 * @param {Room} room
 * @returns {MapsColumn}
 */
function mapsColumn(shape, { height, base, zoom, network, isInput }) {
  const [rows, cols, channels] = shape
  const isColour = isInput && readsColour(network)
  const target = base * (rows / network.input_shape[0]) ** 0.6
  const fits = Math.max(1, Math.floor(target / rows))
  const lead = isColour ? 1 : 0
  const tiles = channels + lead
  const scale =
    zoom ||
    (channels > 1 && !isColour ? fits : Math.max(fits, Math.floor((isColour ? COLOUR_WIDTH : NARROWEST) / cols)))
  const gap = scale * cols < 32 ? MAP_GAP_SMALL : MAP_GAP
  const perColumn = Math.max(1, Math.floor((height + gap) / (rows * scale + gap)))
  const columns = Math.ceil(tiles / perColumn)
  return {
    kind: "maps",
    shape,
    lead,
    tiles,
    scale,
    gap,
    columns,
    perColumn: Math.ceil(tiles / columns),
    width: columns * (cols * scale + gap) - gap,
  }
}

/**
 * A few units; names of classes may be words.
 * @param {Shape} shape
 * @param {Room} room
 * @returns {ListColumn}
 */
function listColumn(shape, { height, network: { labels } }) {
  const longest = labels.length === shape[0] ? Math.max(...labels.map((label) => label.length)) : 1
  return {
    kind: "list",
    shape,
    rowHeight: Math.min(Math.floor(height / shape[0]), 30),
    width: LIST_WIDTH + Math.max(longest - 2, 0) * LABEL_LETTER,
  }
}

/**
 * A folded row of units: unit u stands in row floor(u / fold), column u % fold.
 * @param {Shape} shape
 * @param {Room} room
 * @returns {UnitsColumn}
 */
function unitsColumn(shape, { height }) {
  const [units] = shape
  for (let scale = 11; scale > 1; scale--) {
    const fold = FOLDS.find((count) => Math.ceil(units / count) * scale <= height)
    if (fold && fold * scale <= WIDEST_UNITS) return { kind: "units", shape, scale, fold, width: fold * scale }
  }
  const fold = FOLDS.find((count) => Math.ceil(units / count) <= height) ?? Math.ceil(units / height)
  return { kind: "units", shape, scale: 1, fold, width: fold }
}

/**
 * Share out the room that is left between the layers.
 * @param {Layout} layout
 * @param {number} width
 * @returns {Layout} The same, changed.
 */
function spread(layout, width) {
  const extra = Math.max(0, Math.min((width - layout.width) / (layout.columns.length - 1), 40))
  layout.columns.forEach((column, index) => (column.x = Math.floor(column.x + index * extra)))
  layout.width = Math.max(layout.width, Math.min(width, layout.width + extra * (layout.columns.length - 1)))
  return layout
}

/**
 * Where one map stands, or the whole block of units.
 * @param {Column | (Maps & {x: number})} column
 * @param {number} [channel] - -1 is a colour picture.
 * @returns {Box}
 */
export function mapBox(column, channel = 0) {
  if (column.kind === "list") {
    return { x: column.x, y: 0, width: column.width, height: column.rowHeight * column.shape[0] }
  }
  if (column.kind === "units") {
    return { x: column.x, y: 0, width: column.width, height: Math.ceil(column.shape[0] / column.fold) * column.scale }
  }
  const [rows, cols] = column.shape
  const tile = channel + column.lead
  const [across, down] = [Math.floor(tile / column.perColumn), tile % column.perColumn]
  return {
    x: column.x + across * (cols * column.scale + column.gap),
    y: down * (rows * column.scale + column.gap),
    width: cols * column.scale,
    height: rows * column.scale,
  }
}

/**
 * Where a cell stands.
 * @param {Column | (Maps & {x: number})} column
 * @param {Position} position
 * @returns {Box}
 */
export function cellBox(column, position) {
  const box = mapBox(column, position[2])
  if (column.kind === "list") return { ...box, y: position[0] * column.rowHeight, height: column.rowHeight }
  const [row, col] =
    column.kind === "units" ? [Math.floor(position[0] / column.fold), position[0] % column.fold] : position
  return { x: box.x + col * column.scale, y: box.y + row * column.scale, width: column.scale, height: column.scale }
}

/**
 * Which cell stands at x, y.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @returns {Focus | undefined} Undefined between the maps.
 */
export function cellAt(layout, x, y) {
  const column = layout.columns.find(({ x: left, width }) => x >= left && x < left + width)
  if (!column || y < 0) return undefined
  if (column.kind === "list") {
    const unit = Math.floor(y / column.rowHeight)
    return unit < column.shape[0] ? { k: column.k, position: [unit] } : undefined
  }
  if (column.kind === "units") {
    const [row, col] = [Math.floor(y / column.scale), Math.floor((x - column.x) / column.scale)]
    const unit = row * column.fold + col
    return unit < column.shape[0] ? { k: column.k, position: [unit] } : undefined
  }
  const [rows, cols] = column.shape
  const [across, down] = [cols * column.scale + column.gap, rows * column.scale + column.gap]
  const tile = Math.floor((x - column.x) / across) * column.perColumn + Math.floor(y / down)
  const [row, col] = [Math.floor((y % down) / column.scale), Math.floor(((x - column.x) % across) / column.scale)]
  if (row >= rows || col >= cols || tile >= column.tiles || Math.floor(y / down) >= column.perColumn) return undefined
  return { k: column.k, position: [row, col, Math.max(tile - column.lead, 0)] }
}
