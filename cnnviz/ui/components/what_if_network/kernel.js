// The picked filter's numbers, to type into: one input channel at a time, and the bias.

import { createMatrix, plainNumber, scaleLegend, typed } from "../matrix/matrix.js"
import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { channelBefore } from "../shared/picture.js"
import { faultOf, isOff, kernelCell, kernelShape, numberNow } from "./edits.js"

/** @import { Matrix } from "../matrix/matrix.js" */
/** @import { Layer, Network } from "../shared/types.js" */
/** @import { NumberCell } from "./edits.js" */

/**
 * What is to be typed into.
 * @typedef {object} KernelView
 * @property {Network} network - As trained.
 * @property {number} k - The layer's index.
 * @property {string[]} edits
 * @property {number} filter - Or unit.
 * @property {number} slice - The input channel.
 * @property {number} cell - Of a slice that is too large to stand there in numbers: which of them is.
 * @property {boolean} refill - Whether what is typed is to be replaced.
 */

/**
 * What the visitor does.
 * @typedef {object} KernelActions
 * @property {(target: string, value: number | undefined, fault: string) => void} type - A number was typed; undefined
 *   for the trained one. fault: what is wrong with it.
 * @property {(slice: number) => void} chooseSlice
 * @property {(cell: number) => void} chooseCell
 */

/**
 * What is on the page for a slice.
 * @typedef {object} Parts
 * @property {number[]} shape - From kernelShape.
 * @property {number} digits - After the point.
 * @property {boolean} wide - Whether a picture stands for the numbers, with one of them to type.
 * @property {Matrix} matrix
 * @property {Matrix | undefined} bias
 * @property {HTMLElement} note
 * @property {HTMLElement[]} slices - A button for each, where there are several.
 * @property {HTMLElement | undefined} picture
 */

const MOST_COLS = 16
const SLICE = 40
const WHOLE = 300

export class KernelEditor {
  /** @type {KernelView | undefined} */
  view = undefined
  /** @type {Parts | undefined} */
  parts = undefined
  /** The end of the colour scale. */
  limit = 1
  /** Which numbers stand there, as text. */
  shown = ""

  /**
   * @param {HTMLElement} host
   * @param {KernelActions} actions
   */
  constructor(host, actions) {
    this.host = host
    this.actions = actions
  }

  /** @param {KernelView} view */
  show(view) {
    const { network, k, filter, slice, cell } = view
    const layer = network.layers[k]
    this.view = view
    this.limit = largest(network.arrays[`${layer.name}.kernel`] ?? [1])
    const wide = isWide(kernelShape(network, k))
    const shown = `${network.name} ${k} ${filter} ${slice} ${wide ? cell : ""}`
    const isOther = shown !== this.shown
    const parts = this.parts && !isOther ? this.parts : this.build(view, layer)
    this.parts = parts
    if (isOther || view.refill) fill(view, parts)
    this.shown = shown
    this.colour(view, parts)
  }

