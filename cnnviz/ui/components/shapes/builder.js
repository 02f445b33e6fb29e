// A network built layer by layer. The fields are the browser's; all numbers come from Python, after every edit.

import { saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { codeOf, insteadOf } from "./below.js"
import { fieldOf, markFault } from "./fields.js"
import { inputRow, layerRow, tableHead } from "./rows.js"
import { Sight } from "./sight.js"
import { stripOf } from "./strip.js"

export default mount((root, data) => new Builder(root, data), ".shapes")

class Builder {
  constructor(root, { kinds, side_names: sideNames, most_layers: mostLayers, pictures }) {
    Object.assign(this, { root, kinds, sideNames, mostLayers })
    this.find = (name) => root.querySelector(name)
    this.past = []
    this.ids = 0
    this.rows = new Map()
    this.sight = new Sight(this.find(".sight"), pictures)
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

  makeBar() {
    this.preset = element("select", {
      "aria-label": "Begin with",
      "data-testid": "shapes-preset",
      onchange: () => this.ask(this.preset.value),
    })
    this.sides = this.sideNames.map((label, axis) =>
      fieldOf({ label, mode: "numeric" }, "", `Input ${label}`, (text) => this.typeSide(axis, text)),
    )
    this.undo = element("button", { type: "button", text: "Undo", onclick: () => this.back() })
    this.find(".bar").append(
      element("label", { class: "field begin" }, element("span", { text: "begin with" }), this.preset),
      element(
        "span",
        { class: "buttons" },
        this.undo,
        element("button", { type: "button", text: "Reset", onclick: () => this.ask("") }),
        element("button", {
          type: "button",
          text: "Table as CSV",
          onclick: () => saveFile(new Blob([this.data.csv], { type: "text/csv" }), "shapes.csv"),
        }),
      ),
    )
  }

  listen({ onWidth }) {
    onWidth(() => this.data?.input && this.paintStrip(), this.find(".strip"))
  }

  update(data, { setStateValue }) {
    this.set = setStateValue
    // What Python puts into the fields: at first, after a preset was asked for, or when this page's memory is newer.
    if (this.number === undefined || data.number > this.number || data.number === this.asked) this.adopt(data)
    // An answer to an earlier edit: the one to the last is on its way.
    if (data.number < this.number) return
    this.data = data
    this.paint()
    this.root.dataset.state = "ready"
    this.root.dataset.number = data.number
  }

  adopt(data) {
    this.number = data.number
    this.asked = undefined
    this.fill(data.sides, data.layers)
    this.chosen = null
  }

  fill(sides, layers) {
    this.layers = layers.map(([mark, texts]) => this.layer(mark, texts))
    this.sides.forEach((side, axis) => (side.input.value = sides[axis]))
    this.arrange()
  }

  layer(mark, texts) {
    return { id: this.ids++, mark, texts: { ...texts } }
  }

  /** Make the table's rows those of the layers, in their order; rows that are there stay as they are. */
  arrange() {
    const rows = new Map(this.layers.map((layer) => [layer.id, this.rows.get(layer.id) ?? layerRow(this, layer)]))
    this.rows = rows
    this.body.replaceChildren(this.input.node, ...[...rows.values()].map((row) => row.node))
  }

  place(layer) {
    return this.layers.indexOf(layer)
  }

  snapshot() {
    return {
      sides: this.sides.map((side) => side.input.value),
      layers: this.layers.map(({ mark, texts }) => [mark, { ...texts }]),
    }
  }

  /** Keep how it was, for Undo: of letters typed one after the other into one field only the first time. */
  remember(field = null) {
    if (field === null || field !== this.typing) this.past.push(this.before ?? this.snapshot())
    this.typing = field
    if (this.past.length > 100) this.past.shift()
  }

  send() {
    this.before = this.snapshot()
    this.number += 1
    const chosen = this.chosen === null ? null : this.chosen + 1
    this.set("edit", { number: this.number, ...this.before, chosen })
    this.undo.disabled = !this.past.length
  }

  ask(preset) {
    this.remember()
    this.number += 1
    this.asked = this.number
    this.set("edit", { number: this.number, preset })
  }

  back() {
    const last = this.past.pop()
    if (!last) return
    this.typing = null
    this.fill(last.sides, last.layers)
    this.send()
  }

  type(layer, name, text) {
    this.remember(`${layer.id} ${name}`)
    layer.texts[name] = text
    this.send()
  }

  typeSide(axis) {
    this.remember(`side ${axis}`)
    this.send()
  }

  change(layers, chosen = this.chosen) {
    this.remember()
    this.layers = layers
    this.chosen = chosen
    this.arrange()
    this.send()
  }

  add(mark, place) {
    if (this.layers.length >= this.mostLayers) return
    const layer = this.layer(mark, this.kinds[mark].usual)
    this.change(this.layers.toSpliced(place, 0, layer), place)
    const row = this.rows.get(layer.id)
    const first = Object.values(row.fields)[0]?.input ?? row.look
    first.focus()
    first.select?.()
  }

  move(layer, step) {
    const from = this.place(layer)
    this.change(this.layers.toSpliced(from, 1).toSpliced(from + step, 0, layer), from + step)
    this.rows
      .get(layer.id)
      .tool(step < 0 ? "up" : "down")
      .focus()
  }

  duplicate(layer) {
    const place = this.place(layer) + 1
    this.change(this.layers.toSpliced(place, 0, this.layer(layer.mark, layer.texts)), place)
  }

  remove(layer) {
    const place = this.place(layer)
    this.change(this.layers.toSpliced(place, 1), null)
    const next = this.layers[Math.min(place, this.layers.length - 1)]
    if (next) this.rows.get(next.id).look.focus()
  }

  choose(layer) {
    const place = typeof layer === "number" ? layer : this.place(layer)
    this.chosen = place
    this.send()
  }

  /** Look at a layer for as long as the pointer is there. */
  peek(layer) {
    if (!this.data?.input) return
    const place = layer ? this.place(layer) : -1
    this.sight.show(this.data, this.data.rows[place] ? place : (this.data.chosen ?? -1))
  }

  paint() {
    const { rows, problem, faults, notes, chosen, preset, presets, input } = this.data
    this.preset.replaceChildren(
      (!preset && element("option", { value: "?", text: "your own stack" })) || "",
      ...Object.entries(presets).map(([group, names]) =>
        element("optgroup", { label: group }, ...names.map((name) => element("option", { value: name, text: name }))),
      ),
    )
    this.preset.value = preset || "?"
    this.undo.disabled = !this.past.length
    this.sides.forEach((side, axis) => markFault(side.input, faults.sides[this.sideNames[axis]]))
    this.input.paint(input, Object.values(faults.sides)[0])
    this.layers.forEach((layer, place) => {
      const isProblem = problem?.layer === place
      const after = problem && place > problem.layer
      const own = Object.values(faults.layers[place] ?? {})[0]
      this.rows.get(layer.id).paint({
        place,
        count: this.layers.length,
        row: rows[place],
        faults: faults.layers[place] ?? {},
        problem: isProblem ? problem.text : after ? own : "",
        waits: after ? (problem.layer < 0 ? "waits for the input" : `waits for layer ${problem.layer + 1}`) : "",
        chosen: place === chosen,
        noteText: notes.find((note) => note.layer === place + 1)?.text,
      })
    })
    this.find(".notes").replaceChildren(
      ...notes.filter((note) => !note.layer).map((note) => element("p", { text: note.text })),
    )
    this.find(".totals").replaceChildren(
      ...this.data.totals.map(([what, number, details, memory]) =>
        element(
          "div",
          {},
          element("b", { text: number }),
          element("span", { text: memory ? `${what}, ${memory}` : what }),
          element("small", { text: details }),
        ),
      ),
    )
    this.find(".add").toggleAttribute("data-full", this.layers.length >= this.mostLayers)
    for (const button of this.find(".add").querySelectorAll("button"))
      {button.disabled = this.layers.length >= this.mostLayers}
    this.find(".code").replaceChildren(...codeOf(this.data.code))
    this.find(".instead").replaceChildren(...insteadOf(this.data.instead, this.data.conclusion))
    if (!input) return
    this.paintStrip()
    this.sight.show(this.data, chosen ?? -1)
  }

  paintStrip() {
    this.width = this.find(".strip").clientWidth
    this.find(".strip").replaceChildren(stripOf(this.data, this.width, (place) => this.choose(place)))
  }
}
