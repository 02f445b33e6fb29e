// All filters of one convolution beside the picked one.

import { largest } from "../shared/colour.js"
import { markerColour } from "../shared/marker.js"
import { mount } from "../shared/mount.js"
import { pictureName, readsColour } from "../shared/picture.js"
import { pinnedCell, viewed, viewEvents, views } from "../shared/view_state.js"
import { inputOf, networkStore, readTrace } from "../shared/wire.js"
import { answersOf, convolutions, sorted } from "./answers.js"
import { showControls } from "./controls.js"
import { arrangeCards, cardBeside, cardSize, filterCards, revealCard } from "./gallery.js"
import { PickedFilter } from "./picked.js"

export default mount((root) => new FiltersPage(root), ".filters")

class FiltersPage {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.picked = new PickedFilter(this.find(".picked"))
    this.find(".cards").onkeydown = (event) => this.key(event)
  }

  listen({ on, onWidth }) {
    on(networkStore, "change", () => this.data && !this.reading && this.update(this.data))
    on(viewEvents, "given", () => {
      if (!this.reading) return
      this.start()
      this.showLayer()
    })
    onWidth(() => this.reading && this.showPicked())
  }

  update(data) {
    this.data = data
    const reading = data?.length ? readTrace(data) : undefined
    this.root.dataset.state = reading ? "ready" : "waiting"
    if (!reading) return
    const isNew = this.reading?.network.base !== reading.network.base
    this.reading = reading
    this.marker = markerColour(this.root)
    if (isNew) this.start()
    this.showLayer()
  }

  /** Begin with the filter whose cell is pinned on another page, else with the strongest of the first convolution. */
  start() {
    const { network } = this.reading
    const pinned = pinnedCell(network)
    const isFilter = pinned && network.layers[pinned.layer]?.role === "filters"
    this.sort = viewed("sort") || "filter"
    this.k = isFilter ? pinned.layer : convolutions(network)[0]
    this.filter = isFilter ? pinned.position[2] : undefined
    this.cell = isFilter ? pinned.position.slice(0, 2) : undefined
  }

  /** Everything of the chosen layer. */
  showLayer() {
    const { reading, k } = this
    const layer = reading.network.layers[k]
    this.answers = answersOf(reading, k)
    this.filter ??= sorted(this.answers, "largest")[0].filter
    this.limits = {
      kernels: largest(reading.network.arrays[`${layer.name}.kernel`]),
      maps: largest(reading.outputs[k]),
      inputs: largest(inputOf(reading, k)),
    }
    this.find(".note").textContent = noteWords(reading.network, layer)
    this.cards = filterCards({ ...this, pick: (filter) => this.pick(filter) })
    this.find(".cards").replaceChildren()
    this.find(".cards").dataset.size = cardSize(layer)
    this.find(".cards").dataset.kernel = layer.kernel_size[1] <= 3 ? "small" : "large"
    this.arrange()
    revealCard(this.find(".cards"), this.cards[this.filter])
    this.showPicked()
  }

  arrange() {
    showControls(this.find(".controls"), {
      network: this.reading.network,
      k: this.k,
      sort: this.sort,
      limits: this.limits,
      choose: (changes) => this.choose(changes),
    })
    arrangeCards(this.find(".cards"), this.cards, sorted(this.answers, this.sort), this.filter, this.sort)
  }

  showPicked() {
    this.width = this.root.clientWidth
    this.picked.show(this)
  }

  choose({ k, sort }) {
    if (k !== undefined && k !== this.k) {
      Object.assign(this, { k, filter: undefined, cell: undefined })
      this.showLayer()
    }
    if (sort) {
      this.sort = sort
      views({ sort })
      this.arrange()
      this.find(".cards").scrollTo(0, 0)
    }
    const chosen = k === undefined ? `.sort [data-value="${sort}"]` : `.layer [data-value="${k}"]`
    this.find(chosen).focus({ preventScroll: true })
  }

  pick(filter) {
    Object.assign(this, { filter, cell: undefined })
    arrangeCards(this.find(".cards"), this.cards, sorted(this.answers, this.sort), filter, this.sort)
    this.showPicked()
  }

  key(event) {
    const next = cardBeside(this.find(".cards"), this.cards[this.filter], event.key)
    if (!next) return
    event.preventDefault()
    this.pick(Number(next.dataset.filter))
    next.focus({ preventScroll: true })
    revealCard(this.find(".cards"), next)
  }
}

function noteWords(network, layer) {
  const after = layer.activation === "linear" ? "before any ReLU" : `after its ${layer.activation}`
  const inColour = layer === network.layers[0] && readsColour(network)
  return (
    `Largest and mean are those of the filter's feature map for your ${pictureName(network)}, ${after}; ` +
    "the bar compares the largest. Weight is the size of its kernel's largest weight." +
    (inColour ? " A kernel is shown in the colours it looks for; grey is zero." : "")
  )
}
