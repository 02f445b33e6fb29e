// The picture on the left, the output on the right, in cells of the same size.

import { mapView } from "../scene/map_view.js"
import { bytesCanvas, greyColours } from "../shared/bytes.js"
import { textColour } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { asksForCell } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { shapeText } from "../shared/format.js"
import { limitOf, paintOutput } from "./canvases.js"
import { axesOf } from "./convolve.js"
import { brief } from "./numbers.js"

const MAPS_GAP = 24
const LARGEST_CELL = 60
const NUMBERS_FROM = 40
const BORDER_UP_TO = 64
const COLOUR_WORDS =
  "Each colour is convolved by itself with this one kernel. A network's filter has a kernel for each channel and adds the results up to one map."

/**
 * @import { Cell } from "../shared/pointing.js"
 * @import { Region, Shape } from "../shared/types.js"
 * @import { View } from "./canvases.js"
 * @import { Axis, Convolution, Convolved } from "./convolve.js"
 * @import { Picture } from "./pictures.js"
 * @import { Sight } from "./playing.js"
 */

/** @typedef {ReturnType<typeof mapView>} MapView */
/** @typedef {"light" | "dark"} Scheme */

/**
 * What has been computed.
 * @typedef {object} Shown
 * @property {Picture} picture
 * @property {Convolution} setup
 * @property {Convolved} [result] - Undefined where the kernel does not fit.
 * @property {View} view
 */

/**
 * What hears of the output's cells.
 * @typedef {object} MapsListeners
 * @property {(cell?: Cell) => void} hover - Undefined: the pointer has left.
 * @property {(cell: Cell) => void} choose
 * @property {() => Cell} current - The cell that the keys start from.
 */

/**
 * What is on the page. source: the output as a canvas of a pixel a cell; border: cells around the input.
 * @typedef {object} Panes
 * @property {MapView} input
 * @property {number} border
 * @property {HTMLElement} inputCaption
 * @property {HTMLElement} outputCaption
 * @property {HTMLElement} below - The output.
 * @property {{source: HTMLCanvasElement, view: MapView}} [output]
 */

