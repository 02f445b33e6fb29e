// Change the network: channels, numbers, and what becomes of the answer and the maps.

import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { sourceOf } from "../shared/graph.js"
import { layerList, MOST_BUTTONS } from "../shared/layer_choice.js"
import { mount } from "../shared/mount.js"
import { fetchLayers, missing } from "../shared/on_demand.js"
import { derived, networkStore, readTrace, unpack } from "../shared/wire.js"
import { showChange } from "./answer.js"
import { Strip } from "./channels.js"
import { kernelShape, MOST_EDITS, toggled, withEdit } from "./edits.js"
import { KernelEditor } from "./kernel.js"
import { showLater } from "./later.js"
import { originals } from "./originals.js"
import { RankingList } from "./ranking.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { Layer, Message, Network, Reading } from "../shared/types.js" */
/** @import { Ranking } from "./ranking.js" */

/**
 * What Python says of the network with the visitor's edits; the arrays are the outputs that differ.
 * @typedef {object} WhatIfHeader
 * @property {string} reading - The name of the trained network's answer.
 * @property {number} turn - Which of the browser's edits this answers.
 * @property {[edit: string, words: string][]} edits
 * @property {string[]} same - The names of the layers whose output is as trained.
 * @property {Picked} view - What is picked at first.
 * @property {boolean} wanted - Whether the ranking of the channels is asked for.
 * @property {Ranking | null} ranking
 */

/**
 * What is picked: a layer's name, a filter or unit, and an input channel.
 * @typedef {{layer: string, channel: number, slice: number}} Picked
 */

/**
 * The network, and what it made of the picture.
 * @typedef {object} Shown
 * @property {WhatIfHeader} header
 * @property {Network} network
 * @property {Reading} reading - As trained.
 * @property {Float32Array[]} before - The layers' outputs as trained.
 * @property {Float32Array[]} after - As changed.
 */

/** For how long a minus may stay without digits before it is a fault, in milliseconds. */
const PATIENCE = 700

export default mount((root) => new WhatIf(root), ".what-if")

class WhatIf {
  /** @type {Uint8Array | undefined} */
  data = undefined
  /** undefined until the network and its answer have arrived. @type {Shown | undefined} */
  shown = undefined
  /** @type {string[]} */
  edits = []
  /** The edits before each of them. @type {string[][]} */
  history = []
  /** The number of the last edit. */
  turn = 0
  /** The target that is being typed into. @type {string | undefined} */
  typing = undefined
  /** Whether what is typed is to be replaced. */
  refill = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  patience = undefined

