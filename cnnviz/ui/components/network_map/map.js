// The network map: every layer's maps, and the arithmetic of whatever cell is pointed at.

import { explainCell, kindOf } from "../layers/index.js"
import { heaviest } from "../layers/parts/order.js"
import { isDark } from "../shared/element.js"
import { contextOf, find, findAll } from "../shared/find.js"
import { markerColour } from "../shared/marker.js"
import { mount } from "../shared/mount.js"
import { positionAt } from "../shared/positions.js"
import { readingStore, referredTo } from "../shared/readings.js"
import { pinCell, pinnedCell, viewed, viewEvents, views } from "../shared/view_state.js"
import { networkStore, readTrace } from "../shared/wire.js"
import { cellAt, layOut, mapBox } from "./layout.js"
import { inputText, placeText, showLedger } from "./ledger.js"
import { paintOverlay } from "./overlay.js"
import { paintLayers } from "./paint.js"
import { mapLimits, scaleLimits, SCALES } from "./scales.js"
import { showControls, showHeadings, showLegend, showTools } from "./surroundings.js"

const LEDGER_ROOM = 300
const HEADING_ROOM = 118
const SHORTEST = 330
const TALLEST = 640
// What every browser can paint on one canvas: some stop at these many pixels, and show nothing beyond.
const MOST_PIXELS = 16e6
const LONGEST_CANVAS = 32000

/**
 * @import { Terms } from "../layers/index.js"
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { Reading } from "../shared/types.js"
 * @import { Column, Focus, Layout } from "./layout.js"
 * @import { Colours } from "./paint.js"
 * @import { Scale } from "./scales.js"
 */

export default mount((root) => new NetworkMap(root), ".network-map")

