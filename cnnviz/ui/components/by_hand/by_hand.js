// Weights on a matrix, one window at a time. Stepping asks Python for nothing; what is typed is computed there.

import { createMatrix, plainNumber, productsSign, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { asksForCell, coverEvents, isCovered, pointAt, pointedCell } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { shapeText } from "../shared/format.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { sumOfProducts, termsLeft } from "./sums.js"

/**
 * @import { MatrixOptions, Sides } from "../matrix/matrix.js"
 * @import { Ears, Send } from "../shared/mount.js"
 */

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {number[][]} input
 * @property {number[][]} weights - As many columns as rows.
 * @property {{input: string[][], weights: string[][]}} texts - What their cells say at first.
 * @property {string} fault - What is wrong with what was typed; "" for nothing.
 * @property {number[][]} output
 * @property {number} stride
 * @property {Sides} pads - Zeros around the input.
 * @property {number} window - Which one is shown at first, from 1.
 */

const BEAT = 900
export default mount((root, data) => new ByHand(root, data), ".by-hand")

class ByHand {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    this.back = find(root, ".back", HTMLButtonElement)
    this.on = find(root, ".on", HTMLButtonElement)
    this.data = data
    /** The index of the window that is shown. */
    this.at = data.window - 1
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined
    /** @type {Send["setStateValue"]} */
    this.setStateValue = () => {}
    const edit = afterPause(() => this.root.isConnected && this.setStateValue("typed", this.texts()), 150)
    this.edit = edit
    this.tell = afterPause(() => this.root.isConnected && this.setStateValue("window", this.at + 1), 300)
    this.weights = matrixOf(data.weights, { label: "Weights", testid: "by-hand-weights", kind: "input", on: { edit } })
    this.products = matrixOf(data.weights, {
      label: "Products of the window and the weights",
      testid: "by-hand-products",
    })
    this.input = this.inputMatrix()
    this.output = this.outputMatrix()
    this.weights.fill(data.texts.weights)
    this.input.fill(data.texts.input)
    this.lay()
    this.back.onclick = () => this.step(this.at - 1)
    this.on.onclick = () => this.step(this.at + 1)
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play())
    root.onkeydown = (event) => this.key(event)
  }

  /** @param {Ears} ears */
  listen({ on }) {
    on(coverEvents, "change", () => {
      this.pause()
      this.show()
    })
    on(coverEvents, "pointed", () => this.show())
  }

  leave() {
    this.pause()
  }

  /**
   * @param {Data} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const isOtherSize = sizesOf(this.data) !== sizesOf(data)
    this.data = data
    this.at = Math.min(this.at, data.output.flat().length - 1)
    if (isOtherSize) {
      if (this.asks) pointAt(undefined)
      const texts = this.input.texts()
      this.input = this.inputMatrix()
      this.output = this.outputMatrix()
      this.input.fill(texts)
      this.lay()
    }
    this.find(".fault").textContent = data.fault
    this.show()
  }

  /** What the cells say that can be typed into. */
  texts() {
    return { input: this.input.texts(), weights: this.weights.texts() }
  }

  inputMatrix() {
    const { input, pads } = this.data
    return matrixOf(input, {
      label: "Input",
      testid: "by-hand-input",
      kind: "input",
      pads,
      on: { edit: this.edit },
    })
  }

  outputMatrix() {
    return matrixOf(this.data.output, {
      label: "Output",
      testid: "by-hand-output",
      kind: "button",
      on: { pick: (index) => this.step(index) },
    })
  }

  /** Lay the matrices out. */
  lay() {
    const { input, weights, output, pads } = this.data
    const across = pads[1] + input[0].length + pads[3] + 2 * weights[0].length + output[0].length
    this.find(".board").style.setProperty("--across", `${across}`)
    this.find(".input .place").replaceChildren(this.input.node)
    this.find(".weights .place").replaceChildren(this.weights.node)
    this.find(".products .place").replaceChildren(this.products.node)
    this.find(".output .place").replaceChildren(this.output.node)
    this.find(".input figcaption").textContent =
      `input, ${shapeText([input.length, input[0].length])}${pads.some(Boolean) ? ", zeros around it" : ""} · type into any cell`
    const size = shapeText([output.length, output[0].length])
    this.find(".output figcaption").replaceChildren("output, ", coverable("output-size", size))
  }

  /** The index of the last window. */
  get last() {
    return this.data.output.flat().length - 1
  }

  /** Whether one of the output's cells is asked for. */
  get asks() {
    return asksForCell("output")
  }

  /** The index of the window that is shown; -1 where a cell is asked for and none has been pointed at. */
  get shown() {
    if (!this.asks) return this.at
    const [row, col] = pointedCell() ?? [-1, 0]
    return row < 0 ? -1 : row * this.data.output[0].length + col
  }

  /** @param {number} to - The index of a window. */
  step(to) {
    this.pause()
    if (this.asks) this.point(to)
    else this.go(to)
  }

  /** @param {number} to - The index of the cell that is the answer, or one that there is none of. */
  point(to) {
    const cols = this.data.output[0].length
    if (to >= 0 && to <= this.last) pointAt([Math.floor(to / cols), to % cols])
  }

  /** @param {number} to - The index of a window, or one that there is none of. */
  go(to) {
    if (to < 0 || to > this.last) return
    this.at = to
    this.show()
    if (!this.timer) this.tell()
  }

  play() {
    this.timer = setInterval(() => {
      this.go(this.at + 1)
      if (this.at === this.last) this.pause()
    }, BEAT)
    this.go(this.at === this.last ? 0 : this.at)
  }

  pause() {
    clearInterval(this.timer)
    if (this.timer) this.tell()
    this.timer = undefined
    this.find(".play").textContent = "▶ Play"
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { key, target } = event
    const arrow = ARROW_STEPS[key]
    const step = arrow && arrow[0] * this.data.output[0].length + arrow[1]
    const to = key === "Home" ? 0 : key === "End" ? this.last : step && Math.max(this.shown, 0) + step
    if (to === undefined || target instanceof HTMLInputElement || isCovered("output-size")) return
    event.preventDefault()
    this.step(to)
    if (target instanceof Element && target.closest(".matrix")) this.output.focus(Math.max(this.shown, 0))
  }

  show() {
    const { data, asks, shown: at } = this
    const outputs = data.output.flat()
    const limit = largest(outputs)
    this.input.show(data.input.flat(), 255, { ink: true })
    this.weights.show(data.weights.flat(), largest(data.weights.flat()))
    this.output.show(outputs, limit, {
      marked: at < 0 ? [] : [at],
      later: (index) => !asks && index > at,
      blank: asks,
    })
    this.showSteps(at)
    this.showSum(at, outputs)
    this.find(".scale").replaceChildren(
      ...(asks
        ? []
        : [
            scaleLegend(
              limit,
              outputs.some((value) => value < 0),
              [outputs],
            ),
            saveButtons(outputs, [data.output.length, data.output[0].length], limit, false, "output"),
          ]),
    )
  }

  /** @param {number} at - The index of the window that is shown. */
  showSteps(at) {
    const cols = this.data.output[0].length
    this.find(".steps").hidden = this.asks
    this.back.disabled = at === 0
    this.on.disabled = at === this.last
    this.find(".play").textContent = this.timer ? "❚❚ Pause" : "▶ Play"
    this.find(".count").textContent =
      `Window ${at + 1} of ${this.last + 1}: row ${Math.floor(at / cols)}, column ${at % cols} of the output`
  }

  /**
   * @param {number} at - The index of the window whose sum is shown; -1 for none.
   * @param {number[]} outputs
   */
  showSum(at, outputs) {
    const { data } = this
    const [kernel, cols, size] = [data.weights.flat(), data.output[0].length, data.weights.length]
    const lines = [this.find(".products-sum"), this.find(".terms-sum")]
    if (at < 0) {
      this.input.frame()
      this.products.show(kernel, 1, { blank: true })
      for (const line of lines) line.replaceChildren()
      return
    }
    const [top, left] = [Math.floor(at / cols) * data.stride - data.pads[0], (at % cols) * data.stride - data.pads[1]]
    const window = kernel.map((_, index) => {
      const [row, col] = [top + Math.floor(index / size), left + (index % size)]
      return data.input[row]?.[col] ?? 0
    })
    const products = kernel.map((weight, index) => weight * window[index])
    const value = this.asks ? "?" : plainNumber(outputs[at], 4)
    this.input.frame([top, left, top + size, left + size])
    this.products.show(products, largest(outputs))
    // A line may break before a plus, never inside a product.
    lines[0].replaceChildren(
      ...sumOfProducts(window, kernel).flatMap((text, index) => [index ? " " : "", element("span", { text })]),
      " ",
      element("b", {}, `${productsSign(window, kernel, outputs[at])} `, coverable("output", value)),
    )
    const terms = termsLeft(products, outputs[at])
    lines[1].replaceChildren(terms, ...(terms ? [coverable("output", value)] : []))
  }
}

/**
 * The matrix that shows values.
 * @param {number[][]} values
 * @param {Omit<MatrixOptions, "rows" | "cols">} options
 */
function matrixOf(values, options) {
  return createMatrix({ rows: values.length, cols: values[0].length, ...options })
}

/** @param {Data} data */
function sizesOf({ output, pads }) {
  return [output.length, output[0].length, pads].join()
}
