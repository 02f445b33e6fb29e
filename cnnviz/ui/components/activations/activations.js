// What goes in, and for each function its curve and what comes out.

import { plainNumber, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { createPlane, wholeCell } from "../pooling/plane.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { createCurve } from "./curve.js"

const NARROW = 820
export default mount((root) => new ActivationsPage(root), ".activations")

class ActivationsPage {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
  }

  listen({ onWidth }) {
    onWidth(() => this.message && this.show())
  }

  update(data) {
    this.message = unpack(data)
    this.root.dataset.state = "ready"
    this.show()
  }

  show() {
    const { header, arrays } = this.message
    this.width = this.root.clientWidth
    this.root.classList.toggle("bare", !arrays.map)
    const narrow = this.width < NARROW
    const room = narrow ? (this.width - 20) / 2 : Math.min(280, (this.width - 130) / 5)
    this.shape = arrays.map && header.arrays.map[1]
    this.cell = arrays.map && wholeCell(room, this.shape[1], 0)
    const source = arrays.map ? Math.max(this.cell * this.shape[1], 150) : 0
    this.root.style.setProperty("--source", `${source}px`)
    this.chart = Math.floor(narrow ? room : Math.min((this.width - source - (source ? 32 : 0) - 3 * 28) / 4, 420))
    const input =
      arrays.map && this.plane(header.title, "activations-input", arrays.map, largest(arrays.map) || 1, true)
    this.find(".source").replaceChildren(
      ...(input
        ? [
            element("h4", { text: header.title }),
            element("p", { class: "faint", text: "before any activation: z" }),
            input.node,
          ]
        : []),
    )
    this.functions = header.functions.map((words, place) => this.build(words, place))
    this.find(".functions").replaceChildren(...this.functions.map(({ node }) => node))
    this.planes = [input, ...this.functions.map(({ plane }) => plane)].filter(Boolean)
    if (this.shape) this.pickCell(this.cellShown ?? this.liveliest())
    else this.pickPoint(this.pointShown ?? Math.round(arrays.z.length * 0.62))
  }

  plane(title, testid, values, limit, signed) {
    const plane = createPlane({
      shape: this.shape,
      pads: [0, 0, 0, 0],
      cell: this.cell,
      size: 1,
      windows: [],
      label: title,
      testid,
      point: (place) => this.pickCell(place),
    })
    plane.show(values, limit)
    const foot = element(
      "div",
      { class: "foot" },
      scaleLegend(limit, signed),
      saveButtons(values, this.shape, limit, false, title),
    )
    return { node: element("div", { class: "panel" }, plane.node, foot), frame: plane.frame }
  }

  build(words, place) {
    const { header, arrays } = this.message
    const part = (name) => {
      const size = arrays[name].length / header.functions.length
      return arrays[name].subarray(place * size, (place + 1) * size)
    }
    const curve = createCurve({
      z: arrays.z,
      values: part("curve.values"),
      slopes: part("curve.slopes"),
      title: words.title,
      width: this.chart,
      point: (index) => this.pickPoint(index),
    })
    const values = arrays.map && part("map.values")
    const limit = values && (words.range.includes("1") ? 1 : largest(arrays.map) || 1)
    const plane =
      values &&
      this.plane(
        `${header.title} after ${words.title}`,
        `activations-${place}`,
        values,
        limit,
        values.some((value) => value < 0),
      )
    const read = element("p", { class: "read", "data-testid": `activations-read-${place}` })
    const leaky = words.formula.includes("a ·") ? ` (a = ${plainNumber(header.slope)})` : ""
    const node = element(
      "section",
      { class: "function", "aria-label": words.title },
      element("h4", { text: words.title }),
      element("p", { class: "formula", text: `y = ${words.formula}${leaky}` }),
      element("p", { class: "faint", text: `y: ${words.range} · slope: ${words.derivative_formula}` }),
      element("p", { class: "words", text: words.words }),
      curve.node,
      read,
      plane?.node,
    )
    return {
      node,
      curve,
      plane,
      read,
      title: words.title,
      curveOf: { values: part("curve.values"), slopes: part("curve.slopes") },
      mapOf: values && { values, slopes: part("map.slopes") },
    }
  }

  /** The cell with the most negative value: there the functions differ most. */
  liveliest() {
    const { map } = this.message.arrays
    const lowest = map.indexOf(Math.min(...map))
    return [Math.floor(lowest / this.shape[1]), lowest % this.shape[1]]
  }

  pickCell([row, col]) {
    const { arrays } = this.message
    this.cellShown = [Math.min(row, this.shape[0] - 1), Math.min(col, this.shape[1] - 1)]
    const index = this.cellShown[0] * this.shape[1] + this.cellShown[1]
    this.planes.forEach((plane) => plane.frame([...this.cellShown, 1]))
    this.read(arrays.map[index], index, "mapOf", `row ${this.cellShown[0]}, column ${this.cellShown[1]}`)
  }

  pickPoint(index) {
    this.pointShown = index
    this.planes.forEach((plane) => plane.frame(null))
    this.read(this.message.arrays.z[index], index, "curveOf", "")
  }

  read(z, index, from, where) {
    for (const each of this.functions) {
      const [value, slope] = [each[from].values[index], each[from].slopes[index]]
      each.curve.mark(z, value)
      each.read.replaceChildren(
        `z = ${plainNumber(z, 3)} → y = `,
        element("b", { text: plainNumber(value, 3) }),
        element("span", { class: "faint", text: ` slope ${plainNumber(slope, 3)}` }),
      )
    }
    this.find(".spoken").textContent =
      `${where} z ${plainNumber(z, 3)}: ${this.functions.map((each) => `${each.title} ${plainNumber(each[from].values[index], 3)}`).join(", ")}`
  }
}
