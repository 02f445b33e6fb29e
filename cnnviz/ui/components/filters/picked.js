// The picked filter, large: what it saw, what it answered, and its numbers.

import { explainCell } from "../layers/index.js"
import { channelOf, heaviest } from "../layers/parts/order.js"
import { receptiveField } from "../layers/parts/windows.js"
import { largest } from "../shared/colour.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { pictureCanvas, pictureName } from "../shared/picture.js"
import { kernelNumbers } from "./kernels.js"
import { enlarged, mapPicture, strokeCells } from "./pictures.js"
import { pickedWords, rankWords } from "./words.js"

const MAP_ROOM = 232
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** Shows one filter at a time; show() starts at its strongest cell, or at `cell` where one is given. */
export class PickedFilter {
  constructor(host) {
    this.host = host
    const part = (name, tag = "div", more = {}) => (this[name] = element(tag, { class: name, ...more }))
    host.append(
      part("heading"),
      element(
        "div",
        { class: "maps" },
        element("figure", {}, part("drawing"), part("drawingCaption", "figcaption")),
        element("figure", {}, part("map"), part("mapCaption", "figcaption")),
      ),
      part("words", "p", { "aria-live": "polite" }),
      part("kernel"),
    )
  }

  /** view: {reading, k, filter, answers, limits, marker, cell} */
  show(view) {
    const {
      reading: { network, outputs },
      k,
      filter,
    } = view
    // Alone, a filter has all colours to itself; in the gallery one strong filter can leave the others pale.
    const limits = {
      inputs: view.limits.inputs,
      kernels: view.answers[filter].weight,
      maps: largest(channelOf(outputs[k], network.layers[k].output_shape[2], filter)),
    }
    this.view = { ...view, limits, answer: view.answers[filter] }
    this.pinned = view.cell
    this.channel = undefined
    this.showCell(view.cell)
    const layer = network.layers[k]
    this.heading.replaceChildren(
      element("h3", { text: `Filter ${filter}` }),
      element("span", { class: "faint", text: `${layer.title}, ${rankWords(view.answers, filter)}` }),
      element(
        "span",
        { class: "files" },
        element("span", { class: "faint", text: "Feature map as" }),
        this.file("PNG"),
        this.file("CSV"),
      ),
    )
    this.words.textContent = pickedWords(this.view, this.strongest())
  }

  strongest() {
    const { reading, k, filter, answer } = this.view
    return explainCell(reading, k, [answer.row, answer.col, filter])
  }

  /** Show how one cell came about; without one the strongest. */
  showCell(cell) {
    const { reading, k, filter, answer, limits } = this.view
    this.cell = cell ?? [answer.row, answer.col]
    const terms = explainCell(reading, k, [...this.cell, filter])
    this.channel ??= heaviest(Array.from(terms.subtotals))
    this.showMaps(terms)
    this.kernel.replaceChildren(
      ...kernelNumbers({
        reading,
        k,
        filter,
        terms,
        channel: this.channel,
        limits,
        choose: (channel) => {
          this.channel = channel
          this.showCell(this.cell)
          this.kernel.querySelectorAll(".tile")[channel].focus({ preventScroll: true })
        },
      }).filter(Boolean),
    )
  }

  showMaps(terms) {
    const { reading, k, filter, answer, limits, marker } = this.view
    const { network, input, outputs } = reading
    const [row, col] = this.cell
    const shape = network.layers[k].output_shape
    const room = Math.min(MAP_ROOM, Math.floor((this.host.clientWidth - 44) / 2))
    const scaleFor = ([height, width]) => Math.max(1, Math.floor(room / Math.max(height, width)))

    const inputScale = scaleFor(network.input_shape)
    const drawing = enlarged(pictureCanvas(network, input), inputScale)
    strokeCells(drawing, receptiveField(network, k, this.cell), inputScale, marker)
    drawing.setAttribute("role", "img")
    drawing.setAttribute(
      "aria-label",
      `Your ${pictureName(network)} as the network gets it; what the cell can see of it is framed`,
    )
    this.drawing.replaceChildren(drawing)
    this.drawingCaption.textContent = "what this cell can see"

    const scale = scaleFor(shape)
    const map = mapPicture(outputs[k], shape, filter, limits.maps, scale)
    strokeCells(map, { top: row, left: col, bottom: row + 1, right: col + 1 }, scale, marker)
    const isLargest = row === answer.row && col === answer.col
    const caption = `row ${row}, column ${col}: ${number(terms.output, 2)}${isLargest ? ", the largest" : ""}`
    this.mapCaption.textContent = caption
    this.adoptMap(map, scale, caption)
  }

  /** Repaint the canvas that is there, since replacing it would end the keyboard's focus and the pointer's hover. */
  adoptMap(map, scale, caption) {
    let canvas = this.map.firstChild
    if (!canvas) {
      canvas = element("canvas", { "data-testid": "filter-map", tabindex: 0, role: "img" })
      canvas.onpointermove = canvas.onpointerdown = (event) => this.pointAt(event)
      canvas.onpointerleave = () => this.showCell(this.pinned)
      canvas.onkeydown = (event) => this.step(event)
      this.map.append(canvas)
    }
    this.scale = scale
    if (canvas.width !== map.width || canvas.height !== map.height) {
      Object.assign(canvas, { width: map.width, height: map.height })
      Object.assign(canvas.style, { width: map.style.width, height: map.style.height })
    }
    canvas.getContext("2d").drawImage(map, 0, 0)
    canvas.setAttribute(
      "aria-label",
      `Feature map of filter ${this.view.filter}; ${caption}. Arrow keys move the cell.`,
    )
  }

  pointAt(event) {
    const [height, width] = this.view.reading.network.layers[this.view.k].output_shape
    const box = this.map.firstChild.getBoundingClientRect()
    const row = Math.min(Math.max(Math.floor((event.clientY - box.top) / this.scale), 0), height - 1)
    const col = Math.min(Math.max(Math.floor((event.clientX - box.left) / this.scale), 0), width - 1)
    if (event.type === "pointerdown" || event.pointerType === "touch") this.pinned = [row, col]
    if (row !== this.cell[0] || col !== this.cell[1]) this.showCell([row, col])
  }

  step(event) {
    const step = STEPS[event.key]
    if (!step && event.key !== "Escape") return
    event.preventDefault()
    const shape = this.view.reading.network.layers[this.view.k].output_shape
    this.pinned = step && this.cell.map((place, axis) => Math.min(Math.max(place + step[axis], 0), shape[axis] - 1))
    this.showCell(this.pinned)
  }

  file(kind) {
    const { reading, k, filter, limits } = this.view
    const layer = reading.network.layers[k]
    const name = `${reading.network.name}-${layer.name}-filter-${filter}`
    const save = {
      PNG: () => downloadMapPng(reading.outputs[k], layer.output_shape, filter, limits.maps, false, this.scale, name),
      CSV: () => downloadMapCsv(reading.outputs[k], layer.output_shape, filter, name),
    }[kind]
    return element("button", {
      type: "button",
      text: kind,
      "aria-label": `Save the feature map as ${kind}`,
      onclick: save,
    })
  }
}
