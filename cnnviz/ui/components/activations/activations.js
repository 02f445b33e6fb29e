// What goes in, and for each function its curve and what comes out.

import { plainNumber, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { createPlane, wholeCell } from "../pooling/plane.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { createCurve } from "./curve.js"

/**
 * @import { Ears } from "../shared/mount.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Message, Shape } from "../shared/types.js"
 */

/**
 * What Python says of a function.
 * @typedef {Record<"title" | "formula" | "derivative_formula" | "range" | "words", string>} Words
 */

/**
 * What Python says of all. Their arrays are z, (points,), the curves' arguments, and map, (rows, cols), the input; of
 * all functions together curve.values, curve.slopes, (functions, points), map.values and map.slopes.
 * @typedef {object} Header
 * @property {string} title - What the input is.
 * @property {number} slope - Of leaky ReLU, below zero.
 * @property {Words[]} functions
 * @property {{map?: [offset: number, shape: Shape]}} arrays - Without a map there are the curves alone.
 */

/** @typedef {{values: Float32Array, slopes: Float32Array}} Applied - A function, and its derivative. */

/** @typedef {{values: Float32Array, shape: Shape, cell: number}} Input - A map; cell: pixels of one of its cells. */

/** @typedef {ReturnType<ActivationsPage["function"]>} Shown */

const NARROW = 820
export default mount((root, data) => new ActivationsPage(root, data), ".activations")

class ActivationsPage {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data - A message.
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    /** @type {Message<Header>} */
    this.message = unpack(data)
    /** @type {Input | undefined} */
    this.input = undefined
    /** @type {Shown[]} */
    this.functions = []
    /** @type {ReturnType<ActivationsPage["plane"]>[]} */
    this.planes = []
    /** The cell that was pointed at last. @type {Cell | undefined} */
    this.cell = undefined
    /** The index of the curves' point that was pointed at last. @type {number | undefined} */
    this.point = undefined
  }

  /** @param {Ears} ears */
  listen({ onWidth }) {
    onWidth(() => this.show())
  }

  /** @param {Uint8Array} data */
  update(data) {
    this.message = unpack(data)
    this.root.dataset.state = "ready"
    this.show()
  }

  show() {
    const { header, arrays } = this.message
    const width = this.root.clientWidth
    // Out of sight while another page comes; once it has a width again, it is shown.
    if (!width) return
    const shape = header.arrays.map?.[1]
    this.root.classList.toggle("bare", !shape)
    const isNarrow = width < NARROW
    const room = isNarrow ? (width - 20) / 2 : Math.min(280, (width - 130) / 5)
    this.input = shape && { values: arrays.map, shape, cell: wholeCell(room, shape[1], 0) }
    const source = this.input ? Math.max(this.input.cell * this.input.shape[1], 150) : 0
    this.root.style.setProperty("--source", `${source}px`)
    const chart = Math.floor(isNarrow ? room : Math.min((width - source - (source ? 32 : 0) - 3 * 28) / 4, 420))
    const before =
      this.input &&
      this.plane(this.input, header.title, "activations-input", arrays.map, largest(arrays.map) || 1, true)
    this.find(".source").replaceChildren(
      ...(before
        ? [
            element("h2", { text: header.title }),
            element("p", { class: "faint", text: "before any activation: z" }),
            before.node,
          ]
        : []),
    )
    this.functions = header.functions.map((words, index) => this.function(words, index, chart))
    this.find(".functions").replaceChildren(...this.functions.map(({ node }) => node))
    this.planes = [before, ...this.functions.map(({ plane }) => plane)].filter((plane) => plane !== undefined)
    if (this.input) this.pickCell(this.input, this.cell ?? liveliest(this.input))
    else this.pickPoint(this.point ?? Math.round(arrays.z.length * 0.62))
  }

  /**
   * A map.
   * @param {Input} input - What it is as large as.
   * @param {string} title
   * @param {string} testid
   * @param {Float32Array} values
   * @param {number} limit - The end of the colour scale.
   * @param {boolean} signed - Whether the scale begins below zero.
   */
  plane(input, title, testid, values, limit, signed) {
    const plane = createPlane({
      shape: input.shape,
      pads: [0, 0, 0, 0],
      cell: input.cell,
      size: 1,
      windows: [],
      label: title,
      testid,
      point: (cell) => this.pickCell(input, cell),
    })
    plane.show(values, limit)
    const foot = element(
      "div",
      { class: "foot" },
      scaleLegend(limit, signed, [values]),
      saveButtons(values, input.shape, limit, false, title),
    )
    return { node: element("div", { class: "panel" }, plane.node, foot), frame: plane.frame }
  }

  /**
   * A function's curve, and the map that it makes of the input.
   * @param {Words} words
   * @param {number} index - Which of the functions it is.
   * @param {number} width - Of the curve, in pixels.
   */
  function(words, index, width) {
    const { header, arrays } = this.message
    const part = (/** @type {Float32Array} */ all) => {
      const size = all.length / header.functions.length
      return all.subarray(index * size, (index + 1) * size)
    }
    /** @type {Applied} */
    const onCurve = { values: part(arrays["curve.values"]), slopes: part(arrays["curve.slopes"]) }
    const curve = createCurve({
      z: arrays.z,
      ...onCurve,
      title: words.title,
      width,
      point: (at) => this.pickPoint(at),
    })
    const onMap = this.input && { values: part(arrays["map.values"]), slopes: part(arrays["map.slopes"]) }
    const plane =
      this.input &&
      onMap &&
      this.plane(
        this.input,
        `${header.title} after ${words.title}`,
        `activations-${index}`,
        onMap.values,
        words.range.includes("1") ? 1 : largest(arrays.map) || 1,
        onMap.values.some((value) => value < 0),
      )
    const read = element("p", { class: "read", "data-testid": `activations-read-${index}` })
    const leaky = words.formula.includes("a ·") ? ` (a = ${plainNumber(header.slope)})` : ""
    const node = element(
      "section",
      { class: "function", "aria-label": words.title },
      element("h2", { text: words.title }),
      element("p", { class: "formula", text: `y = ${words.formula}${leaky}` }),
      element("p", { class: "faint", text: `y: ${words.range} · slope: ${words.derivative_formula}` }),
      element("p", { class: "words", text: words.words }),
      curve.node,
      read,
      plane?.node,
    )
    return { node, curve, plane, read, title: words.title, onCurve, onMap }
  }

  /**
   * @param {Input} input
   * @param {Cell} cell
   */
  pickCell({ values, shape: [rows, cols] }, [row, col]) {
    /** @type {Cell} */
    const cell = [Math.min(row, rows - 1), Math.min(col, cols - 1)]
    this.cell = cell
    const index = cell[0] * cols + cell[1]
    this.planes.forEach((plane) => plane.frame(cell))
    this.read(values[index], index, "onMap", `row ${cell[0]}, column ${cell[1]}`)
  }

  /** @param {number} index - Of the curves' points. */
  pickPoint(index) {
    this.point = index
    this.planes.forEach((plane) => plane.frame())
    this.read(this.message.arrays.z[index], index, "onCurve", "")
  }

  /**
   * Write what all functions make of a z, and mark it on their curves.
   * @param {number} z
   * @param {number} index - Where they have it.
   * @param {"onMap" | "onCurve"} from
   * @param {string} where - In words.
   */
  read(z, index, from, where) {
    const texts = this.functions.map((shown) => {
      const applied = shown[from]
      if (!applied) return ""
      const [value, slope] = [applied.values[index], applied.slopes[index]]
      shown.curve.mark(z, value)
      shown.read.replaceChildren(
        `z = ${plainNumber(z, 3)} → y = `,
        element("b", { text: plainNumber(value, 3) }),
        element("span", { class: "faint", text: ` slope ${plainNumber(slope, 3)}` }),
      )
      return `${shown.title} ${plainNumber(value, 3)}`
    })
    this.find(".spoken").textContent = `${where} z ${plainNumber(z, 3)}: ${texts.join(", ")}`
  }
}

/**
 * The cell with the most negative value: there the functions differ most.
 * @param {Input} input
 * @returns {Cell}
 */
function liveliest({ values, shape }) {
  const lowest = values.indexOf(Math.min(...values))
  return [Math.floor(lowest / shape[1]), lowest % shape[1]]
}
