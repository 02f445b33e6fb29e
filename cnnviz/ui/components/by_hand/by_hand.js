// Weights on a matrix, one window at a time. Stepping asks Python for nothing; what is typed is computed there.

import { afterPause, createMatrix, plainNumber, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { shapeText } from "../shared/format.js"
import { mount } from "../shared/mount.js"

const BEAT = 900
export default mount((root) => new ByHand(root), ".by-hand")

class ByHand {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.send = afterPause(
      () =>
        this.root.isConnected &&
        this.setStateValue("typed", { input: this.input.texts(), weights: this.weights.texts() }),
      150,
    )
    this.tell = afterPause(() => this.root.isConnected && this.setStateValue("window", this.at + 1), 300)
    this.find(".back").onclick = () => this.step(this.at - 1)
    this.find(".on").onclick = () => this.step(this.at + 1)
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play())
    root.onkeydown = (event) => this.key(event)
  }

  leave() {
    this.pause()
  }

  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const [rows, cols] = [data.output.length, data.output[0].length]
    const sizes = [rows, cols, data.pads].join()
    const texts = this.input ? { input: this.input.texts(), weights: this.weights.texts() } : data.texts
    if (!this.input) this.at = data.window - 1
    this.data = {
      ...data,
      rows,
      cols,
      outputs: data.output.flat(),
      inputs: data.input.flat(),
      kernel: data.weights.flat(),
    }
    this.at = Math.min(this.at, rows * cols - 1)
    if (this.sizes !== sizes) this.build(sizes)
    this.input.fill(texts.input)
    this.weights.fill(texts.weights)
    this.find(".fault").textContent = data.fault
    this.show()
  }

  build(sizes) {
    this.sizes = sizes
    const { input, weights, output, pads } = this.data
    const make = (values, properties) => createMatrix({ rows: values.length, cols: values[0].length, ...properties })
    const edit = this.send
    this.input = make(input, { label: "Input", testid: "by-hand-input", kind: "input", pads, on: { edit } })
    this.weights ??= make(weights, { label: "Weights", testid: "by-hand-weights", kind: "input", on: { edit } })
    this.products ??= make(weights, { label: "Products of the window and the weights", testid: "by-hand-products" })
    this.output = make(output, {
      label: "Output",
      testid: "by-hand-output",
      kind: "button",
      on: { pick: (index) => this.step(index) },
    })
    this.find(".board").style.setProperty(
      "--across",
      pads[1] + input[0].length + pads[3] + 2 * weights[0].length + output[0].length,
    )
    for (const name of ["input", "weights", "products", "output"])
      {this.find(`.${name} .place`).replaceChildren(this[name].node)}
    this.find(".input figcaption").textContent =
      `input, ${shapeText([input.length, input[0].length])}${pads.some(Boolean) ? ", zeros around it" : ""} · type into any cell`
    this.find(".output figcaption").textContent = `output, ${shapeText([output.length, output[0].length])}`
  }

  step(to) {
    this.pause()
    this.go(to)
  }

  go(to) {
    if (to < 0 || to >= this.data.outputs.length) return
    this.at = to
    this.show()
    if (!this.timer) this.tell()
  }

  play() {
    this.timer = setInterval(() => {
      this.go(this.at + 1)
      if (this.at === this.data.outputs.length - 1) this.pause()
    }, BEAT)
    this.go(this.at === this.data.outputs.length - 1 ? 0 : this.at)
  }

  pause() {
    clearInterval(this.timer)
    if (this.timer) this.tell()
    this.timer = undefined
    this.find(".play").textContent = "▶ Play"
  }

  key(event) {
    const { cols, outputs } = this.data
    const to = {
      ArrowRight: this.at + 1,
      ArrowLeft: this.at - 1,
      ArrowDown: this.at + cols,
      ArrowUp: this.at - cols,
      Home: 0,
      End: outputs.length - 1,
    }[event.key]
    if (to === undefined || event.target.tagName === "INPUT") return
    event.preventDefault()
    this.step(to)
    if (event.target.closest(".matrix")) this.output.focus(this.at)
  }

  show() {
    const { data, at } = this
    const { inputs, kernel, outputs, cols } = data
    const [size, wide] = [data.weights.length, data.input[0].length]
    const [top, left] = [Math.floor(at / cols) * data.stride - data.pads[0], (at % cols) * data.stride - data.pads[1]]
    const window = kernel.map((_, index) => {
      const [row, col] = [top + Math.floor(index / size), left + (index % size)]
      return data.input[row]?.[col] ?? 0
    })
    const products = kernel.map((weight, index) => weight * window[index])
    const limit = largest(outputs)
    this.input.show(inputs, 255, { ink: true })
    this.input.frame([top, left, top + size, left + size])
    this.weights.show(kernel, largest(kernel))
    this.products.show(products, limit)
    this.output.show(outputs, limit, { marked: [at], later: (index) => index > at })
    this.find(".back").disabled = at === 0
    this.find(".on").disabled = at === outputs.length - 1
    this.find(".play").textContent = this.timer ? "❚❚ Pause" : "▶ Play"
    this.find(".count").textContent =
      `Window ${at + 1} of ${outputs.length}: row ${Math.floor(at / cols)}, column ${at % cols} of the output`
    this.find(".products-sum").replaceChildren(...sumOfProducts(window, kernel, outputs[at]))
    this.find(".terms-sum").textContent = termsLeft(products, outputs[at])
    this.find(".scale").replaceChildren(
      scaleLegend(
        limit,
        outputs.some((value) => value < 0),
      ),
      saveButtons(outputs, [data.rows, cols], limit, false, "output"),
    )
  }
}

/** "18 · 1 + 54 · 0 + … = 429", the sum as Python computed it. */
function sumOfProducts(window, kernel, value) {
  // A line may break before a plus, never inside a product.
  const parts = window.flatMap((factor, index) => [
    index ? " " : "",
    element("span", { text: `${index ? "+ " : ""}${inSum(factor)} · ${inSum(kernel[index])}` }),
  ])
  return [...parts, " ", element("b", { text: `= ${plainNumber(value, 4)}` })]
}

/** The same without the products that are zero; no text where there are none of these, or nothing else. */
function termsLeft(products, value) {
  const terms = products.filter((product) => product !== 0)
  if (!terms.length || terms.length === products.length) return ""
  return `Without the zeros: ${terms.map(inSum).join(" + ")} = ${plainNumber(value, 4)}`
}

const inSum = (value) => (value < 0 ? `(${plainNumber(value, 4)})` : plainNumber(value, 4))
