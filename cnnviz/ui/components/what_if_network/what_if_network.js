// Change the network: channels, numbers, and what becomes of the answer and the maps.

import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { derived, networkStore, readTrace, unpack } from "../shared/wire.js"
import { showChange } from "./answer.js"
import { showStrip } from "./channels.js"
import { kernelShape, MOST_EDITS, toggled, withEdit } from "./edits.js"
import { KernelEditor } from "./kernel.js"
import { showLater } from "./later.js"
import { originals } from "./originals.js"
import { showRanking } from "./ranking.js"

export default mount((root) => new WhatIf(root), ".what-if")

class WhatIf {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.edits = []
    this.history = []
    this.turn = 0
    this.editor = new KernelEditor(this.find(".kernel"), (target, value, fault) => this.type(target, value, fault))
    this.find(".undo").onclick = () => this.undo()
    this.find(".reset").onclick = () => this.apply([])
    this.find(".ask").onclick = () => this.tell("rank", true)
    this.find(".close").onclick = () => this.tell("rank", false)
  }

  listen({ on, onWidth }) {
    const arrived = () => this.data && !this.network && this.receive(this.data)
    on(networkStore, "change", arrived)
    on(originals, "change", arrived)
    onWidth(() => this.network && this.paint())
  }

  update(data, { setStateValue }) {
    this.tell = setStateValue
    this.receive(data)
  }

  receive(data) {
    this.data = data
    const { header, arrays } = unpack(data)
    const original = originals.byName[header.reading] && readTrace(originals.byName[header.reading])
    this.root.dataset.state = original ? "ready" : "waiting"
    if (!original) return
    const isNew = this.network?.name !== original.network.name
    Object.assign(this, {
      header,
      network: original.network,
      before: original.outputs,
      input: original.input,
      after: outputsAfter(original, header, arrays),
    })
    // An answer to an older edit than the last one must not take it back.
    if (header.turn >= this.turn) {
      this.turn = header.turn
      const edits = header.edits.map(([text]) => text)
      if (edits.join("~") !== this.edits.join("~")) this.refill = this.edits.length !== edits.length || !this.typing
      this.edits = edits
    }
    if (isNew) this.start(header.view)
    this.paint()
    this.root.dataset.turn = header.turn
    performance.mark("cnnviz:painted")
  }

  start(view) {
    this.history = []
    const { layers } = this.network
    const places = layers.flatMap((layer, k) => (["filters", "units"].includes(layer.role) ? [k] : []))
    this.k = places.find((k) => layers[k].name === view.layer) ?? places[0]
    const shape = kernelShape(this.network, this.k)
    this.filter = Math.min(view.channel, shape[3] - 1)
    this.slice = Math.min(view.slice, shape[2] - 1)
    this.cell = 0
  }

  // What the visitor does

  /** Make these the edits: here at once, on the server and in the URL a moment later. */
  apply(edits, { keep = true } = {}) {
    if (edits.length > MOST_EDITS) return this.complain(`There is room for ${MOST_EDITS} changes: undo some first.`)
    if (keep) this.history.push(this.edits)
    this.edits = edits
    this.typing = undefined
    this.refill = true
    this.send()
    this.paint()
  }

  type(target, value, fault) {
    // A minus may still get its digits.
    this.complain("")
    if (fault) {
      this.patience = setTimeout(() => this.complain(fault), 700)
      return this.showKernel()
    }
    const edits = withEdit(this.edits, target, value)
    if (edits.length > MOST_EDITS) return this.complain(`There is room for ${MOST_EDITS} changes: undo some first.`)
    // What is typed into one cell in one go is one step.
    if (this.typing !== target) this.history.push(this.edits)
    this.typing = target
    this.edits = edits
    this.send()
    this.showTools()
    this.showKernel()
  }

  undo() {
    this.apply(this.history.pop() ?? this.edits.slice(0, -1), { keep: false })
  }

  send() {
    this.turn += 1
    performance.mark("cnnviz:edited")
    this.tell("edit", { network: this.network.name, edits: this.edits.join("~"), turn: this.turn })
  }

  choose(changes) {
    Object.assign(this, changes)
    this.complain("")
    this.typing = undefined
    this.tell("view", {
      network: this.network.name,
      layer: this.network.layers[this.k].name,
      channel: this.filter,
      slice: this.slice,
    })
    this.paint()
  }

  complain(words) {
    clearTimeout(this.patience)
    this.find(".fault").textContent = words
  }

  // What is on screen

  paint() {
    const { network, k, edits, filter } = this
    this.width = this.root.clientWidth
    showChange(this.find(".answer"), network.labels, this.before.at(-1), this.after.at(-1), edits.length > 0)
    this.showTools()
    this.showLayers()
    const limit = Math.max(largest(this.before[k]), largest(this.after[k]))
    showStrip(this.find(".strip"), {
      network,
      k,
      edits,
      filter,
      limit,
      outputs: this.after,
      pick: (one) => this.choose({ filter: one }),
      toggle: (one) => this.apply(toggled(this.edits, network.layers[this.k], one)),
    })
    this.showKernel()
    showLater(this.find(".later-rows"), { network, k, before: this.before, after: this.after })
    const { wanted, ranking } = this.header
    showRanking(this.find(".ranking"), {
      ranking,
      wanted,
      edits,
      channels: network.layers.some((layer) => layer.role === "filters"),
      labels: network.labels,
      before: this.before.at(-1),
      toggle: (layer, channel) => {
        this.choose({ k: network.layers.findIndex(({ name }) => name === layer), filter: channel, slice: 0, cell: 0 })
        this.apply(toggled(this.edits, { name: layer }, channel))
      },
    })
  }

  showKernel() {
    const { network, k, edits, filter, slice, cell, refill } = this
    this.editor.show({
      network,
      k,
      edits,
      filter,
      slice,
      cell,
      refill,
      chooseSlice: (one) => this.choose({ slice: one }),
      chooseCell: (one) => this.choose({ cell: one }),
    })
    this.refill = false
  }

  showTools() {
    const words = Object.fromEntries(this.header.edits)
    this.find(".undo").disabled = this.find(".reset").disabled = !this.edits.length
    this.find(".edits").replaceChildren(
      ...this.edits.map((edit) =>
        element("button", {
          type: "button",
          class: "chip",
          text: `${words[edit] ?? edit} ×`,
          title: "Undo this change",
          onclick: () => this.apply(this.edits.filter((one) => one !== edit)),
        }),
      ),
    )
    this.find(".hint").hidden = this.edits.length > 0
  }

  showLayers() {
    const { network, k } = this
    this.find(".layers").replaceChildren(
      ...network.layers.flatMap((layer, place) =>
        ["filters", "units"].includes(layer.role)
          ? [
              element(
                "button",
                {
                  type: "button",
                  "aria-pressed": String(place === k),
                  "data-layer": layer.name,
                  onclick: () => {
                    this.choose({ k: place, filter: 0, slice: 0, cell: 0 })
                    this.find(`.layers [data-layer="${layer.name}"]`).focus({ preventScroll: true })
                  },
                },
                layer.title,
                element("small", {
                  text: `${layer.name} · ${layer.output_shape.at(-1)} ${layer.role === "filters" ? "channels" : "units"}`,
                }),
              ),
            ]
          : [],
      ),
    )
  }
}

/** Every layer's output with the edits: what is as before does not travel, and what can be worked out does not either. */
function outputsAfter(original, header, arrays) {
  const same = new Set(header.same)
  let values = original.input
  return original.network.layers.map(
    (layer, k) =>
      (values = same.has(layer.name) ? original.outputs[k] : (arrays[layer.name] ?? derived(layer, values))),
  )
}