  /**
   * @param {KernelView} view
   * @param {Layer} layer
   * @returns {Parts}
   */
  build(view, layer) {
    const { network, k, filter, slice } = view
    const shape = kernelShape(network, k)
    const [rows, cols, slices] = shape
    const wide = isWide(shape)
    const dense = layer.role === "units"
    const name = dense ? `Unit ${filter} of ${layer.name}` : `Filter ${filter} of ${layer.name}`
    const from = slices > 1 ? ` for ${channelBefore(network, k, slice)}` : ""
    const matrix = createMatrix({
      rows: wide ? 1 : rows,
      cols: wide ? 1 : cols,
      kind: "input",
      label: `${name}, numbers${from}`,
      testid: "kernel",
    })
    const bias = network.arrays[`${layer.name}.bias`]
      ? createMatrix({ rows: 1, cols: 1, kind: "input", label: `${name}, bias`, testid: "bias" })
      : undefined
    for (const fields of [matrix, bias]) if (fields) fields.node.oninput = (event) => this.typedInto(event)
    const digits = cols > 7 && !wide ? 2 : 3
    matrix.node.dataset.small = String(digits < 3)
    const sliceButtons = Array.from({ length: slices > 1 ? slices : 0 }, (_, index) =>
      element("button", {
        type: "button",
        title: channelBefore(network, k, index),
        "aria-label": `Numbers for ${channelBefore(network, k, index)}`,
        "aria-pressed": String(index === slice),
        onclick: () => this.actions.chooseSlice(index),
      }),
    )
    const picture = wide ? this.wholePicture(shape) : undefined
    const note = element("p", { class: "note" })
    const words = wide
      ? `weights${from}: click one, then type; now row ${wideCell(view, shape)[0]}, column ${wideCell(view, shape)[1]}`
      : `${dense ? "weights" : "kernel"}${from}, ${rows} × ${cols}`
    this.host.replaceChildren(
      element("h2", { text: name }),
      note,
      element(
        "div",
        { class: "weights", "data-region": "filters" },
        slices > 1 &&
          element("div", { class: "slices", role: "group", "aria-label": "Input channels" }, ...sliceButtons),
        element(
          "div",
          { class: "numbers" },
          element(
            "figure",
            {},
            element("figcaption", { text: words }),
            element("div", { class: "side-by-side" }, picture, matrix.node),
          ),
          element(
            "div",
            { class: "bias" },
            bias && element("figure", {}, element("figcaption", { text: "bias" }), bias.node),
            scaleLegend(this.limit, true, [network.arrays[`${layer.name}.kernel`] ?? []]),
          ),
        ),
      ),
    )
    return { shape, digits, wide, matrix, bias, note, slices: sliceButtons, picture }
  }

  /**
   * The picture of a slice that is too large for numbers.
   * @param {number[]} shape
   * @returns {HTMLButtonElement}
   */
  wholePicture([rows, cols]) {
    const picture = element("button", {
      type: "button",
      class: "whole",
      "aria-label": "Click the number to change, or move with the arrow keys",
    })
    picture.onclick = (event) => {
      // A press of Enter is a click without a place.
      if (!event.detail) return
      const box = picture.getBoundingClientRect()
      const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)))
      const col = Math.min(cols - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * cols)))
      this.actions.chooseCell(row * cols + col)
    }
    picture.onkeydown = (event) => {
      const step = ARROW_STEPS[event.key]
      if (!step || !this.view) return
      const [from, across] = wideCell(this.view, [rows, cols])
      const [row, col] = [from + step[0], across + step[1]]
      if (!(row >= 0 && col >= 0 && row < rows && col < cols)) return
      event.preventDefault()
      this.actions.chooseCell(row * cols + col)
      this.parts?.picture?.focus()
    }
    return picture
  }

  /**
   * @param {KernelView} view
   * @param {Parts} parts
   */
  colour(view, parts) {
    const { network, k, edits, filter, slice } = view
    const { matrix, bias, shape } = parts
    const off = isOff(edits, network.layers[k], filter)
    colourMatrix(edits, cellsOf(view, parts), matrix, this.limit)
    if (bias) colourMatrix(edits, [biasCell(view)], bias, this.limit)
    this.host.classList.toggle("off", off)
    parts.note.textContent = off
      ? "Switched off: these numbers all count as zero, so its map is zero up to the next layer with weights. Switch it on to use them."
      : "Type another number: the answer and the maps follow. Framed numbers are not the trained ones."
    parts.slices.forEach((button, index) => {
      button.setAttribute("aria-pressed", String(index === slice))
      button.replaceChildren(sliceCanvas(view, shape, index, this.limit, SLICE))
    })
    parts.picture?.replaceChildren(
      sliceCanvas(view, shape, slice, this.limit, WHOLE),
      frame(wideCell(view, shape), shape),
    )
  }

  /** @param {Event} event */
  typedInto({ target: input }) {
    const { view, parts } = this
    if (!(input instanceof HTMLInputElement) || !view || !parts) return
    const isBias = !parts.matrix.node.contains(input)
    const index = [...parts.matrix.node.children].indexOf(input)
    const { target, trained } = isBias ? biasCell(view) : cellsOf(view, parts)[index]
    const fault = faultOf(input.value)
    const value = typed(input.value)
    const rounded = trainedText(trained, isBias ? 3 : parts.digits)
    // The trained number as it is shown means the trained number itself.
    const isTrained = Math.fround(value) === trained || input.value === rounded
    this.actions.type(target, fault || isTrained ? undefined : value, fault)
  }
}

/**
 * Whether a slice is too large to stand there in numbers.
 * @param {number[]} shape - From kernelShape.
 * @returns {boolean}
 */
