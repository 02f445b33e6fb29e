// Several filters on one colour picture: their maps, one behind the other, and the sum of any cell.

import { afterPause, createMatrix, scaleLegend } from "../matrix/matrix.js"
import { CHANNELS, sameBytes } from "../shared/bytes.js"
import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { number, shapeText, shortNumber } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pictureCanvas } from "../shared/picture.js"
import { unpack } from "../shared/wire.js"

export default mount((root) => new Stack(root), ".filter-stack")

class Stack {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.tell = afterPause(() => this.root.isConnected && this.setStateValue("cell", this.at), 300)
  }

  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const { header, arrays } = unpack(data)
    const { cell, ...setUp } = header
    const [frame, body] = [
      JSON.stringify(setUp),
      data.subarray(data.length - 4 * Object.values(arrays).reduce((sum, { length }) => sum + length, 0)),
    ]
    // The theme changed, or the cell that was told comes back: there is nothing new.
    if (this.setUp === frame && sameBytes(this.body, body)) return
    this.setUp = frame
    this.body = body
    Object.assign(this, setUp, arrays)
    this.limit = largest(this.outputs)
    this.pictureScale = this.root.clientWidth < 1200 ? 6 : 9
    this.at ??= cell
    this.at = this.at.map((place, axis) => Math.min(place, this.shape[axis] - 1))
    this.build()
    this.show()
  }

  build() {
    const { size, side, shape } = this
    const [height, width, filters] = shape
    const network = { input_shape: [side, side, 3] }
    const picture = pictureCanvas(network, this.picture)
    Object.assign(picture.style, { width: `${side * this.pictureScale}px`, height: `${side * this.pictureScale}px` })
    this.frame = element("i", { class: "frame" })
    this.find(".picture").replaceChildren(element("div", { class: "glass" }, picture, this.frame))
    this.maps = Array.from({ length: filters }, (_, filter) => this.map(filter))
    this.find(".maps").replaceChildren(...this.maps.map(({ node }) => node))
    this.find(".maps").style.setProperty("--side", `${width * this.scale}px`)
    this.pile()
    this.cards = CHANNELS.map((name) => {
      const make = (label) => createMatrix({ rows: size, cols: size, label: `${label} on ${name}` })
      const card = {
        window: make("Window"),
        kernel: make("Kernel"),
        subtotal: element("b", { "data-testid": "filter-stack-subtotal" }),
      }
      card.node = element(
        "div",
        { class: size > 5 ? "card large" : "card" },
        element("h4", { text: name }),
        card.window.node,
        element("i", { text: "×", "aria-hidden": "true" }),
        card.kernel.node,
        element("p", {}, "adds up to ", card.subtotal),
      )
      return card
    })
    this.find(".cards").replaceChildren(...this.cards.map(({ node }) => node))
    this.find(".scale").replaceChildren(
      scaleLegend(this.limit, true),
      element("span", { class: "faint", text: "one scale for all maps" }),
      element("button", {
        type: "button",
        text: "This map as CSV",
        onclick: () => downloadMapCsv(this.outputs, shape, this.at[2], `filter-${this.at[2]}`),
      }),
      element("button", {
        type: "button",
        text: "This map as PNG",
        onclick: () => downloadMapPng(this.outputs, shape, this.at[2], this.limit, false, 8, `filter-${this.at[2]}`),
      }),
    )
    this.find(".depth").textContent =
      `${shapeText(shape)}: ${filters} ${filters === 1 ? "map" : "maps"} of ${height} × ${width}, one for each filter`
  }

  get scale() {
    const room = this.root.clientWidth < 760 ? (this.root.clientWidth - 24) / 3 : this.shape[2] > 20 ? 96 : 124
    return Math.max(2, Math.floor(room / this.shape[1]))
  }

  /** One filter's map; pointing at it shows the sum of the cell there. */
  map(filter) {
    const [height, width] = this.shape
    const scale = this.scale
    const canvas = mapCanvas(this.outputs, this.shape, filter, this.limit)
    Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
    const frame = element("i", { class: "frame" })
    const at = ({ offsetX, offsetY }) =>
      this.go([
        ...[
          [offsetY, height],
          [offsetX, width],
        ].map(([offset, end]) => Math.min(Math.max(Math.floor(offset / scale), 0), end - 1)),
        filter,
      ])
    const glass = element(
      "div",
      {
        class: "glass",
        tabindex: "0",
        role: "img",
        "data-testid": "filter-stack-map",
        "aria-label": `Map of filter ${filter}: arrow keys move from cell to cell`,
        onpointermove: at,
        onpointerdown: at,
        onfocus: () => this.go([...this.at.slice(0, 2), filter]),
        onkeydown: (event) => {
          const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
          if (!step) return
          event.preventDefault()
          this.go([...step.map((by, axis) => Math.min(Math.max(this.at[axis] + by, 0), this.shape[axis] - 1)), filter])
        },
      },
      canvas,
      frame,
    )
    const node = element(
      "figure",
      {},
      glass,
      element("figcaption", { text: `${filter}${filter < this.learned ? "" : " · random"}` }),
    )
    return { node, frame }
  }

  /** The maps one behind the other, as the next layer gets them. */
  pile() {
    const [height, width, filters] = this.shape
    const step = Math.min(16, Math.floor(200 / filters))
    const room = (filters - 1) * step
    this.find(".pile").replaceChildren(
      ...Array.from({ length: filters }, (_, place) => {
        // The last stands at the back, up and to the right, and is drawn first.
        const filter = filters - 1 - place
        const canvas = mapCanvas(this.outputs, this.shape, filter, this.limit)
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

  go(at) {
    if (at.join() === this.at.join()) return
    this.at = at
    this.show()
    this.tell()
  }

  show() {
    const { at, size, stride, pad, side, shape } = this
    const [row, col, filter] = at
    const [top, left] = [row * stride - pad, col * stride - pad]
    Object.assign(this.frame.style, {
      top: `${top * this.pictureScale}px`,
      left: `${left * this.pictureScale}px`,
      width: `${size * this.pictureScale}px`,
      height: `${size * this.pictureScale}px`,
    })
    this.maps.forEach(({ frame }, place) => {
      const scale = this.scale
      Object.assign(frame.style, {
        top: `${row * scale}px`,
        left: `${col * scale}px`,
        width: `${scale}px`,
        height: `${scale}px`,
        opacity: place === filter ? 1 : 0.35,
      })
    })
    const places = Array.from({ length: size * size }, (_, index) => [
      top + Math.floor(index / size),
      left + (index % size),
    ])
    const inside = ([y, x]) => y >= 0 && x >= 0 && y < side && x < side
    const kernels = CHANNELS.map((_, channel) =>
      places.map((_, index) => this.kernel[(index * 3 + channel) * shape[2] + filter]),
    )
    const kernelLimit = Math.max(...kernels.map(largest))
    const subtotals = this.cards.map((card, channel) => {
      const window = places.map(([y, x]) => (inside([y, x]) ? this.picture[(y * side + x) * 3 + channel] : 0))
      const subtotal = window.reduce((sum, value, index) => sum + value * kernels[channel][index], 0)
      card.window.show(window, 1, { ink: true, write: shortNumber, beyond: (index) => !inside(places[index]) })
      card.kernel.show(kernels[channel], kernelLimit, { write: shortNumber })
      card.subtotal.textContent = number(subtotal)
      return subtotal
    })
    const bias = this.bias[filter]
    this.find(".sum").replaceChildren(
      `Filter ${filter}, row ${row}, column ${col}: `,
      subtotals
        .map(
          (value, channel) =>
            `${channel ? (value < 0 ? " − " : " + ") : value < 0 ? "−" : ""}${number(Math.abs(value))}`,
        )
        .join(""),
      ` ${bias < 0 ? "−" : "+"} ${number(Math.abs(bias))} bias`,
      element("b", { text: ` = ${number(this.outputs[(row * shape[1] + col) * shape[2] + filter])}` }),
    )
  }
}
