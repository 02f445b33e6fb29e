// Where the columns of a large network stand, and the lanes that lead round some. Pure: numbers in, numbers out.

/** @import { Box, LargeNetwork } from "../shared/types.js" */

/** How many small maps a column has. */
export const COLUMN_MAPS = 8
/** CSS pixels. */
const GAP = 2
const SMALLEST_TILE = 12
const LARGEST_TILE = 22
const BETWEEN_COLUMNS = 3
const LANE_STEP = 5
const MOST_LEVELS = 4
const BETWEEN_ROWS = 10

/**
 * Columns in rows. A lane is a line of points; one that begins in another row than it ends in leaves at the row's end.
 * @typedef {object} WholeLayout
 * @property {number} width
 * @property {number} height
 * @property {number} tile - The side of a small map.
 * @property {number} gap - Between small maps.
 * @property {number} perRow
 * @property {Box[]} boxes - Of the columns.
 * @property {[x: number, y: number][][]} lanes
 */

/**
 * Lay the columns out in as few rows as leave the small maps large enough.
 * @param {Pick<LargeNetwork, "columns" | "lanes">} network
 * @param {number} room - CSS pixels.
 * @returns {WholeLayout}
 */
export function wholeLayout({ columns, lanes }, room) {
  const most = Math.max(1, Math.floor(room / (SMALLEST_TILE + BETWEEN_COLUMNS)))
  const rows = Math.ceil(columns.length / most)
  const perRow = Math.ceil(columns.length / rows)
  const pitch = Math.min(Math.floor(room / perRow), LARGEST_TILE + BETWEEN_COLUMNS)
  const tile = pitch - BETWEEN_COLUMNS
  const levels = laneLevels(lanes)
  const above = (Math.max(-1, ...levels) + 1) * LANE_STEP + (levels.length ? 3 : 2)
  const tall = COLUMN_MAPS * (tile + GAP) - GAP
  const rowHeight = above + tall + BETWEEN_ROWS
  const boxes = columns.map((_, index) => ({
    x: 2 + (index % perRow) * pitch,
    y: Math.floor(index / perRow) * rowHeight + above,
    width: tile,
    height: tall,
  }))
  const lines = lanes.flatMap(([from, to], index) =>
    laneLines(boxes, { from, to, level: levels[index] }, perRow * pitch),
  )
  return {
    width: perRow * pitch + 2,
    height: rows * rowHeight - BETWEEN_ROWS + 3,
    tile,
    gap: GAP,
    perRow,
    boxes,
    lanes: lines,
  }
}

/**
 * The lines of a lane, one for each row that it ends in.
 * @param {Box[]} boxes - Of the columns.
 * @param {{from: number, to: number, level: number}} lane
 * @param {number} width
 * @returns {[x: number, y: number][][]}
 */
function laneLines(boxes, { from, to, level }, width) {
  const [start, end] = [boxes[Math.max(from, 0)], boxes[to]]
  const [top, bottom] = [start, end].map(({ y }) => y - 3 - (level + 1) * LANE_STEP)
  const [startX, endX] = [start.x + (from < 0 ? 2 : start.width / 2), end.x + end.width / 2]
  /** @type {[number, number][]} */
  const out = [
    [startX, start.y - 2],
    [startX + 3, top],
  ]
  /** @type {[number, number][]} */
  const back = [
    [endX - 3, bottom],
    [endX, end.y - 2],
  ]
  if (start.y === end.y) return [[...out, ...back]]
  return [
    [...out, [width, top]],
    [[0, bottom], ...back],
  ]
}

/**
 * How high each lane runs, so that those which overlap do not meet.
 * @param {[from: number, to: number][]} lanes - By where they end.
 * @returns {number[]}
 */
export function laneLevels(lanes) {
  /** @type {number[]} */
  const levels = []
  lanes.forEach(([from, to], index) => {
    const taken = new Set(
      lanes.slice(0, index).flatMap(([start, end], other) => (start < to && from < end ? [levels[other]] : [])),
    )
    let level = 0
    while (taken.has(level) && level < MOST_LEVELS - 1) level++
    levels.push(level)
  })
  return levels
}

/**
 * The layers of every column that may be looked at: none in a column that is covered.
 * @param {Pick<LargeNetwork, "columns">} network
 * @param {(k: number) => boolean} isOpen - Whether a layer may be.
 * @returns {number[][]}
 */
export function openColumns({ columns }, isOpen) {
  return columns.map((ks) => ks.filter(isOpen))
}

/**
 * @param {WholeLayout} layout
 * @param {number} x
 * @param {number} y
 * @returns {number | undefined} The column at a point, or that below the lanes there.
 */
export function columnAtPoint({ boxes }, x, y) {
  const column = boxes.findIndex(
    (box) => x >= box.x - 2 && x < box.x + box.width + 2 && y >= box.y - 12 && y < box.y + box.height + 2,
  )
  return column < 0 ? undefined : column
}

/**
 * Where a key leads.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 * @param {number} perRow
 * @returns {number | undefined} Undefined if it leads nowhere.
 */
export function columnStep(key, at, count, perRow) {
  /** @type {Record<string, number | undefined>} */
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + perRow,
    ArrowUp: at - perRow,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: count - 1,
  }
  const wanted = to[key]
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, 0), count - 1)
}
