// The pieces ledgers are made of. A ledger is a function in LEDGERS, under the layer's Keras class:
//   (layer, terms, view) -> the nodes to show
// view: {reading, k, position, limits (of the layer before, one a channel), open, setOpen(value)}; `open` is what the
// reader has opened in this ledger, and setOpen shows the ledger again with another part open.

import { CanvasPool, mapCanvas } from "../shared/canvas.js"
import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number, shortNumber } from "../shared/format.js"

export const LEDGERS = {}

/** The canvases of the ledger that is being shown. */
export let ledgerCanvases = new CanvasPool()

/** Begin to show a ledger in its host: two on one page must not take each other's canvases. */
export function startLedger(host) {
  ledgerCanvases = host.cnnvizCanvases ??= new CanvasPool()
  ledgerCanvases.start()
}

/** Numbers in coloured squares: values flat, `cols` a row. NaN cells stay empty: they lie outside the picture. */
export function numberGrid(values, cols, limit, { ink = false, marked = -1, label } = {}) {
  const grid = element("div", {
    class: "grid",
    role: "img",
    "aria-label": label,
    style: { gridTemplateColumns: `repeat(${cols}, auto)` },
  })
  values.forEach((value, index) => {
    const empty = Number.isNaN(value)
    grid.append(
      element("span", {
        class: index === marked ? "cell marked" : "cell",
        text: empty ? "" : shortNumber(value),
        style: empty ? {} : { background: cssColour(value, limit, ink), color: textColour(value, limit, ink) },
      }),
    )
  })
  return grid
}

/** A small picture of numbers, `size` CSS pixels a cell. */
export function miniature(values, cols, limit, size, ink = false) {
  const canvas = mapCanvas(values, [values.length / cols, cols, 1], 0, limit, ink, ledgerCanvases)
  Object.assign(canvas.style, { width: `${cols * size}px`, height: `${(values.length / cols) * size}px` })
  canvas.className = "miniature"
  return canvas
}

/** A sign or a word between pieces. */
export function sign(text) {
  return element("span", { class: "sign", text })
}

/** A piece with a caption above it. */
export function captioned(caption, ...nodes) {
  return element("div", { class: "captioned" }, element("span", { class: "caption", text: caption }), ...nodes)
}

/** Numbers added up, each with its sign: "1.2 − 0.3 + 4.5". */
export function sumText(values) {
  return values
    .map((value, index) => `${index ? (value < 0 ? " − " : " + ") : value < 0 ? "−" : ""}${number(Math.abs(value))}`)
    .join("")
}

/** The line that ends every sum: "... = value", in the colour of its sign. */
export function result(value) {
  return element("b", { class: value < 0 ? "result negative" : "result", text: number(value) })
}

/** The numbers of one channel of a flat (height, width, channels) array. */
export function channelOf(values, channels, channel) {
  return Array.from({ length: values.length / channels }, (_, k) => values[k * channels + channel])
}

/** The place of the number that is largest in size. */
export function heaviest(values) {
  return values.reduce((best, value, index) => (Math.abs(value) > Math.abs(values[best]) ? index : best), 0)
}