class NetworkMap {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.maps = find(root, ".maps", HTMLCanvasElement)
    this.overlay = find(root, ".overlay", HTMLCanvasElement)
    this.viewport = find(root, ".viewport", HTMLElement)
    this.headings = find(root, ".headings", HTMLElement)
    const { scale, zoom } = viewOfMap()
    this.scale = scale
    this.zoom = zoom
    this.pinned = false
    /** What Streamlit sent last. @type {Uint8Array | undefined} */
    this.sent = undefined
    /** The message that is shown. @type {Uint8Array | undefined} */
    this.data = undefined
    /** @type {(Reading & {data: Uint8Array}) | undefined} */
    this.reading = undefined
    // These are there as soon as a reading is.
    /** @type {Focus} */
    this.focus = { k: -1, position: [0, 0, 0] }
    /** @type {Layout} */
    this.layout = { width: 0, height: 0, gap: 0, columns: [] }
    /** @type {Colours} */
    this.colours = { text: "", faint: "", edge: "", track: "", marker: "", font: "" }
    this.dark = false
    /** The largest values by layer and channel. @type {number[][]} */
    this.perMap = []
    /** The ends of the colour scales by k + 1 and channel. @type {number[][]} */
    this.limits = []
    /** Those of the focus; undefined while weights are on their way. @type {Terms | undefined} */
    this.terms = undefined
    /** What the visitor has opened in the ledger. @type {unknown} */
    this.open = undefined
    /** What will show the surroundings. @type {number | undefined} */
    this.surroundings = undefined
    this.overlay.onpointermove = (event) => this.hover(event)
    this.overlay.onclick = (event) => this.press(event)
    this.overlay.onkeydown = (event) => this.key(event)
    this.overlay.onfocus = () => this.say()
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(networkStore, "change", () => {
      if (!this.data) return
      if (!this.reading) this.receive(this.data)
      else if (!this.terms) this.showFocus()
    })
    on(readingStore, "change", () => this.data && this.receive(readingStore.parts.map))
    on(viewEvents, "given", () => this.takeView())
    const fit = () => this.root.isConnected && this.layOut()
    on(window, "resize", fit)
    onWidth(fit, this.viewport)
  }

  /**
   * @param {Uint8Array | undefined} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    // The module runs again without new data, too, such as at a change of the theme.
    if (this.sent !== data) {
      this.sent = data
      const message = data?.length ? referredTo("map", data, setStateValue) : data
      if (message) this.receive(message)
    } else if (this.data) this.receive(this.data)
  }

  /** @param {Uint8Array | undefined} data */
  receive(data) {
    this.data = data
    const reading = data?.length ? readTrace(data) : undefined
    this.root.dataset.state = reading ? "ready" : "waiting"
    if (!data || !reading) return
    const newNetwork = this.reading?.network.base !== reading.network.base
    const arrived = this.reading?.data !== data
    this.reading = { ...reading, data }
    if (newNetwork) {
      this.open = undefined
      this.focusOn(
        this.startingFocus(reading, () => true),
        { quiet: true },
      )
      this.layOut()
      if (!this.pinned) this.focusOn(this.startingFocus(reading, (k) => this.isInSight(k)))
    } else {
      this.repaint()
    }
    if (arrived) {
      performance.mark("cnnviz:painted")
    }
  }

  /** Show what a link says, or Back. */
  takeView() {
    const { scale, zoom } = viewOfMap()
    const isNew = scale !== this.scale || zoom !== this.zoom
    Object.assign(this, { scale, zoom })
    if (!this.reading) return
    const pinned = this.pinned
    const focus = this.startingFocus(this.reading, (k) => this.isInSight(k))
    if (pinned || this.pinned) this.focusOn(focus, { quiet: isNew })
    if (isNew) this.layOut()
    if (this.pinned) this.say()
  }

  /**
   * The cell pinned on whatever page, or else the strongest of the last convolution in sight, or of the first weights.
   * @param {Reading} reading
   * @param {(k: number) => boolean} inSight
   * @returns {Focus}
   */
  startingFocus({ network, outputs }, inSight) {
    const kept = pinnedCell(network)
    this.pinned = kept !== undefined
    if (kept) return { k: kept.layer, position: kept.position }
    const convolution = network.layers.findLastIndex((layer, k) => layer.role === "filters" && inSight(k))
    const k =
      convolution < 0
        ? Math.max(
            0,
            network.layers.findIndex((layer) => ["filters", "units"].includes(layer.role)),
          )
        : convolution
    return { k, position: positionAt(network.layers[k].output_shape, heaviest(outputs[k])) }
  }

  /**
   * Whether a layer is on screen while the map has not been scrolled.
   * @param {number} k
   */
  isInSight(k) {
    const { x, slot } = this.layout.columns[k + 1]
    return x + slot <= this.viewport.clientWidth
  }

  layOut() {
    if (!this.reading) return
    this.dark = isDark(this.root)
    const top = this.root.getBoundingClientRect().top + window.scrollY
    const height = Math.min(
      Math.max(window.innerHeight - Math.min(top, 160) - LEDGER_ROOM - HEADING_ROOM, SHORTEST),
      TALLEST,
    )
    const ratio = Math.max(1, Math.round(window.devicePixelRatio))
    const widest = Math.min(MOST_PIXELS / height / ratio, LONGEST_CANVAS) / ratio
    this.layout = layOut(this.reading.network, this.viewport.clientWidth - 4, height, this.zoom, widest)
    this.layout.height = Math.max(...this.layout.columns.map((column) => tallest(column))) + 3
    for (const canvas of [this.maps, this.overlay]) {
      canvas.width = (this.layout.width + 4) * ratio
      canvas.height = (this.layout.height + 3) * ratio
      Object.assign(canvas.style, { width: `${this.layout.width + 4}px`, height: `${this.layout.height + 3}px` })
      contextOf(canvas).setTransform(ratio, 0, 0, ratio, 2 * ratio, 2 * ratio)
    }
    const style = getComputedStyle(this.root)
    this.colours = {
      text: style.color,
      faint: style.getPropertyValue("--faint"),
      edge: style.getPropertyValue("--edge"),
      track: style.getPropertyValue("--track"),
      marker: markerColour(this.root, this.dark),
      font: style.fontFamily,
    }
    this.repaint()
    this.showSurroundings()
  }

  repaint() {
    if (!this.reading) return
    this.perMap = mapLimits(this.reading)
    this.limits = scaleLimits(this.reading.network, this.perMap, this.scale)
    paintLayers(contextOf(this.maps), this.layout, this.reading, this.limits, this.colours)
    // The maps come first: what stands around them follows once they are on screen.
    this.surroundings ??= requestAnimationFrame(() => setTimeout(() => this.showSurroundings()))
  }

  showSurroundings() {
    this.surroundings = undefined
    const { reading } = this
    if (!reading || !this.root.isConnected) return
    if (isDark(this.root) !== this.dark) {
      this.layOut()
      return
    }
    showHeadings(this.headings, { ...this, reading })
    showControls(find(this.root, ".controls", HTMLElement), {
      scale: this.scale,
      zoom: this.zoom,
      choose: (changes) => this.choose(changes),
    })
    this.showFocus()
    if (this.pinned) this.say()
  }

  showFocus() {
    const { reading, focus } = this
    if (!reading) return
    this.terms = focus.k >= 0 ? explainCell(reading, focus.k, focus.position) : undefined
    paintOverlay(contextOf(this.overlay), this.layout, reading, focus, this.terms, this.colours, this.pinned)
    showLedger(find(this.root, ".ledger", HTMLElement), {
      reading,
      focus,
      terms: this.terms,
      limits: this.limits,
      open: this.open,
      marker: this.colours.marker,
      setOpen: (value) => {
        this.open = value
        this.showFocus()
      },
    })
    findAll(this.headings, ".column", HTMLElement).forEach((heading, index) =>
      heading.classList.toggle("focus", index === focus.k + 1),
    )
    showTools(find(this.root, ".tools", HTMLElement), { ...this, reading })
    showLegend(find(this.root, ".legend", HTMLElement), { ...this, reading })
  }

  /**
   * @param {Focus} focus
   * @param {{quiet?: boolean}} [options] - quiet: it is shown by what comes next.
   */
  focusOn(focus, { quiet = false } = {}) {
    if (this.focus.k !== focus.k) this.open = undefined
    this.focus = focus
    if (!quiet) this.showFocus()
  }

  /** @param {MouseEvent} event */
  hover(event) {
    if (this.pinned || !this.reading) return
    const start = performance.now()
    const at = this.at(event)
    if (at && !sameFocus(at, this.focus)) {
      this.focusOn(at)
      performance.measure("cnnviz:hover", { start, end: performance.now() })
    }
  }

  /** @param {MouseEvent} event */
  press(event) {
    if (!this.reading) return
    const at = this.at(event)
    this.pin(at && !(this.pinned && sameFocus(at, this.focus)) ? at : undefined)
  }

  /**
   * The cell under the pointer.
   * @param {MouseEvent} event
   */
  at(event) {
    return cellAt(this.layout, event.offsetX - 2, event.offsetY - 2)
  }

  /** @param {Focus | undefined} focus */
  pin(focus) {
    this.pinned = Boolean(focus)
    if (this.reading) pinCell(this.reading.network, focus && { layer: focus.k, position: focus.position })
    if (focus) this.focusOn(focus)
    else this.showFocus()
    if (focus) this.say()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.reading) return
    const next =
      event.key === "Escape"
        ? undefined
        : event.key === "Enter" || event.key === " "
          ? this.focus
          : moved(this.reading, this.focus, event)
    if (next === undefined && event.key !== "Escape") return
    event.preventDefault()
    this.pin(next)
    if (next) this.scrollTo(next)
  }

  /** @param {Focus} focus */
  scrollTo({ k }) {
    const { viewport } = this
    const column = this.layout.columns[k + 1]
    if (column.x < viewport.scrollLeft) viewport.scrollLeft = column.x - 10
    else if (column.x + column.slot > viewport.scrollLeft + viewport.clientWidth) {
      viewport.scrollLeft = column.x + column.slot - viewport.clientWidth + 10
    }
  }

  /** @param {{scale: Scale} | {zoom: number}} changes */
  choose(changes) {
    Object.assign(this, changes)
    views({ scale: this.scale, zoom: String(this.zoom) })
    this.layOut()
  }

  /** What a screen reader hears. */
  say() {
    if (!this.reading) return
    const { k, position } = this.focus
    const layer = this.reading.network.layers[k]
    const where = `${layer?.title ?? "Input"}, ${k < 0 ? `row ${position[0]}, column ${position[1]}` : placeText(this.reading, this.focus)}`
    const sum = this.terms ? kindOf(layer).sentence(layer, this.terms) : inputText(this.reading, position)
    find(this.root, ".spoken", HTMLElement).textContent = `${where}: ${sum}.`
  }
}

