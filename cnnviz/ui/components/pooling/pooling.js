// Two rows of maps: the input and what three kinds of pooling make of it; below, the same after it was moved.

import { afterPause, saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { createPlane, GAP, ROOM_FOR_NUMBERS, wholeCell } from "./plane.js"
import { sumsOf, windowValues } from "./sums.js"

const KINDS = { max: "Max", average: "Average", l2: "L2 norm" }
const ARROWS = { "←": [[0, -1], "left"], "↑": [[-1, 0], "up"], "↓": [[1, 0], "down"], "→": [[0, 1], "right"] }
const NARROW = 820
const LARGEST_CELL = 48
const LEGIBLE = 34
const TYPING_PAUSE = 150
export default mount((root) => new PoolingPage(root), ".pooling")

class PoolingPage {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.find(".arrows").append(
      ...Object.entries(ARROWS).map(([sign, [by, name]]) =>
        element("button", {
          type: "button",
          text: sign,
          "aria-label": `Move ${name}`,
          onclick: () => this.send.step(by),
        }),
      ),
      element("button", { type: "button", class: "back", text: "Back", onclick: () => this.send.step([0, 0]) }),
    )
    this.report = afterPause(() => this.send.type(this.planes.before.input.texts()), TYPING_PAUSE)
  }

  listen({ onWidth }) {
    onWidth(() => this.message && this.show())
  }

  update(data, { setStateValue, setTriggerValue }) {
    this.send = { type: (texts) => setStateValue("typed", texts), step: (by) => setTriggerValue("step", by) }
    this.message = unpack(data)
    this.root.dataset.state = "ready"
    this.show()
  }

  get shapes() {
    const { arrays } = this.message.header
    return { input: arrays["before.input"][1], output: arrays["before.max"][1] }
  }

  show() {
    const { header, arrays } = this.message
    const { input, output } = this.shapes
    this.width = this.root.clientWidth
    // While somebody types, the cells stay the same elements.
    const layout = JSON.stringify([
      this.width,
      input,
      output,
      header.window,
      header.stride,
      header.rows,
      header.cols,
      Boolean(header.texts),
      header.title,
    ])
    if (layout !== this.layout) this.build(layout)
    this.find("[data-testid=pooling-fault]").textContent = header.problem
    this.find("[data-testid=pooling-changes]").textContent = header.words
    this.find(".corners").hidden = !header.texts || !header.moved.some(Boolean)
    this.find(".back").disabled = !header.moved.some(Boolean)
    const all = (name) => Math.max(largest(arrays[`before.${name}`]), largest(arrays[`after.${name}`])) || 1
    this.limits = { input: all("input"), max: all("input"), average: all("input"), l2: all("l2") }
    if (header.texts && (header.round !== this.round || !this.find(".before .inputs")?.matches(":focus-within"))) {
      this.planes.before.input.fill(header.texts)
    }
    this.round = header.round
    for (const when of ["before", "after"]) {
      for (const name of ["input", ...Object.keys(KINDS)]) this.paint(when, name)
    }
    this.pick(this.place ?? this.liveliest())
  }

  paint(when, name) {
    const { header, arrays } = this.message
    const [values, before] = [arrays[`${when}.${name}`], arrays[`before.${name}`]]
    const limit = this.limits[name]
    const tolerance = 1e-6 * largest(before)
    // What was typed is compared with what Python read, to the last digit.
    const exact = when === "before" && name === "input" && header.numbers ? header.numbers.flat() : values
    this.planes[when][name].show(
      exact,
      limit,
      when === "after" ? (index) => Math.abs(values[index] - before[index]) > tolerance : undefined,
    )
    const { cells, total, size } = header.changes[name]
    const panel = this.panels[when][name]
    panel.querySelector(".changes").textContent =
      when === "before" ? "" : `${cells} of ${total} changed, on average ${percent(size)} of the range`
    panel
      .querySelector(".foot")
      .replaceChildren(
        scaleLegend(limit, name !== "l2" && before.some((value) => value < 0)),
        saveButtons(
          values,
          name === "input" ? this.shapes.input : this.shapes.output,
          limit,
          false,
          panel.querySelector("h4").textContent,
        ),
      )
  }

  build(layout) {
    this.layout = layout
    if (this.title !== this.message.header.title) this.place = undefined
    this.title = this.message.header.title
    const { header } = this.message
    const { input, output } = this.shapes
    const beyond = (firsts, length) => [
      Math.max(0, -firsts[0]),
      Math.max(0, firsts[firsts.length - 1] + header.window - length),
    ]
    const [[top, bottom], [left, right]] = [beyond(header.rows, input[0]), beyond(header.cols, input[1])]
    const pads = [top, left, bottom, right]
    const sizes = this.sizes(left + input[1] + right, output[1])
    const apart = header.stride >= header.window && output[0] * output[1] <= 400
    const windows = apart ? header.rows.flatMap((row) => header.cols.map((col) => [row, col])) : []
    this.root.style.setProperty("--source", `${sizes.source}px`)
    this.root.style.setProperty("--columns", sizes.columns)
    this.planes = { before: {}, after: {} }
    this.panels = { before: {}, after: {} }
    for (const when of ["before", "after"]) {
      const moved = when === "after" ? ", moved" : ""
      const add = (name, title, options) => {
        const plane = createPlane({
          size: header.window,
          windows: [],
          pads: [0, 0, 0, 0],
          label: `${title}${moved}`,
          testid: `pooling-${when}-${name}`,
          numbers: sizes.numbers,
          ...options,
        })
        this.planes[when][name] = plane
        return (this.panels[when][name] = element(
          "div",
          { class: `panel ${name}` },
          element("h4", { text: `${title}${moved}` }),
          plane.node,
          element("p", { class: "changes" }),
          element("div", { class: "foot" }),
        ))
      }
      this.find(`.${when} .source`).replaceChildren(
        add("input", header.title, {
          shape: input,
          pads,
          cell: sizes.input,
          windows,
          edit: when === "before" && header.texts ? this.report : undefined,
          point: (place) => this.pick(this.covering(place)),
        }),
      )
      this.find(`.${when} .outputs`).replaceChildren(
        ...Object.entries(KINDS).map(([name, title]) =>
          add(name, title, { shape: output, cell: sizes.output, point: (place) => this.pick(place) }),
        ),
      )
    }
    const cells = this.find(".before .inputs")
    cells?.addEventListener("paste", (event) => this.paste(event))
    cells?.addEventListener("focusin", ({ target }) => {
      const index = [...cells.querySelectorAll("input")].indexOf(target)
      this.pick(this.covering([Math.floor(index / input[1]), index % input[1]]))
    })
  }

  /** The sides of cells in pixels: what is typed has numbers always, maps have them where few cells are large. */
  sizes(wide, pooled) {
    const narrow = this.width < NARROW
    const { texts, stride } = this.message.header
    const roomIn = narrow ? Math.min(this.width, 380) : Math.min(400, this.width * 0.3)
    const input = texts ? Math.min(wholeCell(roomIn, wide, GAP), LARGEST_CELL) : wholeCell(roomIn, wide, 0)
    const source = Math.max(wide * (input + (texts ? GAP : 0)), 270)
    // On a phone two outputs stand side by side while their numbers can be read.
    const columns = !narrow ? 3 : texts && wholeCell((this.width - 20) / 2, pooled, GAP) < LEGIBLE ? 1 : 2
    const room = narrow
      ? (this.width - 20 * (columns - 1)) / columns
      : Math.min(300, (this.width - source - 40 - 2 * 28) / 3)
    if (texts)
      {return { input, source, columns, numbers: true, output: Math.min(wholeCell(room, pooled, GAP), LARGEST_CELL) }}
    const output = Math.min(wholeCell(room, pooled, 0), Math.max(input * stride, 4))
    return {
      input,
      source,
      columns,
      output: output < ROOM_FOR_NUMBERS ? output : Math.min(output, wholeCell(room, pooled, GAP)),
    }
  }

  /** The place in the output of the first window that covers a cell of the input. */
  covering([row, col]) {
    const { rows, cols, window } = this.message.header
    const first = (firsts, at) => firsts.findIndex((begin) => begin <= at && at < begin + window)
    const place = [first(rows, row), first(cols, col)]
    return place.includes(-1) ? null : place
  }

  /** The place of the largest pooled value: there is something to see. */
  liveliest() {
    const { arrays } = this.message
    const cols = this.shapes.output[1]
    let best = 0
    arrays["before.l2"].forEach((value, index) => {
      if (value > arrays["before.l2"][best]) best = index
    })
    return [Math.floor(best / cols), best % cols]
  }

  /** Frame a window in both inputs and its value in all outputs, and write its sums. */
  pick(place) {
    const { header, arrays } = this.message
    const { input, output } = this.shapes
    if (!place) return
    const [row, col] = [Math.min(place[0], output[0] - 1), Math.min(place[1], output[1] - 1)]
    this.place = [row, col]
    const index = row * output[1] + col
    const corner = [header.rows[row], header.cols[col]]
    for (const when of ["before", "after"]) {
      const won = [...arrays[`${when}.winners`].subarray(2 * index, 2 * index + 2)]
      this.planes[when].input.frame([...corner, header.window], won)
      for (const name of Object.keys(KINDS)) this.planes[when][name].frame([row, col, 1])
      const terms = windowValues(arrays[`${when}.input`], input, corner, header.window)
      const pooled = Object.fromEntries(Object.keys(KINDS).map((name) => [name, arrays[`${when}.${name}`][index]]))
      this.find(`.${when} dl`).replaceChildren(
        ...sumsOf(terms, pooled, won, Boolean(header.texts)).map(([name, title, sum, result, note]) =>
          element(
            "div",
            { class: name },
            element("dt", { text: title }),
            element(
              "dd",
              {},
              `${sum} = `,
              element("b", { text: result }),
              note && element("span", { class: "faint", text: ` ${note}` }),
            ),
          ),
        ),
      )
    }
  }

  /** A table copied from a spreadsheet goes into the cells from the focused one on. */
  paste(event) {
    const rows = event.clipboardData
      .getData("text")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim().split(/[\t;]|\s+/))
    const cells = [...this.find(".before .inputs").querySelectorAll("input")]
    const start = cells.indexOf(event.target),
      side = this.shapes.input[1]
    if (rows.length * rows[0].length < 2 || start < 0) return
    event.preventDefault()
    rows.forEach((line, down) =>
      line.forEach((text, right) => {
        const col = (start % side) + right
        const cell = col < side && cells[start + down * side + right]
        if (cell) cell.value = text.slice(0, 24)
      }),
    )
    this.report()
  }
}
