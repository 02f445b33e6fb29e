// The column of one layer: its maps, its units or its classes. Pure: numbers in, numbers out.

import { readsColour, readsNumbers } from "../shared/picture.js"

/**
 * @import { Shape } from "../shared/types.js"
 * @import { Drawn } from "./layout.js"
 */

/** CSS pixels. */
export const NARROWEST = 57
const MAP_GAP = 3
const MAP_GAP_SMALL = 2
const MAP_GAP_SQUEEZED = 1
const COLOUR_WIDTH = 72
const LARGEST_NUMBER = 24
const SQUEEZED_NUMBERS = 120
const LIST_UNITS = 16
const LIST_WIDTH = 82
const LABEL_LETTER = 6
const WIDEST_UNITS = 72
const FOLDS = [1, 2, 4, 5, 6, 8, 10, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256]

/**
 * Maps in one column or several, from top to bottom and then from left to right.
 * @typedef {object} Maps
 * @property {"maps"} kind
 * @property {Shape} shape
 * @property {number} lead - How many pictures stand before the maps: a colour picture stands before its three channels.
 * @property {number} scale - CSS pixels a cell: whole, but for a squeezed layer of many cells.
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
 * What a column is made for: `base` is how high the input's maps may be, times how many times as large cells are then.
 * @typedef {{height: number, base: number, times: number, network: Drawn, isInput: boolean}} Room
 */

/**
 * The column of a layer, with whole pixels for every cell.
 * @param {Shape} shape - Of the layer's output.
 * @param {Room} room
 * @returns {MapsColumn | ListColumn | UnitsColumn}
 */
export function columnFor(shape, room) {
  if (shape.length === 3) return mapsColumn(shape, room)
  return isList(shape) ? listColumn(shape, room) : unitsColumn(shape, room)
}

/**
 * The column of a layer in no more than this width, however many maps it has: cells may be smaller than a pixel.
 * @param {Shape} shape - Of the layer's output.
 * @param {Pick<Room, "height" | "network" | "isInput"> & {width: number}} room - width: a list of classes takes its own.
 * @returns {MapsColumn | ListColumn | UnitsColumn}
 */
export function squeezedColumn(shape, { width, ...room }) {
  if (shape.length === 3) return squeezedMaps(shape, { width, ...room })
  return isList(shape) ? listColumn(shape, room) : unitsColumn(shape, room, width)
}

/**
 * As many columns of maps as leave the largest maps.
 * @param {Shape} shape
 * @param {Pick<Room, "height" | "network" | "isInput"> & {width: number}} room
 * @returns {MapsColumn}
 */
function squeezedMaps(shape, { height, network, isInput, width }) {
  const [rows, cols, channels] = shape
  const lead = isInput && readsColour(network) ? 1 : 0
  const tiles = channels + lead
  const gap = MAP_GAP_SQUEEZED
  if (isInput && readsNumbers(network)) {
    // Squeezed into a column they would be thinner than a hair.
    return arranged({
      shape,
      lead,
      tiles,
      scale: Math.max(width, Math.min(2 * cols, SQUEEZED_NUMBERS)) / cols,
      gap,
      columns: 1,
    })
  }
  let [columns, scale] = [1, 0]
  for (let across = 1; across <= tiles && across * (gap + 1) <= width; across++) {
    const down = Math.ceil(tiles / across)
    const fits = Math.min((width - (across - 1) * gap) / (across * cols), (height - (down - 1) * gap) / (down * rows))
    if (fits > scale) [columns, scale] = [across, fits]
  }
  if (scale > 1) scale = Math.floor(scale)
  return arranged({ shape, lead, tiles, scale, gap, columns })
}

/**
 * Whether units stand in a list, each with its bar and its number.
 * @param {Shape} shape
 * @returns {boolean}
 */
export function isList(shape) {
  return shape.length === 1 && shape[0] <= LIST_UNITS
}

/**
 * @param {Shape} shape
 * @param {Room} room
 * @returns {MapsColumn}
 */
function mapsColumn(shape, { height, base, times, network, isInput }) {
  const [rows, cols, channels] = shape
  if (isInput && readsNumbers(network)) {
    const fits = (3 * base) / cols
    const scale = times * (fits < 1 ? fits : Math.min(Math.floor(fits), LARGEST_NUMBER))
    return arranged({ shape, lead: 0, tiles: 1, scale, gap: 0, columns: 1 })
  }
  const isColour = isInput && readsColour(network)
  const target = base * (rows / network.input_shape[0]) ** 0.6
  const fits = Math.max(1, Math.floor(target / rows))
  const lead = isColour ? 1 : 0
  const tiles = channels + lead
  const widest = isColour ? COLOUR_WIDTH : NARROWEST
  const scale = times * (channels > 1 && !isColour ? fits : Math.max(fits, Math.floor(widest / cols)))
  const gap = scale * cols < 32 ? MAP_GAP_SMALL : MAP_GAP
  const perColumn = Math.max(1, Math.floor((height + gap) / (rows * scale + gap)))
  const columns = Math.ceil(tiles / perColumn)
  return arranged({ shape, lead, tiles, scale, gap, columns })
}

/**
 * Maps in columns that are as equally long as can be.
 * @param {Omit<MapsColumn, "kind" | "perColumn" | "width">} maps
 * @returns {MapsColumn}
 */
function arranged(maps) {
  const { shape, tiles, scale, gap, columns } = maps
  const perColumn = Math.ceil(tiles / columns)
  return { ...maps, kind: "maps", perColumn, width: columns * (shape[1] * scale + gap) - gap }
}

/**
 * A few units; names of classes may be words.
 * @param {Shape} shape
 * @param {Pick<Room, "height" | "network">} room
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
 * @param {Pick<Room, "height">} room
 * @param {number} [widest]
 * @returns {UnitsColumn}
 */
function unitsColumn(shape, { height }, widest = WIDEST_UNITS) {
  const [units] = shape
  for (let scale = 11; scale > 1; scale--) {
    const fold = FOLDS.find((count) => Math.ceil(units / count) * scale <= height)
    if (fold && fold * scale <= widest) return { kind: "units", shape, scale, fold, width: fold * scale }
  }
  const fold = FOLDS.find((count) => Math.ceil(units / count) <= height) ?? Math.ceil(units / height)
  return { kind: "units", shape, scale: 1, fold, width: fold }
}
