// The network map: every layer's maps, and the arithmetic of whatever cell is pointed at.

import { explainCell, sentenceOf } from "../layers/index.js"
import { coverEvents, isCovered } from "../shared/covers.js"
import { saveFile } from "../shared/download.js"
import { isDark } from "../shared/element.js"
import { contextOf, find, findAll } from "../shared/find.js"
import { isOpen, mayTellSum } from "../shared/layer_regions.js"
import { mount } from "../shared/mount.js"
import { layerName } from "../shared/names.js"
import { fetchLayers, missing } from "../shared/on_demand.js"
import { readingStore, referredTo, saidBefore } from "../shared/readings.js"
import { pixelPlace } from "../shared/picture.js"
import { pinCell, pinnedCell, viewed, viewEvents, views } from "../shared/view_state.js"
import { networkStore, readTrace } from "../shared/wire.js"
import { coloursOf, layOutIn, sizeCanvas } from "./canvases.js"
import { firstFocus, focusAfter, PICTURE_CORNER, sameFocus, strongestOf } from "./focus.js"
import { cellAt, columnOf, placesOf } from "./layout.js"
import { inputText, placeText, showLedger } from "./ledger.js"
import { paintOverlay } from "./overlay.js"
import { columnOfLayer, layersAround } from "./around.js"
import { createOverview } from "./overview.js"
import { paintLayers } from "./paint.js"
import { mapPicture } from "./picture.js"
import { mapLimits, scaleLimits, SCALES } from "./scales.js"
import { showControls, showHeadings, showLegend, showTools } from "./surroundings.js"
import { createWhole } from "./whole.js"

