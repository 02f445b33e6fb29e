// All filters of one convolution beside the picked one.

import { largest } from "../shared/colour.js"
import { coverEvents } from "../shared/covers.js"
import { find } from "../shared/find.js"
import { fedBy, sourceOf } from "../shared/graph.js"
import { markerColour } from "../shared/marker.js"
import { mount } from "../shared/mount.js"
import { fetchLayers, missing } from "../shared/on_demand.js"
import { readsColour } from "../shared/picture.js"
import { reveal } from "../shared/scroll.js"
import { pinnedCell, viewed, viewEvents, views } from "../shared/view_state.js"
import { inputOf, networkStore, readTrace } from "../shared/wire.js"
import { answersOf, channelsRead, convolutionAt, convolutions, isConvolution, orderCalled, sorted } from "./answers.js"
import { showControls } from "./controls.js"
import { arrangeCards, cardBeside, cardSize, filterCards } from "./gallery.js"
import { PickedFilter } from "./picked.js"

/** @import { Ears } from "../shared/mount.js" */
/** @import { Cell } from "../shared/pointing.js" */
/** @import { Network, Reading, WindowLayer } from "../shared/types.js" */
/** @import { FigureName } from "./answers.js" */
/** @import { LayerView } from "./types.js" */

export default mount((root) => new FiltersPage(root), ".filters")

class FiltersPage {
  /** @type {Uint8Array | undefined} */
  data = undefined
  /** @type {Reading | undefined} */
  reading = undefined
  /** The convolution that is shown. @type {LayerView | undefined} */
  layerView = undefined
  /** @type {HTMLButtonElement[]} */
  cards = []
  /** @type {FigureName} */
  order = "filter"
  marker = ""

