// Where every layer, map and cell of a network stands. Pure: numbers in, numbers out.

import { columnFor, isList, NARROWEST, squeezedColumn } from "./columns.js"

/**
 * @import { Box, Network, PictureReader, Position, Shape } from "../shared/types.js"
 * @import { ListColumn, Maps, MapsColumn, UnitsColumn } from "./columns.js"
 */

const LAYER_GAP = 14
const LAYER_GAP_SMALL = 7
const NAME_LETTER = 7
const PHONE = 700
const PHONE_BASE = 84
const LARGEST_BASE = 140
const SMALLEST_BASE = 28
const LAYER_GAP_SQUEEZED = 5
/** As narrow as a column of maps may be squeezed. */
const THINNEST = 16

/**
 * What is laid out of a network; ks: the layers that are, all by default; -1 is the picture.
 * @typedef {PictureReader & {labels: string[], layers: Pick<Network["layers"][number], "name" | "output_shape">[],
 *   ks?: number[]}} Drawn
 */

/**
 * Where the input, k = -1, or layer k stands: at x, in a slot that may be wider than itself.
 * @typedef {(MapsColumn | ListColumn | UnitsColumn) & {k: number, x: number, slot: number}} Column
 */

/**
 * The input and all layers from left to right, in CSS pixels; isSqueezed: whether columns are too narrow for words;
 * hasOnce: whether the network is wider than the room even once as large.
 * @typedef {{width: number, height: number, gap: number, columns: Column[], isSqueezed: boolean, hasOnce: boolean}} Layout
 */

/**
 * A cell of the input, k = -1, or of layer k.
 * @typedef {{k: number, position: Position}} Focus
 */

/**
 * Lay out the input and all layers from left to right.
 *
 * Once as large as fits, cells take whole pixels and the whole network the width, or as little as it can with whole pixels;
 * twice as large, twice as many pixels, and so on. So sizes are in order. To fit a network that is wider still, its layers
 * are squeezed into columns of one width.
 * @param {Drawn} network
 * @param {number} width - CSS pixels to fill.
 * @param {number} height
 * @param {number} zoom - How many times as large as fits; 0 shows the whole network.
 * @param {number} [widest] - The widest that a browser can paint: there cells are smaller than zoom says.
 * @returns {Layout}
 */
export function layOut(network, width, height, zoom, widest = Infinity) {
  const attempt = (/** @type {number} */ base, times = 1, gap = LAYER_GAP) =>
    placed(network, { gap, height }, (shape, isInput) => columnFor(shape, { height, base, times, network, isInput }))
  // On a phone no network fits whole: better to scroll through maps that can be seen.
  const isPhone = width < PHONE
  const bases = isPhone ? descending(PHONE_BASE, SMALLEST_BASE, 8) : descending(LARGEST_BASE, SMALLEST_BASE, 4)
  const room = isPhone ? widest : width
  const base = bases.find((candidate) => attempt(candidate).width <= room) ?? SMALLEST_BASE
  const gaps = isPhone ? [LAYER_GAP] : [LAYER_GAP, LAYER_GAP_SMALL]
  const whole = gaps.map((gap) => attempt(base, 1, gap)).find((layout) => isPhone || layout.width <= width)
  if (zoom) {
    return { ...firstWithin(widest, descending(zoom, 1, 1), (times) => attempt(base, times)), hasOnce: !whole }
  }
  if (!whole) return squeezed(network, width, height)
  return isPhone ? whole : spread(whole, width)
}

/**
 * The columns from left to right.
 * @param {Drawn} network
 * @param {{gap: number, height: number}} room
 * @param {(shape: Shape, isInput: boolean) => MapsColumn | ListColumn | UnitsColumn} madeOf
 * @returns {Layout}
 */
function placed(network, { gap, height }, madeOf) {
  let x = 0
  const columns = placesOf(network).map((k) => {
    const column = madeOf(shapeOf(network, k), k < 0)
    const name = k < 0 ? "" : network.layers[k].name
    const slot = Math.max(column.width, NARROWEST, name.length * NAME_LETTER)
    const at = { ...column, k, x, slot }
    x += slot + gap
    return at
  })
  return { width: x - gap, height, columns, gap, isSqueezed: false, hasOnce: false }
}

/**
 * All layers in the width, in columns of one width; lists of classes take their own.
 * @param {Drawn} network
 * @param {number} width
 * @param {number} height
 * @returns {Layout}
 */
function squeezed(network, width, height) {
  const ks = placesOf(network)
  const shapes = ks.map((k) => shapeOf(network, k))
  const gap = LAYER_GAP_SQUEEZED
  const column = (/** @type {Shape} */ shape, /** @type {number} */ index, share = 0) =>
    squeezedColumn(shape, { width: share, height, network, isInput: ks[index] < 0 })
  const lists = shapes.reduce((sum, shape, index) => sum + (isList(shape) ? column(shape, index).width : 0), 0)
  const others = shapes.filter((shape) => !isList(shape)).length
  const share = Math.max(Math.floor((width - lists - gap * (shapes.length - 1)) / others), THINNEST)
  let x = 0
  const columns = shapes.map((shape, index) => {
    const made = column(shape, index, share)
    const slot = Math.max(made.width, isList(shape) ? 0 : share)
    const at = { ...made, k: ks[index], x, slot }
    x += slot + gap
    return at
  })
  return { width: x - gap, height, columns, gap, isSqueezed: share < NARROWEST * 1.5, hasOnce: true }
}

/**
 * The places of what is laid out of a network.
 * @param {Drawn} network
 * @returns {number[]}
 */
export function placesOf({ layers, ks }) {
  return ks ?? [-1, ...layers.keys()]
}

/**
 * @param {Drawn} network
 * @param {number} k - -1 is the picture.
 * @returns {Shape}
 */
export function shapeOf({ input_shape: input, layers }, k) {
  return k < 0 ? input : layers[k].output_shape
}

/**
 * The column of a layer; the first one if it is not laid out.
 * @param {Pick<Layout, "columns">} layout
 * @param {number} k
 * @returns {Column}
 */
export function columnOf({ columns }, k) {
  return columns.find((column) => column.k === k) ?? columns[0]
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