function isWide([rows, cols]) {
  return cols > MOST_COLS || rows > MOST_COLS
}

/**
 * The cell that is typed into where the slice is wide.
 * @param {KernelView} view
 * @param {number[]} shape
 * @returns {[row: number, col: number]}
 */
function wideCell({ cell }, [rows, cols]) {
  const index = Math.min(cell, rows * cols - 1)
  return [Math.floor(index / cols), index % cols]
}

/**
 * The cells whose numbers can be typed.
 * @param {KernelView} view
 * @param {Parts} parts
 * @returns {NumberCell[]}
 */
function cellsOf(view, { shape, wide }) {
  const { network, k, filter, slice } = view
  const [rows, cols] = shape
  const cellAt = (/** @type {number} */ row, /** @type {number} */ col) =>
    kernelCell(network, k, shape, row, col, slice, filter)
  if (wide) return [cellAt(...wideCell(view, shape))]
  return Array.from({ length: rows * cols }, (_, index) => cellAt(Math.floor(index / cols), index % cols))
}

/**
 * @param {KernelView} view
 * @returns {NumberCell}
 */
function biasCell({ network, k, filter }) {
  const { name } = network.layers[k]
  return { target: `${name}.bias.${filter}`, trained: network.arrays[`${name}.bias`][filter] }
}

/**
 * A trained number, rounded, but no other than zero to zero.
 * @param {number} trained
 * @param {number} digits - After the point.
 */
function trainedText(trained, digits) {
  return plainNumber(Number(trained.toFixed(digits)) || Number(trained.toPrecision(1)), 6)
}

/**
 * Put the numbers in force into the fields.
 * @param {KernelView} view
 * @param {Parts} parts
 */
function fill(view, parts) {
  const texts = (/** @type {NumberCell[]} */ cells, /** @type {number} */ digits) =>
    cells.map(({ target, trained }) => {
      const now = numberNow(view.edits, target, trained)
      return now === trained ? trainedText(trained, digits) : plainNumber(now, 6)
    })
  parts.matrix.fill([texts(cellsOf(view, parts), parts.digits)])
  parts.bias?.fill([texts([biasCell(view)], 3)])
}

/**
 * Colour fields by the numbers in force: the last good ones where what is typed is none.
 * @param {string[]} edits
 * @param {NumberCell[]} cells
 * @param {Matrix} matrix
 * @param {number} limit
 */
function colourMatrix(edits, cells, matrix, limit) {
  const texts = matrix.texts().flat()
  const values = cells.map(({ target, trained }) => numberNow(edits, target, trained))
  const edited = cells.flatMap(({ trained }, index) => (values[index] !== trained ? [index] : []))
  matrix.show(values, limit, { marked: edited })
  ;[...matrix.node.children].forEach((input, index) =>
    input.setAttribute("aria-invalid", String(faultOf(texts[index]) !== "")),
  )
}

/**
 * What shows on the picture which number is being typed.
 * @param {[row: number, col: number]} cell
 * @param {number[]} shape
 * @returns {HTMLElement}
 */
function frame([row, col], [rows, cols]) {
  return element("i", {
    style: {
      left: `${(col / cols) * 100}%`,
      top: `${(row / rows) * 100}%`,
      width: `${100 / cols}%`,
      height: `${100 / rows}%`,
    },
  })
}

/**
 * A slice in colours.
 * @param {KernelView} view
 * @param {number[]} shape
 * @param {number} slice
 * @param {number} limit
 * @param {number} size - Of its longer side, in CSS pixels.
 * @returns {HTMLCanvasElement}
 */
function sliceCanvas({ network, k, edits, filter }, shape, slice, limit, size) {
  const [rows, cols] = shape
  const values = Float32Array.from({ length: rows * cols }, (_, index) => {
    const [row, col] = [Math.floor(index / cols), index % cols]
    const { target, trained } = kernelCell(network, k, shape, row, col, slice, filter)
    return edits.length ? numberNow(edits, target, trained) : trained
  })
  const canvas = mapCanvas(values, [rows, cols, 1], 0, limit)
  const scale = size / Math.max(rows, cols)
  Object.assign(canvas.style, { width: `${cols * scale}px`, height: `${rows * scale}px` })
  return canvas
}
