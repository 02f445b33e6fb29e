// Several filters on one colour picture: their maps, one behind the other, and the sum of any cell.

import { createMatrix, scaleLegend } from "../matrix/matrix.js"
import { CHANNELS, sameBytes } from "../shared/bytes.js"
import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number, shapeText, shortNumber, sumSign } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { pictureCanvas } from "../shared/picture.js"
import { cellAfter, cellUnder } from "../shared/pointing.js"
import { unpack } from "../shared/wire.js"

/**
 * @import { Matrix } from "../matrix/matrix.js"
 * @import { Send } from "../shared/mount.js"
 * @import { Message, Shape } from "../shared/types.js"
 */

/**
 * What the filters are laid on, and how.
 * @typedef {object} Header
 * @property {number} size - Rows and columns of a window.
 * @property {number} stride
 * @property {number} pad - Zeros above the picture, and to its left.
 * @property {number} side - Rows and columns of the picture.
 * @property {Shape} shape - (rows, cols, filters) of the outputs.
 * @property {number} learned - How many of the filters were learned, those that come first.
 * @property {number[]} cell - What is shown at first: row, column, filter.
 */

/**
 * The picture, (side, side, 3), the kernel, (size, size, 3, filters), the bias, (filters,), and the outputs.
 * @typedef {Record<"picture" | "kernel" | "bias" | "outputs", Float32Array>} Arrays
 */

/** @typedef {{window: Matrix, kernel: Matrix, subtotal: HTMLElement, node: HTMLElement}} Card - One of three channels. */

export default mount((root, data) => new Stack(root, data), ".filter-stack")

