// The picture on the left, the output on the right, in cells of the same size.

import { bytesCanvas, greyColours } from "../shared/bytes.js"
import { textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { shapeText } from "../shared/format.js"
import { mapView } from "../stepper/map_view.js"
import { limitOf, paintOutput } from "./canvases.js"
import { axesOf } from "./convolve.js"
import { brief } from "./numbers.js"

const MAPS_GAP = 24
const LARGEST_CELL = 60
const NUMBERS_FROM = 40
const BORDER_UP_TO = 64
const COLOUR_WORDS =
  "Each colour is convolved by itself with this one kernel. A network's filter has a kernel for each channel and adds the results up to one map."

/** on: {hover(position or undefined), choose(position), current()}; positions are [row, col] of the output. */
export function createMaps(on) {
  const [inputPane, outputPane] = ["input", "output"].map((name) => element("figure", { class: `pane ${name}` }))
  const node = element("div", { class: "maps" }, inputPane, outputPane)
  let now, geometry

  /** Show what has been computed. width: CSS pixels for both maps. */
  function show({ picture, setup, result, view, width, scheme }) {
    const [rows, cols] = axesOf(picture.shape, setup)
    const border =
      Math.max(...picture.shape.slice(0, 2)) > BORDER_UP_TO || !result
        ? 0
        : Math.max(rows.padBefore, rows.padAfter, cols.padBefore, cols.padAfter)
    const output = result?.shape ?? [0, 0]
    const wide = Math.max(picture.shape[1] + 2 * border, output[1]),
      high = Math.max(picture.shape[0] + 2 * border, output[0])
    const cellSize = cellSizeFor(wide, high, (width - MAPS_GAP) / 2)
    const next = JSON.stringify([picture.name, view.channel, output, border, cellSize, scheme])
    if (next !== geometry) build(picture, view, output, border, cellSize, scheme)
    geometry = next
    now = {
      ...now,
      picture,
      setup,
      result,
      view,
      limit: result && view.name !== "picture" ? limitOf(result, view.channel) : undefined,
      cellSize,
    }
    if (result) paintOutput(now.source, result, view, now.limit)
    caption()
  }

  function build(picture, view, [rows, cols], border, cellSize, scheme) {
    const [height, width] = picture.shape
    const input = mapView({
      grid: { rows: height, cols: width, count: height * width },
      cellSize,
      border,
      scheme,
      picture: bytesCanvas(picture.pixels, picture.shape, undefined, view.channel),
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
    outputPane.replaceChildren(outputCaption)
    now = { input, border, inputCaption, outputCaption }
    if (!rows) return
    now.source = element("canvas", { width: cols, height: rows })
    now.output = mapView({
      grid: { rows, cols, count: rows * cols },
      cellSize,
      scheme,
      picture: now.source,
      attributes: {
        role: "application",
        tabindex: "0",
        "data-testid": "workbench-output",
        "aria-label": `The output, ${rows} by ${cols}: arrow keys choose a cell`,
      },
    })
    const positionOf = (cell) => (cell === undefined ? undefined : [Math.floor(cell / cols), cell % cols])
    now.output.listen({
      onHover: (cell) => on.hover(positionOf(cell)),
      onChoose: (cell) => on.choose(positionOf(cell)),
      current: () => on.current()[0] * cols + on.current()[1],
    })
    outputPane.append(now.output.canvas, element("div", { class: "below" }))
  }

  function caption() {
    const { picture, result, view } = now
    const which = view.channel !== undefined && picture.shape[2] === 3 ? `${view.name} of ` : ""
    now.inputCaption.replaceChildren(
      element("b", { text: "Picture" }),
      ` ${which}${shapeText(picture.shape.slice(0, 2))}`,
    )
    now.outputCaption.replaceChildren(
      element("b", { text: "Output" }),
      result ? ` ${shapeText(result.shape.slice(0, 2))}` : ": none, since the kernel does not fit.",
    )
  }

  /** Mark a place of the output and its window; `revealed` cells of the output are there, `line` marks its whole row. */
  function draw({ position, revealed, line }) {
    const { picture, setup, result } = now
    if (!result) return now.input.draw()
    const [rows, cols] = axesOf(picture.shape, setup)
    const top = position[0] * setup.stride - rows.padBefore,
      left = position[1] * setup.stride - cols.padBefore
    const frame = { top, left, bottom: top + rows.extent, right: left + cols.extent }
    const count = result.shape[0] * result.shape[1]
    if (line) Object.assign(frame, { left: 0, right: picture.shape[1] })
    const isSpread = setup.dilation > 1 && !line && now.cellSize >= 4
    now.input.draw({ frames: [frame], dots: isSpread ? dotsOf(setup, top, left) : [] })
    clearBeyond(now.input.canvas, now.cellSize, now.border, rows, cols)
    now.output.draw({ revealed, cell: position[0] * result.shape[1] + position[1] })
    if (now.cellSize < NUMBERS_FROM) return
    const channel = now.view.channel ?? 0
    if (picture.shape[2] === 1)
      {writeNumbers(
        now.input.canvas,
        now.cellSize,
        picture.pixels,
        picture.shape,
        channel,
        (value) => greyColours(value)[1],
      )}
    if (result.shape[2] === 1) {
      const colour =
        now.view.name === "picture"
          ? (value) => greyColours(Math.min(Math.max(value, 0), 255))[1]
          : (value) => textColour(value, now.limit)
      writeNumbers(
        now.output.canvas,
        now.cellSize,
        result.values,
        result.shape,
        channel,
        colour,
        Math.min(revealed ?? count, count),
        position,
      )
    }
  }

  return {
    node,
    show,
    draw,
    below: () => outputPane.querySelector(".below"),
    limit: () => now.limit,
    source: () => now.source,
  }
}

function dotsOf({ kernel, dilation }, top, left) {
  return kernel.flatMap((weights, i) => weights.map((_, j) => ({ row: top + i * dilation, col: left + j * dilation })))
}

/** Take the hatching away from where no zeros stand: "same" can put them behind the picture alone. */
function clearBeyond(canvas, cellSize, border, rows, cols) {
  const context = canvas.getContext("2d")
  const clear = (top, left, bottom, right) =>
    context.clearRect(left * cellSize, top * cellSize, (right - left) * cellSize, (bottom - top) * cellSize)
  const [bottom, right] = [rows.size + border, cols.size + border]
  clear(-border, -border, -rows.padBefore, right)
  clear(rows.size + rows.padAfter, -border, bottom, right)
  clear(-border, -border, bottom, -cols.padBefore)
  clear(-border, cols.size + cols.padAfter, bottom, right)
}

/** Whole pixels for a cell, unless the picture has more cells than there are pixels. */
function cellSizeFor(cols, rows, room) {
  const height = Math.max(window.innerHeight - 470, 340)
  const size = Math.min(room / cols, height / rows, LARGEST_CELL)
  return size >= 1 ? Math.floor(size) : size
}

/** The numbers of a channel on the cells that a mapView has just drawn; `count` of them, and that at a place. */
function writeNumbers(canvas, cellSize, values, [rows, cols, channels], channel, colour, count = rows * cols, place) {
  const context = canvas.getContext("2d")
  context.textAlign = "center"
  context.textBaseline = "middle"
  for (let cell = 0; cell < rows * cols; cell++) {
    const [row, col] = [Math.floor(cell / cols), cell % cols]
    if (cell >= count && !(place?.[0] === row && place[1] === col)) continue
    const value = values[cell * channels + channel]
    const text = brief(value, 1)
    context.font = `${Math.min(cellSize * 0.36, (cellSize * 1.55) / text.length)}px ${getComputedStyle(canvas).fontFamily}`
    context.fillStyle = colour(value)
    context.fillText(text, (col + 0.5) * cellSize, (row + 0.5) * cellSize)
  }
}
