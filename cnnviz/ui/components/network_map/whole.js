// All of a large network, small: a column for every few layers, lanes for what leads round others, and the way to any.

import { packedColour } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { shapeText } from "../shared/format.js"
import { COLUMN_MAPS, openColumns, wholeLayout, columnAtPoint, columnStep } from "./whole_layout.js"

/**
 * @import { LargeNetwork, Reading, Small } from "../shared/types.js"
 * @import { WholeLayout } from "./whole_layout.js"
 */

/**
 * What is shown: `at` is the column that is open; isOpen says whether a layer may be looked at.
 * @typedef {{reading: Reading & {network: LargeNetwork, small: Small[]}, at: number, isOpen: (k: number) => boolean}} Shown
 */

/**
 * A small picture of a whole network: a click opens a column, and so do arrow keys and the search.
 * @param {HTMLElement} host - Empty.
 * @param {(column: number) => void} open
 * @returns {{show: (shown: Shown) => void, hide: () => void}}
 */
export function createWhole(host, open) {
  const canvas = element("canvas", { "aria-hidden": "true" })
  const frame = element("div", { class: "part" })
  const over = element("div", { class: "over" })
  const strip = element(
    "div",
    {
      class: "strip columns",
      "data-testid": "whole-network",
      role: "slider",
      tabindex: 0,
      "aria-label": "The whole network, small; framed is the column that you see whole",
      "aria-valuemin": 1,
    },
    canvas,
    over,
    frame,
  )
  const list = element("datalist", { id: "layers-of-network" })
  const search = element("input", {
    type: "search",
    placeholder: "Find a layer",
    "aria-label": "Find a layer",
    list: list.id,
    "data-testid": "find-layer",
  })
  const words = element("span", { class: "words" })
  host.replaceChildren(element("div", { class: "find" }, search, list, words), strip)
  /** @type {Shown | undefined} */
  let shown
  /** @type {WholeLayout | undefined} */
  let layout
  /** The layers that may be looked at, by columns. @type {number[][]} */
  let columns = []
  /** The network whose layers can be found, and which of them. @type {string | undefined} */
  let listed

  /** @param {MouseEvent} event */
  const columnUnder = ({ offsetX, offsetY }) => {
    const column = layout && columnAtPoint(layout, offsetX, offsetY)
    return column !== undefined && columns[column].length ? column : undefined
  }
  strip.onclick = (event) => {
    const column = columnUnder(event)
    if (column !== undefined) open(column)
  }
  strip.onpointermove = (event) => {
    const column = columnUnder(event)
    mark(over, column)
    say(column)
  }
  strip.onpointerleave = () => {
    mark(over, undefined)
    say(undefined)
  }
  strip.onkeydown = (event) => {
    if (!shown || !layout) return
    const to = columnStep(event.key, shown.at, columns.length, layout.perRow)
    if (to === undefined) return
    // The answer is at the end.
    const last = columns.findLastIndex((ks, column) => column <= to && ks.length)
    event.preventDefault()
    event.stopPropagation()
    if (last >= 0) open(last)
  }
  search.onchange = () => find(search.value)
  search.onkeydown = (event) => event.key === "Enter" && find(search.value)

  /** @param {string} text */
  function find(text) {
    const { network } = shown?.reading ?? {}
    const wanted = text.trim().toLowerCase()
    if (!network || !wanted) return
    const isIn = (/** @type {number} */ k) => network.layers[k].name.toLowerCase().includes(wanted)
    const exact = columns.findIndex((ks) => ks.some((k) => network.layers[k].name.toLowerCase() === wanted))
    const found = exact >= 0 ? exact : columns.findIndex((ks) => ks.some(isIn))
    search.setCustomValidity(found < 0 ? "The network has no layer of that name." : "")
    search.reportValidity()
    if (found >= 0) open(found)
  }

  /**
   * Put a frame around a column.
   * @param {HTMLElement} box
   * @param {number | undefined} column
   */
  function mark(box, column) {
    const at = column === undefined ? undefined : layout?.boxes[column]
    box.hidden = !at
    if (at) {
      Object.assign(box.style, {
        left: `${at.x - 2}px`,
        top: `${at.y - 2}px`,
        width: `${at.width + 4}px`,
        height: `${at.height + 4}px`,
      })
    }
  }

  /** @param {number | undefined} column - That which is pointed at; undefined for the one that is open. */
  function say(column) {
    if (!shown) return
    words.textContent = columnWords(shown.reading.network, columns[column ?? shown.at])
  }

  return {
    show(given) {
      shown = given
      const { network, small } = given.reading
      columns = openColumns(network, given.isOpen)
      host.hidden = false
      layout = wholeLayout(network, host.clientWidth)
      const pixels = Math.max(1, Math.round(window.devicePixelRatio))
      canvas.width = layout.width * pixels
      canvas.height = layout.height * pixels
      Object.assign(canvas.style, { width: `${layout.width}px`, height: `${layout.height}px` })
      Object.assign(strip.style, { width: `${layout.width}px`, height: `${layout.height}px` })
      const context = contextOf(canvas)
      paintColumns(
        context,
        layout,
        small.map((maps, column) => (given.isOpen(network.columns[column].at(-1) ?? 0) ? maps : undefined)),
        pixels,
      )
      context.setTransform(pixels, 0, 0, pixels, 0, 0)
      paintLanes(context, layout, getComputedStyle(host).getPropertyValue("--faint"))
      mark(frame, given.at)
      mark(over, undefined)
      say(undefined)
      strip.setAttribute("aria-valuemax", String(columns.findLastIndex((ks) => ks.length) + 1))
      strip.setAttribute("aria-valuenow", String(given.at + 1))
      strip.setAttribute("aria-valuetext", columnWords(network, columns[given.at]))
      const findable = `${network.base} ${columns}`
      if (listed !== findable) {
        listed = findable
        const names = [...network.layers].filter((_, k) => given.isOpen(k)).map(({ name }) => name)
        list.replaceChildren(...names.map((name) => element("option", { value: name })))
      }
    },
    hide() {
      shown = undefined
      host.hidden = true
    },
  }
}