class Stack {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data - A message.
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    /** @type {Message<Header, Arrays>} */
    this.message = unpack(data)
    /** Row, column, filter of the cell that is shown. */
    this.at = this.message.header.cell
    this.limit = 0
    this.pictureScale = 1
    this.frame = element("i", { class: "frame" })
    /** @type {{node: HTMLElement, frame: HTMLElement}[]} */
    this.maps = []
    /** @type {Card[]} */
    this.cards = []
    /** @type {string | undefined} */
    this.setUp = undefined
    /** @type {Uint8Array | undefined} */
    this.body = undefined
    /** @type {Send["setStateValue"]} */
    this.setStateValue = () => {}
    this.tell = afterPause(() => this.root.isConnected && this.setStateValue("cell", this.at), 300)
  }

  /**
   * @param {Uint8Array} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    /** @type {Message<Header, Arrays>} */
    const message = unpack(data)
    const { header, arrays } = message
    const setUp = JSON.stringify({ ...header, cell: undefined })
    const body = data.subarray(data.length - 4 * Object.values(arrays).reduce((sum, { length }) => sum + length, 0))
    // The theme changed, or the cell that was told comes back: there is nothing new.
    if (this.setUp === setUp && sameBytes(this.body, body)) return
    Object.assign(this, { message, setUp, body })
    this.limit = largest(arrays.outputs)
    this.pictureScale = this.root.clientWidth < 1200 ? 6 : 9
    this.at = this.at.map((index, axis) => Math.min(index, header.shape[axis] - 1))
    this.build()
    this.show()
  }

  build() {
    const { header, arrays } = this.message
    const { size, side, shape } = header
    const [height, width, filters] = shape
    const picture = pictureCanvas({ input_shape: [side, side, 3] }, arrays.picture)
    Object.assign(picture.style, { width: `${side * this.pictureScale}px`, height: `${side * this.pictureScale}px` })
    this.find(".picture").replaceChildren(element("div", { class: "glass" }, picture, this.frame))
    this.maps = Array.from({ length: filters }, (_, filter) => this.map(filter))
    this.find(".maps").replaceChildren(...this.maps.map(({ node }) => node))
    this.find(".maps").style.setProperty("--side", `${width * this.scale}px`)
    this.pile()
    this.cards = CHANNELS.map((name) => {
      const window = createMatrix({ rows: size, cols: size, label: `Window on ${name}` })
      const kernel = createMatrix({ rows: size, cols: size, label: `Kernel on ${name}` })
      const subtotal = element("b", { "data-testid": "filter-stack-subtotal" })
      const node = element(
        "div",
        { class: size > 5 ? "card large" : "card" },
        element("h3", { text: name }),
        window.node,
        element("i", { text: "×", "aria-hidden": "true" }),
        kernel.node,
        element("p", {}, "adds up to ", subtotal),
      )
      return { window, kernel, subtotal, node }
    })
    this.find(".cards").replaceChildren(...this.cards.map(({ node }) => node))
    this.find(".scale").replaceChildren(
      scaleLegend(this.limit, true, [arrays.outputs]),
      element("span", { class: "faint", text: "one scale for all maps" }),
      element("button", {
        type: "button",
        text: "This map as CSV",
        onclick: () => downloadMapCsv(arrays.outputs, shape, this.at[2], `filter-${this.at[2]}`),
      }),
      element("button", {
        type: "button",
        text: "This map as PNG",
        onclick: () => downloadMapPng(arrays.outputs, shape, this.at[2], this.limit, false, 8, `filter-${this.at[2]}`),
      }),
    )
    this.find(".depth").replaceChildren(
      coverable("output-size", shapeText(shape)),
      `: ${filters} ${filters === 1 ? "map" : "maps"} of `,
      coverable("output-size", `${height} × ${width}`),
      ", one for each filter",
    )
  }

  get scale() {
    const [, width, filters] = this.message.header.shape
    const room = this.root.clientWidth < 760 ? (this.root.clientWidth - 24) / 3 : filters > 20 ? 96 : 124
    return Math.max(2, Math.floor(room / width))
  }

  /**
   * One filter's map; pointing at it shows the sum of the cell there.
   * @param {number} filter
   */
  map(filter) {
    const { header, arrays } = this.message
    const { shape } = header
    const [height, width] = shape
    const scale = this.scale
    const canvas = mapCanvas(arrays.outputs, shape, filter, this.limit)
    Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
    const frame = element("i", { class: "frame" })
    const at = (/** @type {PointerEvent} */ event) => this.go([...cellUnder(event, scale, shape), filter])
    const glass = element(
      "div",
      {
        class: "glass",
        tabindex: "0",
        role: "img",
        "data-testid": "filter-stack-map",
        "data-region": "output output-size",
        "data-cover": "?",
        "aria-label": `Map of filter ${filter}: arrow keys move from cell to cell`,
        onpointermove: at,
        onpointerdown: at,
        onfocus: () => this.go([...this.at.slice(0, 2), filter]),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const cell = cellAfter(event.key, [this.at[0], this.at[1]], shape)
          if (!cell) return
          event.preventDefault()
          this.go([...cell, filter])
        },
      },
      canvas,
      frame,
    )
    const node = element(
      "figure",
      {},
      glass,
      element("figcaption", { text: `${filter}${filter < header.learned ? "" : " · random"}` }),
    )
    return { node, frame }
  }

  /** The maps one behind the other, as the next layer gets them. */
  pile() {
    const { header, arrays } = this.message
    const [height, width, filters] = header.shape
    const step = Math.min(16, Math.floor(200 / filters))
    const room = (filters - 1) * step
    this.find(".pile").replaceChildren(
      ...Array.from({ length: filters }, (_, order) => {
        // The last stands at the back, up and to the right, and is drawn first.
        const filter = filters - 1 - order
        const canvas = mapCanvas(arrays.outputs, header.shape, filter, this.limit)
        Object.assign(canvas.style, {
          width: `${width * 4}px`,
          height: `${height * 4}px`,
          left: `${filter * step}px`,
          top: `${room - filter * step}px`,
        })
        return canvas
      }),
    )
    Object.assign(this.find(".pile").style, { width: `${width * 4 + room}px`, height: `${height * 4 + room}px` })
  }

  /** @param {number[]} at - Row, column, filter. */
  go(at) {
    if (at.join() === this.at.join()) return
    this.at = at
    this.show()
    this.tell()
  }

  show() {
    const { header, arrays } = this.message
    const { size, stride, pad, side, shape } = header
    const [row, col, filter] = this.at
    const [top, left] = [row * stride - pad, col * stride - pad]
    Object.assign(this.frame.style, {
      top: `${top * this.pictureScale}px`,
      left: `${left * this.pictureScale}px`,
      width: `${size * this.pictureScale}px`,
      height: `${size * this.pictureScale}px`,
    })
    this.maps.forEach(({ frame }, index) => {
      const scale = this.scale
      Object.assign(frame.style, {
        top: `${row * scale}px`,
        left: `${col * scale}px`,
        width: `${scale}px`,
        height: `${scale}px`,
        opacity: index === filter ? 1 : 0.35,
      })
    })
    const pixels = Array.from({ length: size * size }, (_, index) => {
      const [y, x] = [top + Math.floor(index / size), left + (index % size)]
      return { y, x, isInside: y >= 0 && x >= 0 && y < side && x < side }
    })
    const kernels = CHANNELS.map((_, channel) =>
      pixels.map((pixel, index) => arrays.kernel[(index * 3 + channel) * shape[2] + filter]),
    )
    const kernelLimit = Math.max(...kernels.map(largest))
    const subtotals = this.cards.map((card, channel) => {
      const window = pixels.map(({ y, x, isInside }) => (isInside ? arrays.picture[(y * side + x) * 3 + channel] : 0))
      const subtotal = window.reduce((sum, value, index) => sum + value * kernels[channel][index], 0)
      card.window.show(window, 1, { ink: true, write: shortNumber, beyond: (index) => !pixels[index].isInside })
      card.kernel.show(kernels[channel], kernelLimit, { write: shortNumber })
      card.subtotal.textContent = number(subtotal)
      return subtotal
    })
    const bias = arrays.bias[filter]
    const output = arrays.outputs[(row * shape[1] + col) * shape[2] + filter]
    this.find(".sum").replaceChildren(
      `Filter ${filter}, row ${row}, column ${col}: `,
      subtotals
        .map(
          (value, channel) =>
            `${channel ? (value < 0 ? " − " : " + ") : value < 0 ? "−" : ""}${number(Math.abs(value))}`,
        )
        .join(""),
      ` ${bias < 0 ? "−" : "+"} ${number(Math.abs(bias))} bias`,
      element("b", {}, ` ${sumSign([...subtotals, bias], output)} `, coverable("output", number(output))),
    )
  }
}
