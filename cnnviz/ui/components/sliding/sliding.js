// Weights that slide over a picture, and the pictures that come of it. Pointing at a cell shows its sum.

import { createMatrix, plainNumber, productsSign, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { coverEvents, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { shapeText } from "../shared/format.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { createStrip } from "./flat.js"
import { productsOf, resultsOf, strongest } from "./results.js"

/**
 * @import { Matrix, Sides } from "../matrix/matrix.js"
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { Strip } from "./flat.js"
 */

/**
 * Weights and what comes of them.
 * @typedef {object} Case
 * @property {string} name
 * @property {string} title
 * @property {number[][]} weights
 * @property {string[][]} texts - What their cells say at first.
 * @property {number[][]} output
 */

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {number[][]} picture - From 0 to 255.
 * @property {number} sides - Zeros at the left and at the right of the picture.
 * @property {Case[]} cases
 * @property {{title: string, output: number[][]} | null} combined - What comes of all cases together.
 * @property {string[]} saved - The names of the results' files.
 * @property {boolean} strip - Whether the first output is shown in one row as well.
 * @property {string} fault - What is wrong with what was typed; "" for nothing.
 */

export default mount((root, data) => new Sliding(root, data), ".sliding")

class Sliding {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    this.data = data
    this.results = resultsOf(data.cases, data.combined)
    this.picture = createMatrix({ rows: 0, cols: 0, label: "" })
    /** @type {Matrix[]} */
    this.weights = []
    /** @type {Matrix[]} */
    this.outputs = []
    /** @type {HTMLElement[]} */
    this.scales = []
    /** @type {Strip | undefined} */
    this.strip = undefined
    this.sizes = ""
    /** Which result is pointed at, and which of its cells. @type {[k: number, index: number] | undefined} */
    this.at = undefined
    /** @type {Send["setStateValue"]} */
    this.setStateValue = () => {}
    this.send = afterPause(
      () =>
        this.root.isConnected &&
        this.setStateValue(
          "typed",
          Object.fromEntries(this.weights.map((matrix, k) => [this.data.cases[k].name, matrix.texts()])),
        ),
      150,
    )
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    onWidth(() => this.showStrip())
    on(coverEvents, "change", () => this.pointFirst())
  }

  /**
   * @param {Data} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const texts = this.weights.map((matrix) => matrix.texts())
    this.data = data
    this.results = resultsOf(data.cases, data.combined)
    const sizes = JSON.stringify([data.sides, this.results.map(({ output }) => [output.length, output[0].length])])
    if (this.sizes !== sizes) this.build(sizes)
    this.weights.forEach((matrix, k) => {
      matrix.fill(texts[k] ?? data.cases[k].texts)
      matrix.show(data.cases[k].weights.flat(), largest(data.cases[k].weights.flat()))
    })
    this.find(".fault").textContent = data.fault
    this.results.forEach((result, k) => {
      this.outputs[k].show(result.values, result.limit)
      this.scales[k].replaceChildren(
        element("span", { class: "faint", text: shapeText([result.output.length, result.output[0].length]) }),
        scaleLegend(
          result.limit,
          result.values.some((value) => value < 0),
          [result.values],
        ),
        saveButtons(result.values, [result.output.length, result.output[0].length], result.limit, false, data.saved[k]),
      )
    })
    this.showStrip()
    const { values } = this.results[this.at?.[0] ?? 0]
    if (this.at && this.at[1] < values.length) this.point(...this.at)
    else this.pointFirst()
  }

  /** Never nothing to read: at first, or where a cell is no longer there, the strongest one, unless that is asked for. */
  pointFirst() {
    const k = this.at?.[0] ?? 0
    this.point(k, isCovered("output") ? 0 : strongest(this.results[k].values))
  }

  /** @param {string} sizes - What the matrices are made for. */
  build(sizes) {
    this.sizes = sizes
    const { picture, sides, cases } = this.data
    this.picture = createMatrix({
      rows: picture.length,
      cols: picture[0].length,
      label: "The picture",
      testid: "sliding-picture",
      bare: true,
      pads: [0, sides, 0, sides],
    })
    this.weights = cases.map(({ title, weights }) =>
      createMatrix({
        rows: weights.length,
        cols: weights[0].length,
        label: `Weights, ${title}`,
        testid: "sliding-weights",
        kind: "input",
        on: { edit: this.send },
      }),
    )
    this.outputs = this.results.map(({ title, output }, k) => {
      const matrix = createMatrix({
        rows: output.length,
        cols: output[0].length,
        label: `${title}: arrow keys show the sum of a cell`,
        testid: "sliding-output",
        bare: true,
        on: { point: (index) => this.point(k, index) },
      })
      matrix.node.dataset.region = "output output-size"
      matrix.node.tabIndex = 0
      matrix.node.setAttribute("role", "application")
      matrix.node.onkeydown = (event) => this.key(event, k)
      return matrix
    })
    this.scales = this.results.map(() => element("div", { class: "scale", "data-region": "output output-size" }))
    if (this.data.strip) {
      this.strip = createStrip(this.results[0].output.flat().length, "The result in one row")
      this.find(".strip-place").replaceChildren(this.strip.node)
    }
    this.find(".pictures").replaceChildren(
      element(
        "figure",
        {},
        element("figcaption", { text: "the picture" }),
        element("div", { class: "above" }),
        this.picture.node,
        element(
          "div",
          { class: "scale" },
          element("span", { class: "faint", text: shapeText([picture.length, picture[0].length]) }),
          scaleLegend(255, false, [], { ink: true }),
        ),
      ),
      ...this.results.map(({ title }, k) =>
        element(
          "figure",
          {},
          element("figcaption", { text: title }),
          element("div", { class: "above" }, this.weights[k]?.node ?? element("b", { text: "+" })),
          this.outputs[k].node,
          this.scales[k],
        ),
      ),
    )
  }

  showStrip() {
    this.strip?.show(this.results[0].values, this.results[0].limit, false, this.root.clientWidth)
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} k - The result whose matrix has the focus.
   */
  key(event, k) {
    const { output, values } = this.results[k]
    const step = ARROW_STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const next =
      this.at?.[0] === k ? this.at[1] + step[0] * output[0].length + step[1] : strongest(this.results[k].values)
    if (next >= 0 && next < values.length) this.point(k, next)
  }

  /**
   * @param {number} k - Which result is pointed at.
   * @param {number} index - Which of its cells.
   */
  point(k, index) {
    this.at = [k, index]
    const { picture, sides, cases } = this.data
    this.picture.show(picture.flat(), 255, { ink: true })
    this.outputs.forEach((matrix, other) => {
      matrix.frame(other === k ? rectangle(index, this.results[k].output[0].length) : undefined)
    })
    this.strip?.mark(index)
    const cols = this.results[k].output[0].length
    const [row, left] = [Math.floor(index / cols), (index % cols) - sides]
    const used = k < cases.length ? [cases[k]] : cases
    const [high, wide] = [used[0].weights.length, used[0].weights[0].length]
    this.picture.frame([row, left, row + high, left + wide])
    const products = used.map(({ weights }) => productsOf(picture, weights, row, left))
    const firsts = used.flatMap(({ weights }) =>
      weights.flatMap((line, y) => line.map((_, x) => picture[row + y]?.[left + x] ?? 0)),
    )
    const seconds = used.flatMap(({ weights }) => weights.flat())
    const value = this.results[k].values[index]
    this.find(".sum").replaceChildren(
      `Row ${row}, column ${index % cols}: `,
      ...products.map((text, n) => `${n ? " + " : ""}${used.length > 1 ? `(${text})` : text}`),
      element("b", {}, ` ${productsSign(firsts, seconds, value)} `, coverable("output", plainNumber(value, 4))),
    )
  }
}

/**
 * The window of a single cell.
 * @param {number} index
 * @param {number} cols
 * @returns {Sides}
 */
function rectangle(index, cols) {
  const [row, col] = [Math.floor(index / cols), index % cols]
  return [row, col, row + 1, col + 1]
}
