// A network built layer by layer. The fields are the browser's; all numbers come from Python, after every edit.

import { coverEvents, isCovered } from "../shared/covers.js"
import { saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { codeOf, insteadOf } from "./below.js"
import { fieldOf, markFault } from "./fields.js"
import { inputRow, layerRow, tableHead } from "./rows.js"
import { Sight } from "./sight.js"
import { stripOf } from "./strip.js"
import { totalsOf } from "./totals.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { LayerRow } from "./rows.js" */
/** @import { InputData, SentLayer, ShapesData, Texts, TypedLayer } from "./types.js" */

/**
 * A layer with its row of the table, which stays for as long as the layer does.
 * @typedef {TypedLayer & {row: LayerRow}} StackLayer
 */

/**
 * What stands in all fields.
 * @typedef {{sides: string[], layers: SentLayer[]}} Snapshot
 */

const MOST_UNDONE = 100

export default mount((root, /** @type {ShapesData} */ data) => new Builder(root, data), ".shapes")

export class Builder {
  /** @type {ShapesData | undefined} */
  data = undefined
  /** Of the last message to Python; -1 before Python's first. */
  number = -1
  /** The number of the message that asked for a preset. @type {number | undefined} */
  asked = undefined
  /** @type {StackLayer[]} */
  layers = []
  /** The layer that was picked, as an index. @type {number | null} */
  chosen = null
  /** @type {Snapshot[]} */
  past = []
  /** How it was when it was last sent. @type {Snapshot | undefined} */
  before = undefined
  /** The field that is being typed into. @type {string | null} */
  typing = null
  ids = 0

  /**
   * @param {HTMLElement} root
   * @param {ShapesData} data
   */
  constructor(root, { kinds, side_names: sideNames, most_layers: mostLayers, pictures }) {
    this.root = root
    this.kinds = kinds
    this.sideNames = sideNames
    this.mostLayers = mostLayers
    /** @type {(edit: object) => void} */
    this.tell = () => {}
    this.strip = this.find(".strip")
    this.sight = new Sight(this.find(".sight"), pictures)
    this.preset = element("select", {
      "aria-label": "Begin with",
      "data-testid": "shapes-preset",
      onchange: () => this.ask(this.preset.value),
    })
    this.sides = sideNames.map((label, axis) =>
      fieldOf({ label, mode: "numeric" }, "", `Input ${label}`, () => this.typeSide(axis)),
    )
    this.undo = element("button", { type: "button", text: "Undo", onclick: () => this.back() })
    this.csv = element("button", {
      type: "button",
      text: "Table as CSV",
      onclick: () => this.data && saveFile(new Blob([this.data.csv], { type: "text/csv" }), "shapes.csv"),
    })
    this.makeBar()
    this.input = inputRow(kinds, this.sides, (mark) => this.add(mark, 0))
    this.body = element("tbody", {}, this.input.node)
    this.find(".rows").append(tableHead(), this.body)
    this.find(".add").append(
      element("span", { text: "Add at the end:" }),
      ...Object.entries(kinds).map(([mark, { title }]) =>
        element("button", {
          type: "button",
          text: title,
          "data-testid": "shapes-add",
          onclick: () => this.add(mark, this.layers.length),
        }),
      ),
    )
  }

  /** @param {string} selector */
  find(selector) {
    return find(this.root, selector, HTMLElement)
  }

  makeBar() {
    this.find(".bar").append(
      element("label", { class: "field begin" }, element("span", { text: "begin with" }), this.preset),
      element(
        "span",
        { class: "buttons" },
        this.undo,
        element("button", { type: "button", text: "Reset", onclick: () => this.ask("") }),
        this.csv,
      ),
    )
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(coverEvents, "change", () => this.data && this.paint(this.data))
    onWidth(() => {
      const { data } = this
      if (data?.input) this.paintStrip(data, data.input)
    }, this.strip)
  }

  /**
   * @param {ShapesData} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.tell = (edit) => setStateValue("edit", edit)
    // What Python puts into the fields: at first, after a preset was asked for, or when this page's memory is newer.
    if (data.number > this.number || data.number === this.asked) this.adopt(data)
    // An answer to an earlier edit: the one to the last is on its way.
    if (data.number < this.number) return
    this.data = data
    this.paint(data)
    this.root.dataset.state = "ready"
    this.root.dataset.number = String(data.number)
  }

  /** @param {ShapesData} data */
  adopt(data) {
    this.number = data.number
    this.asked = undefined
    this.fill(data)
    this.chosen = null
  }

  /** @param {Snapshot} snapshot */
  fill({ sides, layers }) {
    this.layers = layers.map(([mark, texts]) => this.layer(mark, texts))
    this.sides.forEach((side, axis) => (side.input.value = sides[axis]))
    this.arrange()
  }

  /**
   * Make a layer.
   * @param {string} mark
   * @param {Texts} texts
   * @returns {StackLayer}
   */
  layer(mark, texts) {
    const layer = { id: this.ids++, mark, texts: { ...texts } }
    return Object.assign(layer, { row: layerRow(this, layer) })
  }

  /** Make the table's rows those of the layers, in their order. */
  arrange() {
    this.body.replaceChildren(this.input.node, ...this.layers.map(({ row }) => row.node))
  }

  /** @param {TypedLayer} layer */
  indexOf(layer) {
    return this.layers.findIndex(({ id }) => id === layer.id)
  }

  /** @returns {Snapshot} */
  snapshot() {
    return {
      sides: this.sides.map((side) => side.input.value),
      layers: this.layers.map(({ mark, texts }) => [mark, { ...texts }]),
    }
  }

  /**
   * Keep how it was, for Undo: of letters typed one after the other into one field only the first time.
   * @param {string | null} field
   */
  remember(field = null) {
    if (field === null || field !== this.typing) this.past.push(this.before ?? this.snapshot())
    this.typing = field
    if (this.past.length > MOST_UNDONE) this.past.shift()
  }

  send() {
    this.before = this.snapshot()
    this.number += 1
    const chosen = this.chosen === null ? null : this.chosen + 1
    this.tell({ number: this.number, ...this.before, chosen })
    this.undo.disabled = !this.past.length
  }

  /** @param {string} preset */
  ask(preset) {
    this.remember()
    this.number += 1
    this.asked = this.number
    this.tell({ number: this.number, preset })
  }

  back() {
    const last = this.past.pop()
    if (!last) return
    this.typing = null
    this.fill(last)
    this.send()
  }

  /**
   * @param {TypedLayer} layer
   * @param {string} name - The field's.
   * @param {string} text
   */
  type(layer, name, text) {
    this.remember(`${layer.id} ${name}`)
    layer.texts[name] = text
    this.send()
  }

  /** @param {number} axis */
  typeSide(axis) {
    this.remember(`side ${axis}`)
    this.send()
  }

  /**
   * @param {StackLayer[]} layers
   * @param {number | null} chosen
   */
  change(layers, chosen = this.chosen) {
    this.remember()
    this.layers = layers
    this.chosen = chosen
    this.arrange()
    this.send()
  }

  /**
   * @param {string} mark
   * @param {number} index - The new layer's.
   */
  add(mark, index) {
    if (this.layers.length >= this.mostLayers) return
    const layer = this.layer(mark, this.kinds[mark].usual)
    this.change(this.layers.toSpliced(index, 0, layer), index)
    const first = Object.values(layer.row.fields)[0]?.input ?? layer.row.look
    first.focus()
    if (first instanceof HTMLInputElement) first.select()
  }

  /**
   * @param {TypedLayer} layer
   * @param {-1 | 1} step - Up or down.
   */
  move(layer, step) {
    const from = this.indexOf(layer)
    const moved = this.layers[from]
    this.change(this.layers.toSpliced(from, 1).toSpliced(from + step, 0, moved), from + step)
    moved.row.tools[step < 0 ? "up" : "down"].focus()
  }

  /** @param {TypedLayer} layer */
  duplicate(layer) {
    const index = this.indexOf(layer) + 1
    this.change(this.layers.toSpliced(index, 0, this.layer(layer.mark, layer.texts)), index)
  }

  /** @param {TypedLayer} layer */
  remove(layer) {
    const index = this.indexOf(layer)
    this.change(this.layers.toSpliced(index, 1), null)
    this.layers[Math.min(index, this.layers.length - 1)]?.row.look.focus()
  }

  /** @param {number} index */
  choose(index) {
    this.chosen = index
    this.send()
  }

  /**
   * Look at a layer for as long as the pointer is there.
   * @param {number} index - -1 for the one that is looked at otherwise.
   */
  peek(index) {
    if (!this.data?.input) return
    const { input, rows, chosen } = this.data
    this.sight.show(input, rows, rows[index] ? index : (chosen ?? -1))
  }

  /** @param {ShapesData} data */
  paint(data) {
    const { faults, notes, input } = data
    this.paintPresets(data)
    this.undo.disabled = !this.past.length
    this.sides.forEach((side, axis) => markFault(side.input, faults.sides[this.sideNames[axis]]))
    this.input.paint(input, Object.values(faults.sides)[0])
    this.paintLayers(data)
    this.find(".notes").replaceChildren(
      ...notes
        .filter((note) => !note.layer)
        .map((note) => element("p", { "data-region": "costs shapes", text: note.text })),
    )
    this.find(".totals").replaceChildren(...totalsOf(data.totals))
    this.csv.hidden = ["costs", "multiply-adds", "fields", "shapes"].some(isCovered)
    const isFull = this.layers.length >= this.mostLayers
    this.find(".add").toggleAttribute("data-full", isFull)
    for (const button of findAll(this.root, ".add button", HTMLButtonElement)) button.disabled = isFull
    this.find(".code").replaceChildren(...codeOf(data.code))
    this.find(".instead").replaceChildren(...insteadOf(data.instead, data.conclusion))
    if (!input) return
    this.paintStrip(data, input)
    this.sight.show(input, data.rows, data.chosen ?? -1)
  }

  /** @param {ShapesData} data */
  paintPresets({ preset, presets }) {
    this.preset.replaceChildren(
      ...(preset ? [] : [element("option", { value: "?", text: "your own stack" })]),
      ...Object.entries(presets).map(([group, names]) =>
        element("optgroup", { label: group }, ...names.map((name) => element("option", { value: name, text: name }))),
      ),
    )
    this.preset.value = preset || "?"
  }

  /** @param {ShapesData} data */
  paintLayers({ rows, problem, faults, notes, chosen }) {
    this.layers.forEach((layer, index) => {
      const after = problem && index > problem.layer
      const own = Object.values(faults.layers[index] ?? {})[0]
      layer.row.paint({
        index,
        count: this.layers.length,
        row: rows[index],
        faults: faults.layers[index] ?? {},
        problem: problem?.layer === index ? problem.text : after ? own : "",
        waits: after ? (problem.layer < 0 ? "waits for the input" : `waits for layer ${problem.layer + 1}`) : "",
        chosen: index === chosen,
        noteText: notes.find((note) => note.layer === index + 1)?.text,
      })
    })
  }

  /**
   * @param {ShapesData} data
   * @param {InputData} input
   */
  paintStrip({ rows, chosen }, input) {
    const choose = (/** @type {number} */ index) => this.choose(index)
    this.strip.replaceChildren(stripOf(input, rows, chosen, this.strip.clientWidth, choose))
  }
}
