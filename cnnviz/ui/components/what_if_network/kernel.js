// The picked filter's numbers, to type into: one input channel at a time, and the bias.

import { createMatrix, plainNumber, scaleLegend, typed } from "../matrix/matrix.js"
import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { channelBefore } from "../shared/picture.js"
import { faultOf, isOff, kernelCell, kernelShape, numberNow } from "./edits.js"

const MOST_COLS = 16
const SLICE = 40

export class KernelEditor {
  constructor(host, change) {
    this.host = host
    this.change = change
  }

  /** view: {network, k, edits, filter, slice, cell, chooseSlice(slice), chooseCell(cell), refill} */
  show(view) {
    const { network, k, filter, slice, cell } = view
    const layer = network.layers[k]
    this.view = view
    this.shape = kernelShape(network, k)
    this.limit = largest(network.arrays[`${layer.name}.kernel`] ?? [1])
    this.wide = this.shape[1] > MOST_COLS || this.shape[0] > MOST_COLS
    const shown = `${network.name} ${k} ${filter} ${slice} ${this.wide ? cell : ""}`
    if (shown !== this.shown) this.build(view, layer)
    if (shown !== this.shown || view.refill) this.fill()
    this.shown = shown
    this.colour()
  }

  build({ network, k, filter, slice, chooseSlice }, layer) {
    const [rows, cols, slices] = this.shape
    const dense = layer.role === "units"
    const name = dense ? `Unit ${filter} of ${layer.name}` : `Filter ${filter} of ${layer.name}`
    const from = slices > 1 ? ` for ${channelBefore(network, k, slice)}` : ""
    this.wideCell = this.wide ? this.cellInSlice() : undefined
    this.matrix = createMatrix({
      rows: this.wide ? 1 : rows,
      cols: this.wide ? 1 : cols,
      kind: "input",
      label: `${name}, numbers${from}`,
      testid: "kernel",
    })
    this.bias =
      network.arrays[`${layer.name}.bias`] &&
      createMatrix({ rows: 1, cols: 1, kind: "input", label: `${name}, bias`, testid: "bias" })
    for (const one of [this.matrix, this.bias]) if (one) one.node.oninput = (event) => this.typedInto(event)
    this.digits = cols > 7 && !this.wide ? 2 : 3
    this.matrix.node.dataset.small = String(this.digits < 3)
    this.slices =
      slices > 1 &&
      element(
        "div",
        { class: "slices", role: "group", "aria-label": "Input channels" },
        ...Array.from({ length: slices }, (_, one) =>
          element("button", {
            type: "button",
            title: channelBefore(network, k, one),
            "aria-label": `Numbers for ${channelBefore(network, k, one)}`,
            "aria-pressed": String(one === slice),
            onclick: () => chooseSlice(one),
          }),
        ),
      )
    this.picture =
      this.wide &&
      element("button", {
        type: "button",
        class: "whole",
        "aria-label": "Click the number to change, or move with the arrow keys",
        onclick: (event) => this.pickCell(event),
        onkeydown: (event) => this.moveCell(event),
      })
    this.note = element("p", { class: "note" })
    this.host.replaceChildren(
      ...[
        element("h3", { text: name }),
        this.note,
        this.slices,
        element(
          "div",
          { class: "numbers" },
          element(
            "figure",
            {},
            element("figcaption", { text: this.matrixWords(dense, from) }),
            element("div", { class: "side-by-side" }, ...[this.picture, this.matrix.node].filter(Boolean)),
          ),
          element(
            "div",
            { class: "bias" },
            this.bias && element("figure", {}, element("figcaption", { text: "bias" }), this.bias.node),
            scaleLegend(this.limit, true),
          ),
        ),
      ].filter(Boolean),
    )
  }

  matrixWords(dense, from) {
    const [rows, cols] = this.shape
    if (this.wide)
      {return `weights${from}: click one, then type; now row ${this.wideCell[0]}, column ${this.wideCell[1]}`}
    return `${dense ? "weights" : "kernel"}${from}, ${rows} × ${cols}`
  }

  cellInSlice() {
    const [rows, cols] = this.shape
    const at = Math.min(this.view.cell ?? 0, rows * cols - 1)
    return [Math.floor(at / cols), at % cols]
  }

