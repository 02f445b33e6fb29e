// Where every layer, map and cell of a network stands. Pure: numbers in, numbers out.

const MAP_GAP = 3
const MAP_GAP_SMALL = 2
const LAYER_GAP = 14
const LAYER_GAP_SMALL = 7
const NARROWEST = 57
const PHONE = 700
const PHONE_BASE = 84
const LIST_UNITS = 16
const LIST_WIDTH = 82
const WIDEST_UNITS = 72
const FOLDS = [1, 2, 4, 5, 6, 8, 10, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256]

/**
 * Lay out the input and all layers from left to right in a box of width x height CSS pixels.
 * zoom: 0 makes the maps as large as fit; 1, 2, ... sets the screen pixels a cell takes and lets the box grow wider.
 * Returns {width, height, columns: [{k, shape, kind: "maps" | "units" | "list", x, width, scale, ...}]}; k = -1 is the input.
 */
function layOut(network, width, height, zoom) {
  const shapes = [network.input_shape, ...network.layers.map((layer) => layer.output_shape)]
  const attempt = (base, gap = LAYER_GAP) => place(shapes.map((shape) => columnFor(shape, height, base, zoom, network.input_shape[0])), height, gap)
  if (zoom) return attempt(28)
  // On a phone no network fits whole: better to scroll through maps that can be seen.
  if (width < PHONE) return attempt(PHONE_BASE)
  for (let base = 140; base > 28; base -= 4) {
    const layout = attempt(base)
    if (layout.width <= width) return spread(layout, width)
  }
  return spread(attempt(28, LAYER_GAP_SMALL), width)
}

function columnFor(shape, height, base, zoom, inputSize) {
  if (shape.length === 3) return mapsColumn(shape, height, base, zoom, inputSize)
  return shape[0] <= LIST_UNITS ? { kind: "list", shape, rowHeight: Math.min(Math.floor(height / shape[0]), 30), width: LIST_WIDTH } : unitsColumn(shape, height)
}

function mapsColumn(shape, height, base, zoom, inputSize) {
  const [rows, cols, channels] = shape
  const target = base * (rows / inputSize) ** 0.6
  const fits = Math.max(1, Math.floor(target / rows))
  const scale = zoom || (channels > 1 ? fits : Math.max(fits, Math.floor(NARROWEST / cols)))
  const gap = scale * cols < 32 ? MAP_GAP_SMALL : MAP_GAP
  const perColumn = Math.max(1, Math.floor((height + gap) / (rows * scale + gap)))
  const columns = Math.ceil(channels / perColumn)
  return {
    kind: "maps", shape, scale, gap, columns,
    perColumn: Math.ceil(channels / columns),
    width: columns * (cols * scale + gap) - gap,
  }
}

/** A row of units, folded into a block: unit u stands in row floor(u / fold), column u % fold. */
function unitsColumn(shape, height) {
  const [units] = shape
  for (let scale = 11; scale > 1; scale--) {
    const fold = FOLDS.find((count) => Math.ceil(units / count) * scale <= height)
    if (fold && fold * scale <= WIDEST_UNITS) return { kind: "units", shape, scale, fold, width: fold * scale }
  }
  const fold = FOLDS.find((count) => Math.ceil(units / count) <= height) ?? Math.ceil(units / height)
  return { kind: "units", shape, scale: 1, fold, width: fold }
}

function place(columns, height, gap) {
  let x = 0
  columns.forEach((column, index) => {
    column.k = index - 1
    column.slot = Math.max(column.width, NARROWEST)
    column.x = x
    x += column.slot + gap
  })
  return { width: x - gap, height, columns, gap }
}

/** Share out the room that is left between the layers. */
function spread(layout, width) {
  const extra = Math.max(0, Math.min((width - layout.width) / (layout.columns.length - 1), 40))
  layout.columns.forEach((column, index) => (column.x = Math.floor(column.x + index * extra)))
  layout.width = Math.max(layout.width, Math.min(width, layout.width + extra * (layout.columns.length - 1)))
  return layout
}

/** Top left corner and size of one map, or of the whole block of units: {x, y, width, height}. */
function mapBox(column, channel = 0) {
  if (column.kind === "list") return { x: column.x, y: 0, width: column.width, height: column.rowHeight * column.shape[0] }
  if (column.kind === "units") {
    return { x: column.x, y: 0, width: column.width, height: Math.ceil(column.shape[0] / column.fold) * column.scale }
  }
  const [rows, cols] = column.shape
  const [across, down] = [Math.floor(channel / column.perColumn), channel % column.perColumn]
  return {
    x: column.x + across * (cols * column.scale + column.gap),
    y: down * (rows * column.scale + column.gap),
    width: cols * column.scale,
    height: rows * column.scale,
  }
}

/** The box of a cell: position is [row, col, channel] or [unit]. */
function cellBox(column, position) {
  const box = mapBox(column, position[2])
  if (column.kind === "list") return { ...box, y: position[0] * column.rowHeight, height: column.rowHeight }
  const [row, col] = column.kind === "units" ? [Math.floor(position[0] / column.fold), position[0] % column.fold] : position
  return { x: box.x + col * column.scale, y: box.y + row * column.scale, width: column.scale, height: column.scale }
}

/** Which cell is at x, y: {k, position}, or undefined between the maps. */
function cellAt(layout, x, y) {
  const column = layout.columns.find((one) => x >= one.x && x < one.x + one.width)
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
  const [rows, cols, channels] = column.shape
  const [across, down] = [cols * column.scale + column.gap, rows * column.scale + column.gap]
  const channel = Math.floor((x - column.x) / across) * column.perColumn + Math.floor(y / down)
  const [row, col] = [Math.floor((y % down) / column.scale), Math.floor(((x - column.x) % across) / column.scale)]
  if (row >= rows || col >= cols || channel >= channels || Math.floor(y / down) >= column.perColumn) return undefined
  return { k: column.k, position: [row, col, channel] }
}