/**
 * What the visitor has chosen to see.
 * @returns {{scale: Scale, zoom: number}}
 */
function viewOfMap() {
  const named = viewed("scale")
  const scale = SCALES.find(([name]) => name === named)?.[0] ?? "layer"
  return { scale, zoom: Number(viewed("zoom")) }
}

/**
 * How high a column is.
 * @param {Column} column
 */
function tallest(column) {
  if (column.kind !== "maps") return mapBox(column).height
  return Math.min(column.perColumn, column.tiles) * (column.shape[0] * column.scale + column.gap) - column.gap
}

/**
 * @param {Focus} first
 * @param {Focus} second
 */
function sameFocus(first, second) {
  return first.k === second.k && first.position.every((index, axis) => index === second.position[axis])
}

/**
 * Where a key moves the focus.
 * @param {Reading} reading
 * @param {Focus} focus
 * @param {KeyboardEvent} event
 * @returns {Focus | undefined} Undefined if the key does nothing here.
 */
function moved(reading, { k, position }, { key, shiftKey }) {
  const shapes = [reading.network.input_shape, ...reading.network.layers.map((layer) => layer.output_shape)]
  const shape = shapes[k + 1]
  if (shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
    const to = k + (key === "ArrowLeft" ? -1 : 1)
    if (to < -1 || to >= reading.network.layers.length) return undefined
    const next = shapes[to + 1]
    if (next.length !== shape.length) return { k: to, position: next.map(() => 0) }
    return {
      k: to,
      position: position.map((index, axis) => Math.min(Math.floor((index * next[axis]) / shape[axis]), next[axis] - 1)),
    }
  }
  /** @type {Record<string, [axis: number, step: number]>} */
  const axes =
    shape.length === 3
      ? {
          ArrowUp: [0, -1],
          ArrowDown: [0, 1],
          ArrowLeft: [1, -1],
          ArrowRight: [1, 1],
          PageUp: [2, -1],
          PageDown: [2, 1],
        }
      : {
          ArrowUp: [0, -1],
          ArrowDown: [0, 1],
          ArrowLeft: [0, -1],
          ArrowRight: [0, 1],
          PageUp: [0, -10],
          PageDown: [0, 10],
        }
  if (!axes[key]) return undefined
  const [axis, step] = axes[key]
  const to = [...position]
  to[axis] = Math.min(Math.max(to[axis] + step, 0), shape[axis] - 1)
  return { k, position: to }
}
