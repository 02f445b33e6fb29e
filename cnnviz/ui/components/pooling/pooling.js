// Two rows of maps: the input and what three kinds of pooling make of it; below, the same after it was moved.

import { saveButtons, scaleLegend } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { coverEvents, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { unpack } from "../shared/wire.js"
import { cellSizes, liveliest, sidesBeyond, windowOver } from "./geometry.js"
import { createPlane } from "./plane.js"
import { sumsOf, windowValues } from "./sums.js"
import { pasteTable } from "./table.js"

/**
 * @import { Sides } from "../matrix/matrix.js"
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Message, Shape } from "../shared/types.js"
 * @import { Sizes } from "./geometry.js"
 * @import { PlaneOptions } from "./plane.js"
 */

/** @typedef {"before" | "after"} When - Whether the input was moved. */
/** @typedef {"input" | "max" | "average" | "l2"} Name - Of a map. */

/**
 * What Python says of the maps. Their arrays are WHEN.NAME; WHEN.winners, (rows, cols, 2), are the rows and columns of
 * each window's largest value.
 * @typedef {object} Header
 * @property {string} title - What the input is.
 * @property {string[][] | null} texts - What the cells of the input say; null where they cannot be typed into.
 * @property {number[][] | null} numbers - What was read there.
 * @property {string} problem - What is wrong with it; "" for nothing.
 * @property {number} round - How many times the page was taken back to its beginning.
 * @property {number} window - Cells of a window along an axis.
 * @property {number} stride
 * @property {number[]} rows - The first row of every window, which may be beyond the edge.
 * @property {number[]} cols - The first column.
 * @property {number[]} moved - By how many cells, down and right.
 * @property {string[]} words - What moving changed, in a sentence: if it has four parts, the third tells of the outputs.
 * @property {Record<Name, {cells: number, total: number, size: number}>} changes - How many cells, of how many, and on
 *   average by which share of the range.
 * @property {Record<string, [offset: number, shape: Shape]>} arrays
 */

/** @typedef {ReturnType<PoolingPage["panel"]>} Panel */

/** @type {When[]} */
const WHEN = ["before", "after"]
/** @type {["max", "average", "l2"]} */
const KINDS = ["max", "average", "l2"]
const TITLES = { max: "Max", average: "Average", l2: "L2 norm" }
const ARROWS = { "←": [[0, -1], "left"], "↑": [[-1, 0], "up"], "↓": [[1, 0], "down"], "→": [[0, 1], "right"] }
const TYPING_PAUSE = 150
export default mount((root, data) => new PoolingPage(root, data), ".pooling")

class PoolingPage {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data - A message.
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    /** @type {Send | undefined} */
    this.send = undefined
    const step = (/** @type {unknown} */ by) => this.send?.setTriggerValue("step", by)
    this.back = element("button", { type: "button", class: "back", text: "Back", onclick: () => step([0, 0]) })
    this.find(".arrows").append(
      ...Object.entries(ARROWS).map(([sign, [by, name]]) =>
        element("button", { type: "button", text: sign, "aria-label": `Move ${name}`, onclick: () => step(by) }),
      ),
      this.back,
    )
    this.report = afterPause(
      () => this.send?.setStateValue("typed", this.panels.before.input.plane.texts()),
      TYPING_PAUSE,
    )
    /** @type {Message<Header>} */
    this.message = unpack(data)
    this.title = this.message.header.title
    /** @type {number | undefined} */
    this.round = undefined
    /** The cell of the outputs that is pointed at. @type {Cell | undefined} */
    this.cell = undefined
    /** The ends of the colour scales. @type {Record<Name, number>} */
    this.limits = { input: 1, max: 1, average: 1, l2: 1 }
    this.width = root.clientWidth
    this.layout = this.layoutNow()
    this.panels = this.build()
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    onWidth(() => this.show())
    on(coverEvents, "change", () => this.root.dataset.state === "ready" && this.show())
  }

  /**
   * @param {Uint8Array} data
   * @param {Send} send
   */
  update(data, send) {
    this.send = send
    this.message = unpack(data)
    this.root.dataset.state = "ready"
    this.show()
  }

  get shapes() {
    const { arrays } = this.message.header
    return { input: arrays["before.input"][1], output: arrays["before.max"][1] }
  }

  /** What the cells are made for: while somebody types they stay the same elements. */
  layoutNow() {
    const { window, stride, rows, cols, texts, title } = this.message.header
    return JSON.stringify([this.width, this.shapes, window, stride, rows, cols, Boolean(texts), title])
  }

  show() {
    const { header, arrays } = this.message
    this.width = this.root.clientWidth
    const layout = this.layoutNow()
    if (layout !== this.layout) {
      this.layout = layout
      if (this.title !== header.title) this.cell = undefined
      this.title = header.title
      this.panels = this.build()
    }
    const isMoved = header.moved.some(Boolean)
    this.find("[data-testid=pooling-fault]").textContent = header.problem
    const [moved, lead, pooled, end] = header.words
    this.find("[data-testid=pooling-changes]").replaceChildren(
      moved,
      ...(pooled === undefined ? [] : [element("span", {}, lead, coverable("pooled", pooled)), end]),
    )
    this.find(".corners").hidden = !header.texts || !isMoved
    this.back.disabled = !isMoved
    const both = (/** @type {Name} */ name) =>
      Math.max(largest(arrays[`before.${name}`]), largest(arrays[`after.${name}`])) || 1
    this.limits = { input: both("input"), max: both("input"), average: both("input"), l2: both("l2") }
    const cells = this.panels.before.input.plane
    if (header.texts && (header.round !== this.round || !cells.node.matches(":focus-within"))) cells.fill(header.texts)
    this.round = header.round
    for (const when of WHEN) {
      this.paint(when, "input")
      for (const name of KINDS) this.paint(when, name)
    }
    this.pick(this.cell ?? (isCovered("pooled") ? [0, 0] : liveliest(arrays["before.l2"], this.shapes.output)))
  }

  /**
   * @param {When} when
   * @param {Name} name
   */
  paint(when, name) {
    const { header, arrays } = this.message
    const [values, before] = [arrays[`${when}.${name}`], arrays[`before.${name}`]]
    const limit = this.limits[name]
    const tolerance = 1e-6 * largest(before)
    const { plane, title, changes, foot } = this.panels[when][name]
    // What was typed is compared with what Python read, to the last digit.
    const exact = when === "before" && name === "input" && header.numbers ? header.numbers.flat() : values
    plane.show(
      exact,
      limit,
      when === "after" ? (index) => Math.abs(values[index] - before[index]) > tolerance : undefined,
    )
    const { cells, total, size } = header.changes[name]
    changes.textContent =
      when === "before" ? "" : `${cells} of ${total} changed, on average ${percent(size)} of the range`
    const shape = name === "input" ? this.shapes.input : this.shapes.output
    foot.replaceChildren(
      scaleLegend(limit, name !== "l2" && before.some((value) => value < 0), [values]),
      saveButtons(values, shape, limit, false, title),
    )
  }

  /** Make both rows of maps. */
  build() {
    const { header } = this.message
    const { input, output } = this.shapes
    const pads = sidesBeyond(header, input)
    const [, left, , right] = pads
    const sizes = cellSizes({
      width: this.width,
      wide: left + input[1] + right,
      pooled: output[1],
      stride: header.stride,
      isTyped: Boolean(header.texts),
    })
    this.root.style.setProperty("--source", `${sizes.source}px`)
    this.root.style.setProperty("--columns", `${sizes.columns}`)
    const panels = {
      before: this.row("before", pads, sizes),
      after: this.row("after", pads, sizes),
    }
    if (header.texts) this.hearTyping(panels.before.input.plane.node)
    return panels
  }

  /**
   * @param {When} when
   * @param {Sides} pads - Of the input.
   * @param {Sizes} sizes
   */
  row(when, pads, sizes) {
    const { header } = this.message
    const { input, output } = this.shapes
    const isApart = header.stride >= header.window && output[0] * output[1] <= 400
    const source = this.panel(when, "input", header.title, {
      shape: input,
      pads,
      cell: sizes.input,
      windows: isApart ? header.rows.flatMap((row) => header.cols.map((col) => /** @type {Cell} */ ([row, col]))) : [],
      numbers: sizes.numbers,
      edit: when === "before" && header.texts ? this.report : undefined,
      point: (cell) => this.pick(windowOver(header, cell)),
    })
    const outputs = KINDS.map((name) =>
      this.panel(when, name, TITLES[name], {
        shape: output,
        pads: [0, 0, 0, 0],
        cell: sizes.output,
        windows: [],
        numbers: sizes.numbers,
        point: (cell) => this.pick(cell),
      }),
    )
    this.find(`.${when} .source`).replaceChildren(source.node)
    this.find(`.${when} .outputs`).replaceChildren(...outputs.map(({ node }) => node))
    const [max, average, l2] = outputs
    return { input: source, max, average, l2 }
  }

  /**
   * A map with what is said of it.
   * @param {When} when
   * @param {Name} name
   * @param {string} words
   * @param {Omit<PlaneOptions, "size" | "label" | "testid">} options
   */
  panel(when, name, words, options) {
    const title = `${words}${when === "after" ? ", moved" : ""}`
    const plane = createPlane({
      ...options,
      size: this.message.header.window,
      label: title,
      testid: `pooling-${when}-${name}`,
    })
    const changes = element("p", { class: "changes" })
    const foot = element("div", { class: "foot" })
    const seen = element(
      "div",
      { class: "seen", "data-region": name === "input" ? undefined : "pooled" },
      plane.node,
      changes,
      foot,
    )
    const node = element("div", { class: `panel ${name}` }, element("h2", { text: title }), seen)
    return { plane, title, changes, foot, node }
  }

  /** @param {HTMLElement} cells - What they are in. */
  hearTyping(cells) {
    const cols = this.shapes.input[1]
    cells.addEventListener("paste", (event) => {
      if (!pasteTable(event, findAll(cells, "input", HTMLInputElement), cols)) return
      event.preventDefault()
      this.report()
    })
    cells.addEventListener("focusin", ({ target }) => {
      const index = findAll(cells, "input", HTMLInputElement).findIndex((cell) => cell === target)
      this.pick(windowOver(this.message.header, [Math.floor(index / cols), index % cols]))
    })
  }

  /**
   * Frame a window in both inputs and its value in all outputs, and write its sums.
   * @param {Cell} [cell] - Of the outputs.
   */
  pick(cell) {
    const { header, arrays } = this.message
    const { input, output } = this.shapes
    if (!cell) return
    const [row, col] = [Math.min(cell[0], output[0] - 1), Math.min(cell[1], output[1] - 1)]
    this.cell = [row, col]
    const index = row * output[1] + col
    /** @type {Cell} */
    const corner = [header.rows[row], header.cols[col]]
    for (const when of WHEN) {
      const winners = arrays[`${when}.winners`]
      /** @type {Cell} */
      const won = [winners[2 * index], winners[2 * index + 1]]
      this.panels[when].input.plane.frame(corner, header.window, isCovered("pooled") ? undefined : won)
      for (const name of KINDS) this.panels[when][name].plane.frame([row, col])
      const terms = windowValues(arrays[`${when}.input`], input, corner, header.window)
      const [max, average, l2] = KINDS.map((name) => arrays[`${when}.${name}`][index])
      this.find(`.${when} dl`).replaceChildren(
        ...sumsOf(terms, { max, average, l2 }, won, Boolean(header.texts)).map(([name, title, sum, value, where]) =>
          element(
            "div",
            { class: name },
            element("dt", { text: title }),
            element(
              "dd",
              {},
              `${sum} `,
              element("b", { text: value }),
              where && element("span", { class: "faint", text: ` ${where}` }),
            ),
          ),
        ),
      )
    }
  }
}
