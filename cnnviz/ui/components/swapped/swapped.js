// For every kind of pooling two maps: the activation first and pooling first.

import { saveButtons, scaleLegend } from "../matrix/matrix.js"
import { createPlane } from "../pooling/plane.js"
import { windowValues } from "../pooling/sums.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { sizesOf } from "./sizes.js"
import { differText, ordersOf } from "./words.js"

/**
 * @import { Ears } from "../shared/mount.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Message } from "../shared/types.js"
 * @import { Sizes } from "./sizes.js"
 * @import { Kind } from "./words.js"
 */

/** @typedef {"first" | "last"} Order - When the activation comes. */

/**
 * What Python says of the maps. Their arrays are input and activated, (rows, cols), and of every kind KIND.pooled,
 * KIND.first, KIND.last and KIND.differs, (rows, cols) of the output; the last is 1 where the two before it differ.
 * @typedef {object} Header
 * @property {string} title - The activation's name.
 * @property {boolean} typed - Whether the input was typed.
 * @property {number} window - Cells of a window along an axis.
 * @property {number[]} rows - The first row of every window, which may be beyond the edge.
 * @property {number[]} cols - The first column.
 * @property {Record<Kind, {differ: number, reason: string}>} kinds - How many values differ, and why.
 */

/** @typedef {ReturnType<SwappedMaps["kind"]>} Shown */

/** @type {Kind[]} */
const KINDS = ["max", "average", "l2"]
/** @type {Order[]} */
const ORDERS = ["first", "last"]
const TITLES = { max: "Max", average: "Average", l2: "L2 norm" }
export default mount((root, data) => new SwappedMaps(root, data), ".swapped")

class SwappedMaps {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data - A message.
   */
  constructor(root, data) {
    this.root = root
    /** @type {Message<Header>} */
    this.message = unpack(data)
    /** @type {Shown[]} */
    this.shown = []
    /** The cell that was pointed at last. @type {Cell | undefined} */
    this.cell = undefined
  }

  /** @param {Ears} ears */
  listen({ onWidth }) {
    onWidth(() => this.show())
  }

  /** @param {Uint8Array} data */
  update(data) {
    this.message = unpack(data)
    this.root.dataset.state = "ready"
    this.show()
  }

  show() {
    // Out of sight while another page comes; once it has a width again, it is shown.
    if (!this.root.clientWidth) return
    const { header, arrays } = this.message
    const sizes = sizesOf(this.root.clientWidth, header.cols.length, header.typed)
    this.shown = KINDS.map((name) => this.kind(name, sizes))
    const kinds = find(this.root, ".kinds", HTMLElement)
    kinds.style.setProperty("--across", `${sizes.across}`)
    kinds.replaceChildren(...this.shown.map(({ node }) => node))
    find(this.root, ".key", HTMLElement).hidden = KINDS.every((name) => !header.kinds[name].differ)
    this.mark(this.cell ?? mostDifferent(arrays["average.first"], arrays["average.last"], header.cols.length))
  }

  /**
   * A kind of pooling: both maps, and what is said of them.
   * @param {Kind} name
   * @param {Sizes} sizes
   */
  kind(name, sizes) {
    const { header, arrays } = this.message
    const [first, last, differs] = ["first", "last", "differs"].map((part) => arrays[`${name}.${part}`])
    const limit = Math.max(largest(first), largest(last)) || 1
    const signed = [first, last].some((values) => values.some((value) => value < 0))
    const steps = [header.title, TITLES[name]]
    const planes = ORDERS.map((order) => {
      const words = (order === "first" ? steps : [...steps].reverse()).join(", then ")
      return this.plane(name, order, words, limit, sizes, (index) => differs[index] > 0)
    })
    const { differ, reason } = header.kinds[name]
    const most = largest(first.map((value, index) => value - last[index]))
    const node = element(
      "section",
      { class: "kind", "aria-label": TITLES[name], "data-testid": `swapped-${name}` },
      element("h3", { text: TITLES[name] }),
      element("p", { class: "count" }, element("b", { text: differText(differ, first.length, most) })),
      element("p", { class: "reason", text: reason }),
      element("div", { class: "maps" }, ...planes.map((plane) => plane.node)),
      scaleLegend(limit, signed, [first, last]),
    )
    return { name, node, planes }
  }

  /**
   * A map, below what was done and above how one of its values came about.
   * @param {Kind} name
   * @param {Order} order
   * @param {string} words - What was done.
   * @param {number} limit - The end of the colour scale.
   * @param {Sizes} sizes
   * @param {(index: number) => boolean} differs
   */
  plane(name, order, words, limit, { cell, numbers }, differs) {
    const { header, arrays } = this.message
    const shape = [header.rows.length, header.cols.length]
    const values = arrays[`${name}.${order}`]
    const plane = createPlane({
      shape,
      pads: [0, 0, 0, 0],
      cell,
      size: 1,
      windows: [],
      numbers,
      label: words,
      testid: `swapped-${name}-${order}`,
      point: (at) => {
        this.cell = at
        this.mark(at)
      },
    })
    plane.show(values, limit)
    plane.outline(differs)
    const read = element("p", { class: "read", "data-testid": `swapped-${name}-${order}-read` })
    const node = element(
      "div",
      { class: "panel" },
      element("p", { class: "order", text: words }),
      plane.node,
      saveButtons(values, shape, limit, false, words),
      read,
    )
    return { node, read, frame: plane.frame }
  }

  /**
   * Frame a cell in all maps, and write how it came about.
   * @param {Cell} cell
   */
  mark(cell) {
    const { header, arrays } = this.message
    const [height, width] = [header.rows.length, header.cols.length]
    const [row, col] = [Math.min(cell[0], height - 1), Math.min(cell[1], width - 1)]
    const index = row * width + col
    const input = header.arrays.input[1]
    const terms = windowValues(arrays.activated, input, [header.rows[row], header.cols[col]], header.window)
    const said = this.shown.map(({ name, planes }) => {
      const [pooled, first, last] = ["pooled", "first", "last"].map((part) => arrays[`${name}.${part}`][index])
      const texts = ordersOf(name, header.title, terms, { pooled, first, last }, header.typed)
      planes.forEach((plane, order) => {
        plane.frame([row, col])
        plane.read.textContent = texts[order]
      })
      return `${TITLES[name]}: ${texts[0].split(" ").at(-1)} and ${texts[1].split(" ").at(-1)}`
    })
    find(this.root, ".spoken", HTMLElement).textContent = `row ${row}, column ${col}: ${said.join("; ")}`
  }
}

/**
 * The cell whose two values are farthest apart: there is something to see.
 * @param {Float32Array} first
 * @param {Float32Array} last
 * @param {number} cols
 * @returns {Cell}
 */
export function mostDifferent(first, last, cols) {
  let best = 0
  const apart = (/** @type {number} */ index) => Math.abs(first[index] - last[index])
  for (let index = 1; index < first.length; index++) if (apart(index) > apart(best)) best = index
  return [Math.floor(best / cols), best % cols]
}