  // What is picked: the layer's index, a filter or unit, an input channel, and a number of it.
  k = 0
  filter = 0
  slice = 0
  cell = 0

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    /** @type {Send["setStateValue"]} */
    this.tell = () => {}
    this.editor = new KernelEditor(this.find(".kernel"), {
      type: (target, value, fault) => this.type(target, value, fault),
      chooseSlice: (slice) => this.choose({ slice }),
      chooseCell: (cell) => this.choose({ cell }),
    })
    this.strip = new Strip(this.find(".strip"), {
      pick: (filter) => this.choose({ filter }),
      toggle: (channel) => this.shown && this.apply(toggled(this.edits, this.shown.network.layers[this.k], channel)),
    })
    this.ranking = new RankingList(this.find(".ranking"), (layer, channel) => this.toggleRanked(layer, channel))
    this.undoButton = find(root, ".undo", HTMLButtonElement)
    this.resetButton = find(root, ".reset", HTMLButtonElement)
    this.undoButton.onclick = () => this.undo()
    this.resetButton.onclick = () => this.apply([])
    this.find(".ask").onclick = () => this.tell("rank", true)
    this.find(".close").onclick = () => this.tell("rank", false)
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.root, selector, HTMLElement)
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    const arrived = () => this.data && this.root.dataset.state === "waiting" && this.receive(this.data)
    on(networkStore, "change", arrived)
    on(originals, "change", arrived)
    onWidth(() => this.paint())
  }

  /**
   * @param {Uint8Array} data - A what_if_message.
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.tell = setStateValue
    this.receive(data)
  }

  /** @param {Uint8Array} data */
  receive(data) {
    this.data = data
    /** @type {Message<WhatIfHeader>} */
    const { header, arrays } = unpack(data)
    const original = originals.byName[header.reading] && readTrace(originals.byName[header.reading])
    this.root.dataset.state = original ? "ready" : "waiting"
    if (!original) return
    const { network } = original
    const isNew = this.shown?.network.name !== network.name
    const after = outputsAfter(original, header.same, arrays)
    this.shown = { header, network, reading: original, before: original.outputs, after }
    // An answer to an older edit than the last one must not take it back.
    if (header.turn >= this.turn) {
      this.turn = header.turn
      const edits = header.edits.map(([text]) => text)
      if (edits.join("~") !== this.edits.join("~")) this.refill = this.edits.length !== edits.length || !this.typing
      this.edits = edits
    }
    if (isNew) this.start(network, header.view)
    this.paint()
    this.root.dataset.turn = String(header.turn)
    performance.mark("cnnviz:painted")
  }

  /**
   * @param {Network} network
   * @param {Picked} picked
   */
  start(network, picked) {
    this.history = []
    const { layers } = network
    const weighted = layers.flatMap((layer, k) => (hasWeights(layer) ? [k] : []))
    this.k = weighted.find((k) => layers[k].name === picked.layer) ?? weighted[0]
    const shape = kernelShape(network, this.k)
    this.filter = Math.min(picked.channel, shape[3] - 1)
    this.slice = Math.min(picked.slice, shape[2] - 1)
    this.cell = 0
  }

  // What the visitor does

  /**
   * Make these the edits: here at once, on the server and in the URL a moment later.
   * @param {string[]} edits
   * @param {{keep?: boolean}} [options] - keep: whether Undo leads back to how it was.
   */
  apply(edits, { keep = true } = {}) {
    if (this.isFull(edits)) return
    if (keep) this.history.push(this.edits)
    this.edits = edits
    this.typing = undefined
    this.refill = true
    this.send()
    this.paint()
  }

  /**
   * @param {string} target
   * @param {number | undefined} value - undefined for the trained number.
   * @param {string} fault - What is wrong with it; empty if nothing is.
   */
  type(target, value, fault) {
    this.complain("")
    if (fault) {
      // A minus may still get its digits.
      this.patience = setTimeout(() => this.complain(fault), PATIENCE)
      this.showKernel()
      return
    }
    const edits = withEdit(this.edits, target, value)
    if (this.isFull(edits)) return
    // What is typed into one cell in one go is one step.
    if (this.typing !== target) this.history.push(this.edits)
    this.typing = target
    this.edits = edits
    this.send()
    this.showTools()
    this.showKernel()
  }

  /**
   * Whether these are too many edits: then it says so.
   * @param {string[]} edits
   * @returns {boolean}
   */
  isFull(edits) {
    if (edits.length <= MOST_EDITS) return false
    this.complain(`There is room for ${MOST_EDITS} changes: undo some first.`)
    return true
  }

  undo() {
    this.apply(this.history.pop() ?? this.edits.slice(0, -1), { keep: false })
  }

  send() {
    this.turn += 1
    performance.mark("cnnviz:edited")
    this.tell("edit", { network: this.shown?.network.name, edits: this.edits.join("~"), turn: this.turn })
  }

  /** @param {Partial<Pick<WhatIf, "k" | "filter" | "slice" | "cell">>} changes */
  choose(changes) {
    if (!this.shown) return
    Object.assign(this, changes)
    this.complain("")
    this.typing = undefined
    const { network } = this.shown
    this.tell("view", {
      network: network.name,
      layer: network.layers[this.k].name,
      channel: this.filter,
      slice: this.slice,
    })
    this.paint()
  }

  /**
   * @param {string} layer - Its name.
   * @param {number} channel
   */
  toggleRanked(layer, channel) {
    if (!this.shown) return
    const k = this.shown.network.layers.findIndex(({ name }) => name === layer)
    this.choose({ k, filter: channel, slice: 0, cell: 0 })
    this.apply(toggled(this.edits, { name: layer }, channel))
  }

  /** @param {string} words - Empty for none. */
  complain(words) {
    clearTimeout(this.patience)
    this.find(".fault").textContent = words
  }

  // What is on screen

  paint() {
    if (!this.shown) return
    const { k, edits, filter } = this
    const { header, network, reading, before, after } = this.shown
    const { outputs, weights } = missing(reading, [k], [k])
    if (outputs.length || weights.length) {
      fetchLayers(reading, [k], [k]).then((isHere) => isHere && this.k === k && this.paint())
      return
    }
    // Of a large network the changed maps of a layer follow once it is picked.
    after[k] ??= before[k]
    const last = network.layers.length - 1
    showChange(this.find(".answer"), network.labels, before[last], after[last], edits.length > 0)
    this.showTools()
    this.showLayers(network)
    const limit = Math.max(largest(before[k]), largest(after[k]))
    this.strip.show({ network, k, edits, filter, limit, outputs: after })
    this.showKernel()
    showLater(this.find(".later-rows"), { network, k, before, after })
    this.ranking.show({
      ranking: header.ranking,
      wanted: header.wanted,
      edits,
      channels: network.labels.length > 0 && network.layers.some((layer) => layer.role === "filters"),
      labels: network.labels,
    })
  }

  showKernel() {
    if (!this.shown) return
    const { k, edits, filter, slice, cell, refill } = this
    this.editor.show({ network: this.shown.network, k, edits, filter, slice, cell, refill })
    this.refill = false
  }

  showTools() {
    const words = new Map(this.shown?.header.edits)
    this.undoButton.disabled = this.resetButton.disabled = !this.edits.length
    this.find(".edits").replaceChildren(
      ...this.edits.map((edit) =>
        element("button", {
          type: "button",
          class: "chip",
          text: `${words.get(edit) ?? edit} ×`,
          title: "Undo this change",
          onclick: () => this.apply(this.edits.filter((other) => other !== edit)),
        }),
      ),
    )
    this.find(".hint").hidden = this.edits.length > 0
  }

  /** @param {Network} network */
  showLayers(network) {
    const weighted = network.layers.flatMap((layer, k) => (hasWeights(layer) ? [{ layer, k }] : []))
    if (weighted.length <= MOST_BUTTONS) {
      this.find(".layers").replaceChildren(...weighted.map(({ layer, k }) => this.layerButton(layer, k)))
      return
    }
    const place = this.find(".layers")
    // It keeps the focus: it is made anew for another network only.
    if (place.dataset.network === network.base) {
      find(place, "select", HTMLSelectElement).value = String(this.k)
      return
    }
    place.dataset.network = network.base
    const options = weighted.map(({ layer, k }) => ({ value: k, text: `${layer.name} · ${layer.title}` }))
    place.replaceChildren(layerList("Layer", options, this.k, (k) => this.choose({ k, filter: 0, slice: 0, cell: 0 })))
  }

  /**
   * @param {Layer} layer
   * @param {number} k
   * @returns {HTMLElement}
   */
  layerButton(layer, k) {
    const count = layer.output_shape[layer.output_shape.length - 1]
    return element(
      "button",
      {
        type: "button",
        "aria-pressed": String(k === this.k),
        "data-layer": layer.name,
        onclick: () => {
          this.choose({ k, filter: 0, slice: 0, cell: 0 })
          this.find(`.layers [data-layer="${layer.name}"]`).focus({ preventScroll: true })
        },
      },
      layer.title,
      element("small", { text: `${layer.name} · ${count} ${layer.role === "filters" ? "channels" : "units"}` }),
    )
  }
}

/**
 * Whether a layer has numbers that can be changed.
 * @param {Layer} layer
 * @returns {boolean}
 */
function hasWeights({ role }) {
  return role === "filters" || role === "units"
}

/**
 * Every layer's output with the edits: what is as before does not travel, and what can be worked out does not either.
 * @param {Reading} original
 * @param {string[]} same - The names of the layers whose output is as before.
 * @param {Record<string, Float32Array>} arrays - What has travelled, by the layers' names.
 * @returns {Float32Array[]}
 */
export function outputsAfter(original, same, arrays) {
  const isSame = new Set(same)
  const { network, input } = original
  /** @type {Float32Array[]} */
  const outputs = []
  for (const [k, layer] of network.layers.entries()) {
    const source = sourceOf(network, k)
    const goesIn = source < 0 ? input : outputs[source]
    // Of a large network only what is looked at is here.
    const travelled = arrays[layer.name] ?? (network.columns ? arrays[layer.name] : derived(layer, goesIn))
    outputs.push(isSame.has(layer.name) ? original.outputs[k] : travelled)
  }
  return outputs
}