/**
 * "conv2d_3, batch_normalization_3, relu_3 · 56 × 56 × 24"
 * @param {LargeNetwork} network
 * @param {number[]} ks - The column's layers that may be looked at.
 */
function columnWords({ layers }, ks) {
  if (!ks.length) return ""
  const names = ks.map((k) => layers[k].name).join(", ")
  return isCovered("shapes") ? names : `${names} · ${shapeText(layers[ks[ks.length - 1]].output_shape)}`
}

/** The colours of small values, −127 to 127. */
const COLOURS = Uint32Array.from({ length: 256 }, (_, index) => packedColour(((index << 24) >> 24) / 127, 1))

/**
 * All small maps in one picture: every device pixel looks its cell up.
 * @param {CanvasRenderingContext2D} context
 * @param {WholeLayout} layout
 * @param {(Small | undefined)[]} small - Undefined for what is covered.
 * @param {number} pixels - Device pixels a CSS pixel.
 */
function paintColumns(context, layout, small, pixels) {
  const { width, height } = context.canvas
  const image = new ImageData(width, height)
  const colours = new Uint32Array(image.data.buffer)
  const side = layout.tile * pixels
  layout.boxes.forEach(({ x, y }, column) => {
    const shown = small[column]
    if (!shown) return
    const { maps, rows, cols, values } = shown
    // Not square ones keep their shape.
    const longest = Math.max(rows, cols)
    const [down, across] = [
      Math.max(1, Math.round((side * rows) / longest)),
      Math.max(1, Math.round((side * cols) / longest)),
    ]
    for (let map = 0; map < Math.min(maps, COLUMN_MAPS); map++) {
      const top = (y + map * (layout.tile + layout.gap)) * pixels
      for (let row = 0; row < down; row++) {
        const from = (map * rows + Math.floor((row * rows) / down)) * cols
        const to = (top + row) * width + x * pixels
        for (let col = 0; col < across; col++) {
          colours[to + col] = COLOURS[values[from + Math.floor((col * cols) / across)] & 255]
        }
      }
    }
  })
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.putImageData(image, 0, 0)
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {WholeLayout} layout
 * @param {string} colour
 */
function paintLanes(context, layout, colour) {
  context.strokeStyle = colour
  context.lineWidth = 1.25
  for (const points of layout.lanes) {
    context.beginPath()
    points.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)))
    context.stroke()
  }
}
