// Weights that slide over a picture, and the pictures that come of it. Pointing at a cell shows its sum.

import { afterPause, createMatrix, plainNumber, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { shapeText } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { createStrip } from "./flat.js"

export default mount((root) => new Sliding(root), ".sliding")

class Sliding {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
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

  listen({ onWidth }) {
    onWidth(() => this.strip && this.showStrip())
  }

  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const texts = this.weights?.map((matrix) => matrix.texts())
    this.data = data
    // What comes of each of the weights, then what comes of all of them together.
    this.results = [
      ...data.cases.map(({ title, output }) => ({ title, output })),
      ...(data.combined ? [{ title: data.combined.title, output: data.combined.output }] : []),
    ]
    const sizes = JSON.stringify([data.sides, this.results.map(({ output }) => [output.length, output[0].length])])
    if (this.sizes !== sizes) this.build(sizes)
    this.weights.forEach((matrix, k) => {
      matrix.fill(texts?.[k] ?? data.cases[k].texts)
      matrix.show(data.cases[k].weights.flat(), largest(data.cases[k].weights.flat()))
    })
    this.find(".fault").textContent = data.fault
    this.results.forEach((result, k) => {
      result.values = result.output.flat()
      result.limit = largest(result.values)
      this.outputs[k].show(result.values, result.limit)
      this.scales[k].replaceChildren(
        element("span", { class: "faint", text: shapeText([result.output.length, result.output[0].length]) }),
        scaleLegend(
          result.limit,
          result.values.some((value) => value < 0),
        ),
        saveButtons(result.values, [result.output.length, result.output[0].length], result.limit, false, data.saved[k]),
      )
    })
    // Never nothing to read: at first, or where that cell is no longer there, the strongest one.
    const { values } = this.results[this.at?.[0] ?? 0]
    if (!this.at || this.at[1] >= values.length) this.at = [this.at?.[0] ?? 0, strongest(values)]
    if (this.strip) this.showStrip()
    this.point(this.at)
  }

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
        on: { point: (index) => this.point([k, index]) },
      })
      matrix.node.tabIndex = 0
      matrix.node.onkeydown = (event) => this.key(event, k)
      return matrix
    })
    this.scales = this.results.map(() => element("div", { class: "scale" }))
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
          scaleLegend(255, false, true),
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
    this.strip.show(this.results[0].values, this.results[0].limit, false, this.root.clientWidth)
  }

  key(event, k) {
    const cols = this.results[k].output[0].length
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: cols, ArrowUp: -cols }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = this.at[0] === k ? this.at[1] + step : strongest(this.results[k].values)
    if (next >= 0 && next < this.results[k].values.length) this.point([k, next])
  }

  /** at: [which result, which of its cells]. */
  point(at) {
    this.at = at
    const [k, index] = at
    const { picture, sides, cases } = this.data
    this.picture.show(picture.flat(), 255, { ink: true })
    this.outputs.forEach((matrix, place) => {
      matrix.frame(place === k ? rectangle(index, this.results[k].output[0].length) : undefined)
    })
    this.strip?.mark(index)
    const cols = this.results[k].output[0].length
    const [row, left] = [Math.floor(index / cols), (index % cols) - sides]
    const used = k < cases.length ? [cases[k]] : cases
    const [high, wide] = [used[0].weights.length, used[0].weights[0].length]
    this.picture.frame([row, left, row + high, left + wide])
    const products = used.map(({ weights }) =>
      weights
        .flatMap((line, y) =>
          line.map((weight, x) => `${factor(picture[row + y]?.[left + x] ?? 0)} · ${factor(weight)}`),
        )
        .join(" + "),
    )
    this.find(".sum").replaceChildren(
      `Row ${row}, column ${index % cols}: `,
      ...products.map((text, n) => `${n ? " + " : ""}${used.length > 1 ? `(${text})` : text}`),
      element("b", { text: ` = ${plainNumber(this.results[k].values[index], 4)}` }),
    )
  }
}

const rectangle = (index, cols) => [
  Math.floor(index / cols),
  index % cols,
  Math.floor(index / cols) + 1,
  (index % cols) + 1,
]
const strongest = (values) =>
  values.reduce((best, value, index) => (Math.abs(value) > Math.abs(values[best]) ? index : best), 0)
const factor = (value) => (value < 0 ? `(${plainNumber(value, 4)})` : plainNumber(value, 4))
