// The picked filter, large: what it saw, what it answered, and its numbers.

import { explainCell } from "../layers/index.js"
import { receptiveField } from "../layers/parts/windows.js"
import { enlarged } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { contextOf, findAll } from "../shared/find.js"
import { number } from "../shared/format.js"
import { PICTURE } from "../shared/layer_regions.js"
import { layerName } from "../shared/names.js"
import { channelOf, heaviest } from "../shared/order.js"
import { pictureCanvas } from "../shared/picture.js"
import { cellAfter } from "../shared/pointing.js"
import { kernelNumbers } from "./kernels.js"
import { mapPicture, strokeCells } from "./pictures.js"
import { pickedWords, rankWords } from "./words.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { Reading, Shape } from "../shared/types.js" */
/** @import { ConvolutionTerms, LayerView, PickedView } from "./types.js" */

const MAP_ROOM = 232

/** Shows one filter at a time; show() starts at its strongest cell, or at the one that is given. */
export class PickedFilter {
  heading = element("div", { class: "heading" })
  drawing = element("div", { class: "drawing", ...PICTURE })
  drawingCaption = element("figcaption", { class: "drawingCaption" })
  canvas = element("canvas", { "data-testid": "filter-map", tabindex: 0, role: "application" })
  map = element("div", { class: "map", "data-region": "maps" }, this.canvas)
  mapCaption = element("figcaption", { class: "mapCaption" })
  words = element("p", { class: "words", "aria-live": "polite", "data-region": "sums maps" })
  kernel = element("div", { class: "kernel" })
  /** @type {PickedView | undefined} */
  view = undefined
  /** The cell that is shown. @type {Cell} */
  cell = [0, 0]
  /** The cell that is shown again once the pointer leaves; undefined for the strongest. @type {Cell | undefined} */
  pinned = undefined
  /** The input channel whose numbers are shown; undefined for the one that counts most. @type {number | undefined} */
  channel = undefined
  /** CSS pixels a cell of the map. */
  scale = 1

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host
    this.canvas.onpointermove = this.canvas.onpointerdown = (event) => this.pointAt(event)
    this.canvas.onpointerleave = () => this.showCell(this.pinned)
    this.canvas.onkeydown = (event) => this.step(event)
    host.append(
      this.heading,
      element(
        "div",
        { class: "maps" },
        element("figure", {}, this.drawing, this.drawingCaption),
        element("figure", {}, this.map, this.mapCaption),
      ),
      this.words,
      this.kernel,
    )
  }

  /**
   * @param {LayerView} layerView
   * @param {number} filter
   * @param {Cell | undefined} cell - undefined for the strongest.
   * @param {string} marker - Its colour, in CSS.
   */
  show(layerView, filter, cell, marker) {
    const { reading, k, layer, answers } = layerView
    const answer = answers[filter]
    // Alone, a filter has all colours to itself; in the gallery one strong filter can leave the others pale.
    const limits = {
      inputs: layerView.limits.inputs,
      kernels: answer.weight,
      maps: largest(channelOf(reading.outputs[k], layer.output_shape[2], filter)),
    }
    const view = { ...layerView, limits, filter, answer, cell, marker }
    this.view = view
    this.pinned = cell
    this.channel = undefined
    this.showCell(cell)
    this.heading.replaceChildren(
      element("h2", { text: `Filter ${filter}` }),
      element("span", { class: "faint", text: `${layerName(layer)}, ${rankWords(answers, filter)}` }),
      element(
        "span",
        { class: "files", "data-region": "sums maps", "data-cover": "?" },
        element("span", { class: "faint", text: "Feature map as" }),
        ...this.fileButtons(view),
      ),
    )
    this.words.textContent = pickedWords(view, termsAt(reading, k, [answer.row, answer.col, filter]))
  }

  /**
   * Show how one cell came about; without one the strongest.
   * @param {Cell | undefined} cell
   */
  showCell(cell) {
    const { view } = this
    if (!view) return
    const { reading, k, layer, filter, answer, limits } = view
    this.cell = cell ?? [answer.row, answer.col]
    const terms = termsAt(reading, k, [...this.cell, filter])
    const channel = this.channel ?? heaviest(terms.subtotals)
    this.channel = channel
    this.showMaps(view, terms)
    this.kernel.replaceChildren(
      ...kernelNumbers({
        reading,
        k,
        layer,
        filter,
        terms,
        channel,
        limits,
        choose: (chosen) => {
          this.channel = chosen
          this.showCell(this.cell)
          findAll(this.kernel, ".tile", HTMLElement)[chosen].focus({ preventScroll: true })
        },
      }),
    )
  }

  /**
   * @param {PickedView} view
   * @param {ConvolutionTerms} terms
   */
  showMaps({ reading, k, layer, filter, answer, limits, marker }, terms) {
    const { network, input, outputs } = reading
    const [row, col] = this.cell
    const shape = layer.output_shape
    const room = Math.min(MAP_ROOM, Math.floor((this.host.clientWidth - 44) / 2))
    const scaleFor = (/** @type {Shape} */ [height, width]) => Math.max(1, Math.floor(room / Math.max(height, width)))

    const inputScale = scaleFor(network.input_shape)
    const drawing = enlarged(pictureCanvas(network, input), inputScale)
    strokeCells(drawing, receptiveField(network, k, this.cell), inputScale, marker)
    drawing.setAttribute("role", "img")
    drawing.setAttribute("aria-label", "The picture as the network gets it; what the cell can see of it is framed")
    this.drawing.replaceChildren(drawing)
    this.drawingCaption.textContent = "what this cell can see"

    this.scale = scaleFor(shape)
    const map = mapPicture(outputs[k], shape, filter, limits.maps, this.scale)
    strokeCells(map, { top: row, left: col, bottom: row + 1, right: col + 1 }, this.scale, marker)
    const isLargest = row === answer.row && col === answer.col
    const value = `: ${number(terms.output, 2)}${isLargest ? ", the largest" : ""}`
    const caption = `row ${row}, column ${col}${["sums", "maps"].some(isCovered) ? "" : value}`
    this.mapCaption.textContent = caption
    this.adoptMap(map)
    this.canvas.setAttribute("aria-label", `Feature map of filter ${filter}; ${caption}. Arrow keys move the cell.`)
  }

  /**
   * Repaint the canvas that is there, since replacing it would end the keyboard's focus and the pointer's hover.
   * @param {HTMLCanvasElement} map
   */
  adoptMap(map) {
    const { canvas } = this
    if (canvas.width !== map.width || canvas.height !== map.height) {
      Object.assign(canvas, { width: map.width, height: map.height })
      Object.assign(canvas.style, { width: map.style.width, height: map.style.height })
    }
    contextOf(canvas).drawImage(map, 0, 0)
  }

  /** @param {PointerEvent} event */
  pointAt(event) {
    if (!this.view) return
    const [height, width] = this.view.layer.output_shape
    const box = this.canvas.getBoundingClientRect()
    const row = Math.min(Math.max(Math.floor((event.clientY - box.top) / this.scale), 0), height - 1)
    const col = Math.min(Math.max(Math.floor((event.clientX - box.left) / this.scale), 0), width - 1)
    if (event.type === "pointerdown" || event.pointerType === "touch") this.pinned = [row, col]
    if (row !== this.cell[0] || col !== this.cell[1]) this.showCell([row, col])
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    if (!this.view) return
    const next = cellAfter(event.key, this.cell, this.view.layer.output_shape)
    if (!next && event.key !== "Escape") return
    event.preventDefault()
    this.pinned = next
    this.showCell(this.pinned)
  }

  /**
   * @param {PickedView} view
   * @returns {HTMLButtonElement[]}
   */
  fileButtons({ reading, k, layer, filter, limits }) {
    const name = `${reading.network.name}-${layer.name}-filter-${filter}`
    const [values, shape] = [reading.outputs[k], layer.output_shape]
    const save = {
      PNG: () => downloadMapPng(values, shape, filter, limits.maps, false, this.scale, name),
      CSV: () => downloadMapCsv(values, shape, filter, name),
    }
    return Object.entries(save).map(([kind, onclick]) =>
      element("button", { type: "button", text: kind, "aria-label": `Save the feature map as ${kind}`, onclick }),
    )
  }
}

/**
 * What one value of a convolution is made of.
 * @param {Reading} reading
 * @param {number} k - The layer's index.
 * @param {number[]} position - [row, column, filter]
 * @returns {ConvolutionTerms}
 */
function termsAt(reading, k, position) {
  const terms = /** @type {ConvolutionTerms | undefined} */ (explainCell(reading, k, position))
  if (!terms) throw new TypeError(`The weights of layer ${k} are missing.`)
  return terms
}