  pickCell(event) {
    const box = this.picture.getBoundingClientRect()
    const [rows, cols] = this.shape
    const row = Math.min(rows - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * rows)))
    const col = Math.min(cols - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * cols)))
    if (event.detail) this.view.chooseCell(row * cols + col)
  }

  moveCell(event) {
    const [rows, cols] = this.shape
    const [down, right] =
      { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? []
    const [row, col] = [this.wideCell[0] + down, this.wideCell[1] + right]
    if (!(row >= 0 && col >= 0 && row < rows && col < cols)) return
    event.preventDefault()
    this.view.chooseCell(row * cols + col)
    this.picture.focus()
  }

  /** The cells whose numbers can be typed: {target, trained} each. */
  cells() {
    const { network, k, filter, slice } = this.view
    const [rows, cols] = this.shape
    const at = (row, col) => kernelCell(network, k, this.shape, row, col, slice, filter)
    if (this.wide) return [at(...this.wideCell)]
    return Array.from({ length: rows * cols }, (_, place) => at(Math.floor(place / cols), place % cols))
  }

  biasCell() {
    const { network, k, filter } = this.view
    const layer = network.layers[k]
    return { target: `${layer.name}.bias.${filter}`, trained: network.arrays[`${layer.name}.bias`][filter] }
  }

  fill() {
    const texts = (cells, digits) =>
      cells.map(({ target, trained }) =>
        plainNumber(numberNow(this.view.edits, target, Number(trained.toFixed(digits))), 6),
      )
    this.matrix.fill([texts(this.cells(), this.digits)])
    this.bias?.fill([texts([this.biasCell()], 3)])
  }

  colour() {
    const { network, k, edits, filter, slice } = this.view
    const layer = network.layers[k]
    const paint = (cells, matrix) => {
      const texts = matrix.texts().flat()
      const edited = cells.flatMap(({ target, trained }, place) =>
        numberNow(edits, target, trained) !== trained ? [place] : [],
      )
      // The colour is that of the number in force: the last good one where what is typed is none.
      matrix.show(
        cells.map(({ target, trained }) => numberNow(edits, target, trained)),
        this.limit,
        { marked: edited },
      )
      ;[...matrix.node.children].forEach((input, place) =>
        input.setAttribute("aria-invalid", String(faultOf(texts[place]) !== "")),
      )
    }
    paint(this.cells(), this.matrix)
    if (this.bias) paint([this.biasCell()], this.bias)
    const off = isOff(edits, layer, filter)
    this.host.classList.toggle("off", off)
    this.note.textContent = off
      ? "Switched off: these numbers all count as zero, so its map is zero up to the next layer with weights. Switch it on to use them."
      : "Type another number: the answer and the maps follow. Framed numbers are not the trained ones."
    if (this.slices)
      {[...this.slices.children].forEach((button, one) => {
        button.setAttribute("aria-pressed", String(one === slice))
        button.replaceChildren(this.sliceCanvas(one, SLICE))
      })}
    if (this.picture) this.picture.replaceChildren(this.sliceCanvas(slice, 300), this.frame())
  }

  /** What shows on the picture which number is being typed. */
  frame() {
    const [rows, cols] = this.shape
    const [row, col] = this.wideCell
    return element("i", {
      style: {
        left: `${(col / cols) * 100}%`,
        top: `${(row / rows) * 100}%`,
        width: `${100 / cols}%`,
        height: `${100 / rows}%`,
      },
    })
  }

  sliceCanvas(slice, size) {
    const { network, k, edits, filter } = this.view
    const [rows, cols] = this.shape
    const values = Float32Array.from({ length: rows * cols }, (_, place) => {
      const { target, trained } = kernelCell(
        network,
        k,
        this.shape,
        Math.floor(place / cols),
        place % cols,
        slice,
        filter,
      )
      return edits.length ? numberNow(edits, target, trained) : trained
    })
    const canvas = mapCanvas(values, [rows, cols, 1], 0, this.limit)
    const scale = size / Math.max(rows, cols)
    Object.assign(canvas.style, { width: `${cols * scale}px`, height: `${rows * scale}px` })
    return canvas
  }

  typedInto(event) {
    const input = event.target
    const matrix = this.matrix.node.contains(input) ? this.matrix : this.bias
    const place = [...matrix.node.children].indexOf(input)
    const { target, trained } = matrix === this.bias ? this.biasCell() : this.cells()[place]
    const fault = faultOf(input.value)
    const value = typed(input.value)
    const rounded = plainNumber(Number(trained.toFixed(matrix === this.bias ? 3 : this.digits)), 6)
    // The trained number as it is shown means the trained number itself.
    this.change(target, fault || Math.fround(value) === trained || input.value === rounded ? undefined : value, fault)
  }
}