/**
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { LargeNetwork, Reading, Terms } from "../shared/types.js"
 * @import { Focus, Layout } from "./layout.js"
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
    this.whole = createWhole(find(root, ".whole", HTMLElement), (column) => this.showColumn(column))
    this.overview = createOverview(find(root, ".overview", HTMLElement), this.viewport)
    const { scale, zoom } = viewOfMap()
    this.scale = scale
    this.zoom = zoom
    /** Of a large network: the column that is shown whole, and the layers that are, all of another. */
    this.column = 0
    /** @type {number[] | undefined} */
    this.ks = undefined
    /** The layers that may be seen, of those that are shown. @type {number[]} */
    this.places = []
    /** One whose columns can be chosen, also while its first layers come. @type {LargeNetwork | undefined} */
    this.large = undefined
    this.pinned = false
    /** What Streamlit sent last. @type {Uint8Array | undefined} */
    this.sent = undefined
    /** The layers that are laid out, as text. @type {string | undefined} */
    this.laidOut = undefined
    /** The message that is shown. @type {Uint8Array | undefined} */
    this.data = undefined
    /** @type {(Reading & {data: Uint8Array}) | undefined} */
    this.reading = undefined
    // These are there as soon as a reading is.
    /** @type {Focus} */
    this.focus = { k: -1, position: [0, 0, 0] }
    /** @type {Layout} */
    this.layout = { width: 0, height: 0, gap: 0, columns: [], isSqueezed: false, hasOnce: false }
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
      // Its message may come before its network: that of the network before may still be on screen.
      if (this.root.dataset.state === "waiting") this.receive(this.data)
      else if (!this.terms) this.showFocus()
    })
    on(readingStore, "change", () => this.data && this.receive(readingStore.parts.map))
    on(readingStore, "cleared", () => {
      const before = saidBefore(this.sent)
      if (before) this.receive(before)
    })
    on(readingStore, "stale", () => this.root.toggleAttribute("data-old", readingStore.stale))
    on(viewEvents, "given", () => this.takeView())
    on(coverEvents, "change", () => this.takeCovers())
    const fit = () => this.root.isConnected && this.viewport.clientWidth && this.layOut()
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
    if (!this.choosesLayers(reading)) return
    this.places = this.openPlaces(reading)
    this.root.hidden = !this.places.length
    if (this.root.hidden) return
    const newNetwork = this.reading?.network.base !== reading.network.base || String(this.places) !== this.laidOut
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
      // One came to a column of a large network for its own layers, not for what feeds them.
      if (this.ks) this.scrollTo(this.focus)
    } else {
      this.repaint()
    }
    if (arrived) {
      performance.mark("cnnviz:painted")
    }
  }

  /**
   * Choose the layers of a large network that are shown whole, and show all of it small.
   * @param {Reading} reading
   * @returns {boolean} Whether they are here; otherwise they come, and are shown then.
   */
  choosesLayers(reading) {
    const { network, small } = reading
    if (!network.columns || !network.lanes || !small) {
      this.whole.hide()
      this.ks = this.large = undefined
      return true
    }
    const large = { ...network, columns: network.columns, lanes: network.lanes }
    this.large = large
    this.column = columnOfLayer(large, pinnedCell(network)?.layer, viewed("at"))
    this.whole.show({
      reading: { ...reading, network: large, small },
      at: this.column,
      isOpen: (k) => isOpen(large, k, this.root.dataset.answer),
    })
    // The column that is open follows: all of the network is in sight already.
    if (this.reading?.data !== this.data) performance.mark("cnnviz:painted")
    const ofWeights = large.columns[this.column]
    const ks = layersAround(large, this.column)
    const { outputs, weights } = missing(reading, ks, ofWeights)
    if (!outputs.length && !weights.length) {
      this.ks = ks
      return true
    }
    const { column, data } = this
    fetchLayers(reading, ks, ofWeights).then((isWhole) => {
      if (isWhole && column === this.column && data === this.data) this.receive(data)
    })
    return false
  }

  /**
   * The layers that are shown, without those that are covered: they are neither laid out nor reached in any way.
   * @param {Reading} reading
   * @returns {number[]} All of them while the whole map is covered: so it keeps its place.
   */
  openPlaces({ network }) {
    const places = placesOf({ ...network, ks: this.ks })
    return isCovered("maps") ? places : places.filter((k) => isOpen(network, k, this.root.dataset.answer))
  }

  /**
   * Show another column of a large network whole.
   * @param {number} column
   */
  showColumn(column) {
    if (!this.large) return
    const [k] = this.large.columns[column].slice(-1)
    pinCell(this.large, undefined)
    this.pinned = false
    views({ at: this.large.layers[k].name })
    this.receive(this.data)
  }

  /** Something else is covered: what was said of a cell before may be. */
  takeCovers() {
    find(this.root, ".spoken", HTMLElement).textContent = ""
    if (this.data) this.receive(this.data)
  }

  /** Show what a link says, or Back. */
  takeView() {
    if (this.ks && this.data) this.receive(this.data)
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
   * The cell pinned on whatever page, or else the one to begin with.
   * @param {Reading} reading
   * @param {(k: number) => boolean} inSight - Whether a layer is on screen.
   * @returns {Focus}
   */
  startingFocus(reading, inSight) {
    const kept = pinnedCell(reading.network)
    const places = new Set(this.places)
    this.pinned = kept !== undefined && places.has(kept.layer)
    if (kept && this.pinned) return { k: kept.layer, position: kept.position }
    const { columns, layers } = reading.network
    if (!this.ks || !columns) return firstFocus(reading, inSight, this.places)
    // Of a large network few layers are there: one came for the sum of the column that is open, or for its last layer.
    const own = columns[this.column].filter((k) => places.has(k))
    const adds = own.find((k) => ["filters", "depthwise", "separable", "units", "merge"].includes(layers[k].role))
    const k = adds ?? own.at(-1) ?? this.places[this.places.length - 1]
    return k < 0 ? PICTURE_CORNER : strongestOf(reading, k)
  }

  /**
   * Whether a layer is on screen while the map has not been scrolled.
   * @param {number} k
   */
  isInSight(k) {
    const { x, slot } = columnOf(this.layout, k)
    return x + slot <= this.viewport.clientWidth
  }

  layOut() {
    if (!this.reading) return
    this.dark = isDark(this.root)
    this.laidOut = String(this.places)
    this.layout = layOutIn(this.root, this.viewport, { ...this.reading.network, ks: this.places }, this.zoom)
    for (const canvas of [this.maps, this.overlay]) sizeCanvas(canvas, this.layout)
    this.colours = coloursOf(this.root, this.dark)
    this.repaint()
    this.showSurroundings()
  }

  repaint() {
    if (!this.reading) return
    this.perMap = mapLimits(this.reading)
    this.limits = scaleLimits(this.reading, this.perMap, this.scale)
    paintLayers(contextOf(this.maps), this.layout, this.reading, this, this.colours)
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
    const names = this.layout.columns.map(({ k }) => (k < 0 ? "input" : reading.network.layers[k].name))
    this.overview.show({ maps: this.maps, layout: this.layout, names })
    showControls(find(this.root, ".controls", HTMLElement), {
      scale: this.scale,
      zoom: this.zoom,
      hasOnce: this.layout.hasOnce,
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
      goTo: (k, position) => this.goTo({ k, position }),
      showColumnOf: (k) => this.showColumn(reading.network.columns?.findIndex((ks) => ks.includes(k)) ?? 0),
    })
    findAll(this.headings, ".column", HTMLElement).forEach((heading, index) =>
      heading.classList.toggle("focus", this.layout.columns[index]?.k === focus.k),
    )
    showTools(find(this.root, ".tools", HTMLElement), { ...this, reading, save: () => this.save() })
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

  /**
   * Lead to a cell from the ledger: what was pressed there is gone, and keys go on from the cell.
   * @param {Focus} focus
   */
  goTo(focus) {
    this.pin(focus)
    this.scrollTo(focus)
    this.overlay.focus({ preventScroll: true })
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.reading) return
    const next =
      event.key === "Escape"
        ? undefined
        : event.key === "Enter" || event.key === " "
          ? this.focus
          : focusAfter({ ...this.reading.network, ks: this.places }, this.focus, event)
    if (next === undefined && event.key !== "Escape") return
    event.preventDefault()
    this.pin(next)
    if (next) this.scrollTo(next)
  }

  /** @param {Focus} focus */
  scrollTo({ k }) {
    const { viewport } = this
    const column = columnOf(this.layout, k)
    if (column.x < viewport.scrollLeft) viewport.scrollLeft = column.x - 10
    else if (column.x + column.slot > viewport.scrollLeft + viewport.clientWidth) {
      viewport.scrollLeft = column.x + column.slot - viewport.clientWidth + 10
    }
  }

  /** The whole map as a picture. */
  save() {
    const { reading, maps, layout, colours } = this
    if (!reading) return
    const { network } = reading
    const whole = network.columns ? find(this.root, ".strip.columns canvas", HTMLCanvasElement) : null
    const background = getComputedStyle(this.root).getPropertyValue("--st-background-color")
    const picture = mapPicture({ maps, whole, layout, network, colours, background })
    picture.toBlob((blob) => blob && saveFile(blob, `${network.title ?? network.name}.png`), "image/png")
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
    const isTold = layer ? mayTellSum(layer) : !isCovered("sums")
    const where = `${layer ? layerName(layer) : "input"}, ${k < 0 ? pixelPlace(this.reading.network, position[0], position[1]) : placeText(this.reading, this.focus)}`
    const sum = this.terms ? sentenceOf(this.reading, k, this.terms) : inputText(this.reading, position)
    find(this.root, ".spoken", HTMLElement).textContent = isTold ? `${where}: ${sum}.` : `${where}.`
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
