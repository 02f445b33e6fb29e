// The network map: every layer's maps, and the arithmetic of whatever cell is pointed at.

import { explainCell, kindOf } from "../layers/index.js"
import { heaviest } from "../layers/parts/order.js"
import { isDark } from "../shared/element.js"
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
import { mapLimits, scaleLimits } from "./scales.js"
import { showControls, showHeadings, showLegend, showTools } from "./surroundings.js"

const LEDGER_ROOM = 300
const HEADING_ROOM = 118
const SHORTEST = 330
const TALLEST = 640
// What every browser can paint on one canvas: some stop at these many pixels, and show nothing beyond.
const MOST_PIXELS = 16e6
const LONGEST_CANVAS = 32000

export default mount((root) => new NetworkMap(root), ".network-map")

class NetworkMap {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.maps = this.find(".maps")
    this.overlay = this.find(".overlay")
    Object.assign(this, viewOfMap())
    this.pinned = false
    this.overlay.onpointermove = (event) => this.hover(event)
    this.overlay.onclick = (event) => this.press(event)
    this.overlay.onkeydown = (event) => this.key(event)
    this.overlay.onfocus = () => this.say()
  }

  listen({ on, onWidth }) {
    on(networkStore, "change", () => {
      if (!this.data) return
      if (!this.reading) this.receive(this.data)
      else if (!this.terms) this.showFocus()
    })
    on(readingStore, "change", () => this.data && this.receive(readingStore.parts.map))
    on(viewEvents, "given", () => this.takeView())
    const layOut = () => this.root.isConnected && this.reading && this.layOut()
    on(window, "resize", layOut)
    onWidth(layOut, this.find(".viewport"))
  }

  update(data, { setStateValue }) {
    // The module runs again without new data, too, such as at a change of the theme.
    if (this.sent !== data) {
      this.sent = data
      const message = data?.length ? referredTo("map", data, setStateValue) : data
      if (message) this.receive(message)
    } else if (this.data) this.receive(this.data)
  }

  receive(data) {
    this.data = data
    const reading = data?.length ? readTrace(data) : undefined
    this.root.dataset.state = reading ? "ready" : "waiting"
    if (!reading) return
    const newNetwork = this.reading?.network.base !== reading.network.base
    const arrived = this.reading?.data !== data
    this.reading = { ...reading, data }
    if (newNetwork) {
      this.open = undefined
      this.focusOn(
        this.startingFocus(() => true),
        { quiet: true },
      )
      this.layOut()
      if (!this.pinned) this.focusOn(this.startingFocus((k) => this.isInSight(k)))
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
    const focus = this.startingFocus((k) => this.isInSight(k))
    if (pinned || this.pinned) this.focusOn(focus, { quiet: isNew })
    if (isNew) this.layOut()
    if (this.pinned) this.say()
  }

  /** The cell pinned on whatever page, or else the strongest of the last convolution in sight, or of the first weights. */
  startingFocus(inSight) {
    const { network, outputs } = this.reading
    const kept = pinnedCell(network)
    this.pinned = Boolean(kept)
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

  /** Whether a layer is on screen while the map has not been scrolled. */
  isInSight(k) {
    const { x, slot } = this.layout.columns[k + 1]
    return x + slot <= this.find(".viewport").clientWidth
  }

  room() {
    return this.find(".viewport").clientWidth
  }

  layOut() {
    this.width = this.room()
    this.dark = isDark(this.root)
    const top = this.root.getBoundingClientRect().top + window.scrollY
    const height = Math.min(
      Math.max(window.innerHeight - Math.min(top, 160) - LEDGER_ROOM - HEADING_ROOM, SHORTEST),
      TALLEST,
    )
    const ratio = Math.max(1, Math.round(window.devicePixelRatio))
    const widest = Math.min(MOST_PIXELS / height / ratio, LONGEST_CANVAS) / ratio
    this.layout = layOut(this.reading.network, this.width - 4, height, this.zoom, widest)
    this.layout.height = Math.max(...this.layout.columns.map((column) => tallest(column))) + 3
    for (const canvas of [this.maps, this.overlay]) {
      canvas.width = (this.layout.width + 4) * ratio
      canvas.height = (this.layout.height + 3) * ratio
      Object.assign(canvas.style, { width: `${this.layout.width + 4}px`, height: `${this.layout.height + 3}px` })
      canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 2 * ratio, 2 * ratio)
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
    this.perMap = mapLimits(this.reading)
    this.limits = scaleLimits(this.reading.network, this.perMap, this.scale)
    paintLayers(this.maps.getContext("2d"), this.layout, this.reading, this.limits, this.colours)
    // The maps come first: what stands around them follows once they are on screen.
    this.surroundings ??= requestAnimationFrame(() => setTimeout(() => this.showSurroundings()))
  }

  showSurroundings() {
    this.surroundings = undefined
    if (!this.root.isConnected) return
    if (isDark(this.root) !== this.dark) return this.layOut()
    showHeadings(this.find(".headings"), this)
    showControls(this.find(".controls"), this)
    this.showFocus()
    if (this.pinned) this.say()
  }

  showFocus() {
    this.terms = this.focus.k >= 0 ? explainCell(this.reading, this.focus.k, this.focus.position) : undefined
    paintOverlay(
      this.overlay.getContext("2d"),
      this.layout,
      this.reading,
      this.focus,
      this.terms,
      this.colours,
      this.pinned,
    )
    showLedger(this.find(".ledger"), {
      reading: this.reading,
      focus: this.focus,
      terms: this.terms,
      limits: this.limits,
      open: this.open,
      marker: this.colours.marker,
      setOpen: (value) => {
        this.open = value
        this.showFocus()
      },
    })
    ;[...this.find(".headings").children].forEach((heading, index) =>
      heading.classList.toggle("focus", index === this.focus.k + 1),
    )
    showTools(this.find(".tools"), this)
    showLegend(this.find(".legend"), this)
  }

  focusOn(focus, { quiet = false } = {}) {
    if (this.focus?.k !== focus.k) this.open = undefined
    this.focus = focus
    if (!quiet) this.showFocus()
  }

  hover(event) {
    if (this.pinned || !this.reading) return
    const start = performance.now()
    const at = this.at(event)
    if (at && !sameFocus(at, this.focus)) {
      this.focusOn(at)
      performance.measure("cnnviz:hover", { start, end: performance.now() })
    }
  }

  press(event) {
    if (!this.reading) return
    const at = this.at(event)
    this.pin(at && !(this.pinned && sameFocus(at, this.focus)) ? at : undefined)
  }

  at(event) {
    return cellAt(this.layout, event.offsetX - 2, event.offsetY - 2)
  }

  pin(focus) {
    this.pinned = Boolean(focus)
    pinCell(this.reading.network, focus && { layer: focus.k, position: focus.position })
    if (focus) this.focusOn(focus)
    else this.showFocus()
    if (focus) this.say()
  }

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

  scrollTo({ k }) {
    const viewport = this.find(".viewport")
    const column = this.layout.columns[k + 1]
    if (column.x < viewport.scrollLeft) viewport.scrollLeft = column.x - 10
    else if (column.x + column.slot > viewport.scrollLeft + viewport.clientWidth) {
      viewport.scrollLeft = column.x + column.slot - viewport.clientWidth + 10
    }
  }

  choose(changes) {
    Object.assign(this, changes)
    views({ scale: this.scale, zoom: String(this.zoom) })
    this.layOut()
  }

  /** What a screen reader hears. */
  say() {
    if (!this.reading || !this.focus) return
    const { k, position } = this.focus
    const layer = this.reading.network.layers[k]
    const where = `${layer?.title ?? "Input"}, ${k < 0 ? `row ${position[0]}, column ${position[1]}` : placeText(this.reading, this.focus)}`
    const sum = this.terms ? kindOf(layer).sentence(layer, this.terms) : inputText(this.reading, position)
    this.find(".spoken").textContent = `${where}: ${sum}.`
  }
}

function viewOfMap() {
  return { scale: viewed("scale") || "layer", zoom: Number(viewed("zoom")) }
}

function tallest(column) {
  if (column.kind !== "maps") return mapBox(column).height
  return Math.min(column.perColumn, column.tiles) * (column.shape[0] * column.scale + column.gap) - column.gap
}

function sameFocus(a, b) {
  return a && b && a.k === b.k && a.position.every((place, axis) => place === b.position[axis])
}

/** Where a key moves the focus: undefined if the key does nothing here. */
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
      position: position.map((place, axis) => Math.min(Math.floor((place * next[axis]) / shape[axis]), next[axis] - 1)),
    }
  }
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