/** @param {MapsListeners} on */
export function createMaps(on) {
  const inputPane = element("figure", { class: "pane input" })
  const outputPane = element("figure", { class: "pane output" })
  const node = element("div", { class: "maps" }, inputPane, outputPane)
  /** @type {Shown & {limit: number, cellSize: number} | undefined} */
  let shown
  /** @type {Panes | undefined} */
  let panes
  let geometry = ""

  /**
   * @param {Shown} next
   * @param {number} width - CSS pixels for both maps.
   * @param {Scheme} scheme
   */
  function show(next, width, scheme) {
    const { picture, setup, result, view } = next
    const [rows, cols] = axesOf(picture.shape, setup)
    const border =
      Math.max(...picture.shape.slice(0, 2)) > BORDER_UP_TO || !result
        ? 0
        : Math.max(rows.padBefore, rows.padAfter, cols.padBefore, cols.padAfter)
    const output = result?.shape ?? [0, 0]
    const wide = Math.max(picture.shape[1] + 2 * border, output[1])
    const high = Math.max(picture.shape[0] + 2 * border, output[0])
    const cellSize = cellSizeFor(wide, high, (width - MAPS_GAP) / 2)
    const needed = JSON.stringify([picture.name, view.channel, output, border, cellSize, scheme])
    if (!panes || needed !== geometry) panes = build(picture, view, output, border, cellSize, scheme)
    geometry = needed
    const limit = result && view.channel !== undefined ? limitOf(result, view.channel) : 0
    shown = { ...next, limit, cellSize }
    if (result && panes.output) paintOutput(panes.output.source, result, view, limit)
    else panes.input.draw()
    caption(panes, next)
  }

  /**
   * @param {Picture} picture
   * @param {View} view
   * @param {Shape} output - Rows and columns, 0 for none.
   * @param {number} border
   * @param {number} cellSize
   * @param {Scheme} scheme
   * @returns {Panes}
   */
  function build(picture, view, [rows, cols], border, cellSize, scheme) {
    const [height, width] = picture.shape
    const pixels = bytesCanvas(picture.pixels, picture.shape, undefined, view.channel)
    const input = mapView({
      grid: { rows: height, cols: width, count: height * width, canvas: () => pixels },
      cellSize,
      border,
      scheme,
      attributes: { role: "img", "aria-label": picture.words, "data-testid": "workbench-input" },
    })
    const [inputCaption, outputCaption] = [element("figcaption"), element("figcaption")]
    inputPane.replaceChildren(
      inputCaption,
      input.canvas,
      element(
        "div",
        { class: "below" },
        ...[
          view.name === "picture" && picture.shape[2] === 3 ? "" : "0 is black, 255 is white.",
          picture.credit,
          picture.shape[2] === 3 && COLOUR_WORDS,
        ]
          .filter(Boolean)
          .map((text) => element("span", { class: "faint", text })),
      ),
    )
    const below = element("div", { class: "below" })
    outputPane.replaceChildren(outputCaption)
    if (!rows) return { input, border, inputCaption, outputCaption, below }
    const source = element("canvas", { width: cols, height: rows })
    const output = mapView({
      grid: { rows, cols, count: rows * cols, canvas: () => source },
      cellSize,
      scheme,
      attributes: {
        role: "application",
        tabindex: "0",
        "data-testid": "workbench-output",
        "aria-label": `The output, ${rows} by ${cols}: arrow keys choose a cell`,
      },
    })
    /** @returns {Cell} */
    const cellAt = (/** @type {number} */ index) => [Math.floor(index / cols), index % cols]
    // Where a cell is asked for, the one that the keys begin at may be the answer.
    output.canvas.addEventListener("keydown", ({ key }) => {
      if (key === "Enter" && asksForCell("output")) on.choose(on.current())
    })
    output.listen({
      onHover: (index) => on.hover(index === undefined ? undefined : cellAt(index)),
      onChoose: (index) => on.choose(cellAt(index)),
      current: () => on.current()[0] * cols + on.current()[1],
    })
    outputPane.append(element("div", { class: "seen", "data-region": "output output-size" }, output.canvas, below))
    return { input, border, inputCaption, outputCaption, below, output: { source, view: output } }
  }

  /**
   * @param {Panes} panes
   * @param {Shown} shown
   */
  function caption({ inputCaption, outputCaption }, { picture, result, view }) {
    const which = view.channel !== undefined && picture.shape[2] === 3 ? `${view.name} of ` : ""
    inputCaption.replaceChildren(element("b", { text: "Picture" }), ` ${which}${shapeText(picture.shape.slice(0, 2))}`)
    outputCaption.replaceChildren(
      element("b", { text: "Output" }),
      ...(result
        ? [" ", coverable("output-size", shapeText(result.shape.slice(0, 2)))]
        : [": none, since the kernel does not fit."]),
    )
  }

  /**
   * Mark a cell of the output and its window.
   * @param {Cell} [position] - The cell; none where one is asked for and none has been pointed at.
   * @param {Sight} [sight] - What is in sight while the kernel slides.
   */
  function draw(position, sight) {
    if (!shown?.result || !panes?.output) return
    const { picture, setup, result, view, limit, cellSize } = shown
    const [rows, cols] = axesOf(picture.shape, setup)
    drawInput(shown, panes, position, sight)
    clearBeyond(panes.input.canvas, cellSize, panes.border, rows, cols)
    const grey = (/** @type {number} */ value) => greyColours(Math.min(Math.max(value, 0), 255))[1]
    const onMap = (/** @type {number} */ value) => textColour(value, limit)
    const hasNumbers = cellSize >= NUMBERS_FROM
    if (hasNumbers && picture.shape[2] === 1) {
      writeNumbers(panes.input.canvas, cellSize, picture.pixels, picture.shape, grey)
    }
    if (!position || asksForCell("output")) {
      const frames = position ? [regionOf(position)] : []
      panes.output.view.draw({ revealed: 0, frames })
      return
    }
    panes.output.view.draw({ revealed: sight?.revealed, cell: position[0] * result.shape[1] + position[1] })
    if (hasNumbers && result.shape[2] === 1) {
      const colour = view.channel === undefined ? grey : onMap
      const isThere = (/** @type {number} */ row, /** @type {number} */ col) =>
        row * result.shape[1] + col < (sight?.revealed ?? Infinity) || (row === position[0] && col === position[1])
      writeNumbers(panes.output.view.canvas, cellSize, result.values, result.shape, colour, isThere)
    }
  }

  return {
    node,
    show,
    draw,
    /** What is below the output. */
    below: () => panes?.below,
    /** The end of the output's colour scale. */
    limit: () => shown?.limit ?? 0,
    /** The output as a canvas of a pixel a cell. */
    source: () => panes?.output?.source,
  }
}