  // What is picked: a layer's index, a filter of it, and a cell of its map.
  k = 0
  /** undefined for the strongest. @type {number | undefined} */
  filter = undefined
  /** undefined for the strongest. @type {Cell | undefined} */
  cell = undefined
  /** Whether the visitor picked the filter, so that the gallery is to show it. */
  isWanted = false

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.gallery = find(root, ".cards", HTMLElement)
    this.picked = new PickedFilter(find(root, ".picked", HTMLElement))
    this.gallery.onkeydown = (event) => this.key(event)
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(networkStore, "change", () => this.data && this.root.dataset.state === "waiting" && this.update(this.data))
    on(viewEvents, "given", () => {
      if (!this.reading) return
      this.start(this.reading.network)
      this.showLayer(this.reading)
    })
    on(coverEvents, "change", () => this.reading && this.showLayer(this.reading))
    onWidth(() => this.showPicked())
  }

  /** @param {Uint8Array} data - A trace message; empty where there is no picture yet. */
  update(data) {
    this.data = data
    const reading = data?.length ? readTrace(data) : undefined
    this.root.dataset.state = reading ? "ready" : "waiting"
    if (!reading) return
    const isNew = this.reading?.network.base !== reading.network.base
    this.reading = reading
    this.marker = markerColour(this.root)
    if (isNew) this.start(reading.network)
    this.showLayer(reading)
  }

  /**
   * Begin with the filter whose cell is pinned on another page, else with the strongest of the first convolution.
   * @param {Network} network
   */
  start(network) {
    const pinned = pinnedCell(network)
    const filterCell = pinned && isConvolution(network.layers[pinned.layer]) ? pinned : undefined
    this.order = orderCalled(viewed("sort"))
    this.k = filterCell?.layer ?? convolutions(network)[0]
    this.filter = filterCell?.position[2]
    this.isWanted = filterCell !== undefined
    this.cell = filterCell && [filterCell.position[0], filterCell.position[1]]
  }

  /**
   * Everything of the chosen layer.
   * @param {Reading} reading
   */
  showLayer(reading) {
    const { k } = this
    const needed = [k, ...fedBy(reading.network.layers[k], k)]
    const { outputs, weights } = missing(reading, needed, [k])
    if (outputs.length || weights.length) {
      const isLatest = () => this.k === k && this.reading?.header.reading === reading.header.reading
      fetchLayers(reading, needed, [k]).then((isHere) => isHere && isLatest() && this.showLayer(reading))
      return
    }
    const layer = convolutionAt(reading.network, k)
    const answers = answersOf(reading, k)
    const limits = {
      kernels: largest(reading.network.arrays[`${layer.name}.kernel`]),
      maps: largest(reading.outputs[k]),
      inputs: largest(inputOf(reading, k)),
    }
    const layerView = { reading, k, layer, answers, limits }
    this.layerView = layerView
    this.filter ??= sorted(answers, "largest")[0].filter
    find(this.root, ".note", HTMLElement).textContent = noteWords(reading.network, k)
    this.cards = filterCards(layerView, (filter) => this.pick(filter))
    this.gallery.replaceChildren()
    this.gallery.dataset.size = cardSize(layer, channelsRead(layer))
    this.gallery.dataset.kernel = layer.kernel_size[1] <= 3 ? "small" : "large"
    this.arrange()
    if (this.isWanted) reveal(this.gallery, this.cards[this.filter])
    else this.gallery.scrollTo(0, 0)
    this.showPicked()
  }

  arrange() {
    const { layerView, filter, order } = this
    if (!layerView || filter === undefined) return
    showControls(find(this.root, ".controls", HTMLElement), layerView, order, {
      layer: (k) => this.chooseLayer(k),
      order: (figure) => this.chooseOrder(figure),
    })
    arrangeCards(this.gallery, this.cards, sorted(layerView.answers, order), filter, order)
  }

  showPicked() {
    const { layerView, filter, cell, marker } = this
    if (layerView && filter !== undefined) this.picked.show(layerView, filter, cell, marker)
  }

  /** @param {number} k */
  chooseLayer(k) {
    if (this.reading && k !== this.k) {
      Object.assign(this, { k, filter: undefined, cell: undefined, isWanted: false })
      this.showLayer(this.reading)
    }
    if (this.layerView?.k === k) this.focusChoice(`.layer [data-value="${k}"]`)
  }

  /** @param {FigureName} order */
  chooseOrder(order) {
    this.order = order
    views({ sort: order })
    this.arrange()
    this.gallery.scrollTo(0, 0)
    this.focusChoice(`.sort [data-value="${order}"]`)
  }

  /** @param {string} selector - Of a button that was made anew. */
  focusChoice(selector) {
    const list = this.root.querySelector(".layer-list")
    const button = this.root.querySelector(selector)
    for (const one of [button ?? list]) if (one instanceof HTMLElement) one.focus({ preventScroll: true })
  }

  /** @param {number} filter */
  pick(filter) {
    Object.assign(this, { filter, cell: undefined, isWanted: true })
    if (this.layerView) {
      const answers = sorted(this.layerView.answers, this.order)
      arrangeCards(this.gallery, this.cards, answers, filter, this.order)
    }
    this.showPicked()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.filter === undefined) return
    const next = cardBeside(this.gallery, this.cards[this.filter], event.key)
    if (!next) return
    event.preventDefault()
    this.pick(Number(next.dataset.filter))
    next.focus({ preventScroll: true })
    reveal(this.gallery, next)
  }
}

/**
 * @param {Network} network
 * @param {number} k
 * @returns {string}
 */
function noteWords(network, k) {
  const layer = convolutionAt(network, k)
  const after = layer.activation === "linear" ? "before any ReLU" : `after its ${layer.activation}`
  const isWhole = channelsRead(layer) === layer.input_shape[2]
  const inColour = sourceOf(network, k) < 0 && readsColour(network) && isWhole
  return (
    `Largest and mean are those of the filter's feature map for this picture, ${after}; ` +
    "the bar compares the largest. Weight is the size of its kernel's largest weight." +
    (inColour ? " A kernel is shown in the colours it looks for; grey is zero." : "")
  )
}