/**
 * @param {Cell} cell
 * @returns {Region} The region that is that cell alone.
 */
function regionOf([row, col]) {
  return { top: row, left: col, bottom: row + 1, right: col + 1 }
}

/**
 * Draw the picture with the window of a cell.
 * @param {Shown & {cellSize: number}} shown
 * @param {Panes} panes
 * @param {Cell} [position] - The cell; left out, there is no window.
 * @param {Sight} [sight]
 */
function drawInput({ picture, setup, cellSize }, { input }, position, sight) {
  if (!position) {
    input.draw()
    return
  }
  const [rows, cols] = axesOf(picture.shape, setup)
  const top = position[0] * setup.stride - rows.padBefore
  const left = position[1] * setup.stride - cols.padBefore
  const frame = { top, left, bottom: top + rows.extent, right: left + cols.extent }
  if (sight?.line) Object.assign(frame, { left: 0, right: picture.shape[1] })
  const isSpread = setup.dilation > 1 && !sight?.line && cellSize >= 4
  input.draw({ frames: [frame], dots: isSpread ? dotsOf(setup, top, left) : [] })
}

/**
 * The cells of a window that the weights lie on.
 * @param {Convolution} setup
 * @param {number} top
 * @param {number} left
 */
function dotsOf({ kernel, dilation }, top, left) {
  return kernel.flatMap((weights, i) => weights.map((_, j) => ({ row: top + i * dilation, col: left + j * dilation })))
}

/**
 * Take the hatching away from where no zeros stand: "same" can put them behind the picture alone.
 * @param {HTMLCanvasElement} canvas
 * @param {number} cellSize
 * @param {number} border
 * @param {Axis} rows
 * @param {Axis} cols
 */
function clearBeyond(canvas, cellSize, border, rows, cols) {
  const context = contextOf(canvas)
  /**
   * @param {number} top
   * @param {number} left
   * @param {number} bottom
   * @param {number} right
   */
  const clear = (top, left, bottom, right) =>
    context.clearRect(left * cellSize, top * cellSize, (right - left) * cellSize, (bottom - top) * cellSize)
  const [bottom, right] = [rows.size + border, cols.size + border]
  clear(-border, -border, -rows.padBefore, right)
  clear(rows.size + rows.padAfter, -border, bottom, right)
  clear(-border, -border, bottom, -cols.padBefore)
  clear(-border, cols.size + cols.padAfter, bottom, right)
}

/**
 * Whole pixels for a cell, unless the picture has more cells than there are pixels.
 * @param {number} cols
 * @param {number} rows
 * @param {number} room - For the columns, in pixels.
 */
function cellSizeFor(cols, rows, room) {
  const height = Math.max(window.innerHeight - 470, 340)
  const size = Math.min(room / cols, height / rows, LARGEST_CELL)
  return size >= 1 ? Math.floor(size) : size
}

/**
 * Write the numbers of the first channel on the cells that a mapView has just drawn.
 * @param {HTMLCanvasElement} canvas
 * @param {number} cellSize
 * @param {ArrayLike<number>} values - Flat.
 * @param {Shape} shape
 * @param {(value: number) => string} colour - Of a number.
 * @param {(row: number, col: number) => boolean} [isThere] - Whether a cell has been computed.
 */
function writeNumbers(canvas, cellSize, values, [rows, cols, channels], colour, isThere = () => true) {
  const context = contextOf(canvas)
  context.textAlign = "center"
  context.textBaseline = "middle"
  for (let cell = 0; cell < rows * cols; cell++) {
    const [row, col] = [Math.floor(cell / cols), cell % cols]
    if (!isThere(row, col)) continue
    const value = values[cell * channels]
    const text = brief(value, 1)
    context.font = `${Math.min(cellSize * 0.36, (cellSize * 1.55) / text.length)}px ${getComputedStyle(canvas).fontFamily}`
    context.fillStyle = colour(value)
    context.fillText(text, (col + 0.5) * cellSize, (row + 0.5) * cellSize)
  }
}
