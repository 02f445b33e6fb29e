// The picture and the maps beside it: each a square to point at, and below it what is to be said.

import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { cellAfter } from "../shared/pointing.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { Shape } from "../shared/types.js" */

/**
 * What Python says of a method's map.
 * @typedef {object} Panel
 * @property {string} name - The method's name.
 * @property {string} title
 * @property {string} words
 * @property {string} formula
 * @property {string} source - The paper.
 * @property {string} url - Where the paper is.
 * @property {boolean} signed - Whether numbers below zero can come out.
 * @property {string} note - What the map adds up to, or why there is none.
 */

/**
 * Hears which pixel is pointed at; spoken: whether a screen reader is to say it.
 * @typedef {(pixel: Cell, spoken?: boolean) => void} Look
 */

/**
 * A square of pixels: paint shows a canvas, mark frames a pixel, or none.
 * @typedef {{node: HTMLElement, paint: (canvas: HTMLCanvasElement) => void, mark: (pixel?: Cell) => void}} Board
 */

/**
 * Make a square of pixels.
 * @param {string} name
 * @param {Shape} shape - Of the picture.
 * @param {number} scale - CSS pixels a pixel.
 * @param {Look} look
 * @param {(pixel: Cell) => void} [press] - Hears which pixel is clicked.
 * @returns {Board}
 */
export function pixelBoard(name, [height, width], scale, look, press = () => {}) {
  const marker = element("i", { class: "marker", style: { width: `${scale}px`, height: `${scale}px` } })
  const frame = element("div", {
    class: "board",
    tabindex: 0,
    role: "application",
    "aria-label": `${name}: arrow keys move from pixel to pixel`,
    style: { width: `${width * scale}px`, height: `${height * scale}px` },
  })
  /** @type {Cell} */
  let at = [Math.floor(height / 2), Math.floor(width / 2)]
  /**
   * @param {MouseEvent} event
   * @returns {Cell}
   */
  const under = (event) => {
    const box = frame.getBoundingClientRect()
    return [
      indexAt((event.clientY - box.top) / box.height, height),
      indexAt((event.clientX - box.left) / box.width, width),
    ]
  }
  frame.onpointermove = frame.onpointerdown = (event) => look(under(event))
  frame.onclick = (event) => press(under(event))
  frame.onkeydown = (event) => {
    const next = cellAfter(event.key, at, [height, width])
    if (!next) return
    event.preventDefault()
    look(next, true)
  }
  return {
    node: frame,
    paint: (canvas) => frame.replaceChildren(canvas, marker),
    mark: (pixel) => {
      marker.hidden = !pixel
      if (!pixel) return
      at = pixel
      Object.assign(marker.style, { top: `${pixel[0] * scale}px`, left: `${pixel[1] * scale}px` })
    },
  }
}

/**
 * The index of the pixel at a share of the way along a side.
 * @param {number} share
 * @param {number} size - Of the side, in pixels.
 * @returns {number}
 */
function indexAt(share, size) {
  return Math.min(Math.max(Math.floor(share * size), 0), size - 1)
}

/**
 * @param {Panel} panel
 * @param {number} limit - The end of the colour scale.
 * @param {ArrayLike<number>} shown - The map's values.
 * @returns {HTMLElement}
 */
export function mapLegend(panel, limit, shown) {
  return element("p", { class: "legend" }, ...whyLegend(limit, panel.signed), ...beyondSwatches(beyondScales(shown)))
}

/**
 * What is said of a method: its words, its formula and where it comes from.
 * @param {Panel} panel
 * @returns {HTMLElement[]}
 */
export function methodWords(panel) {
  return [
    element("p", { text: panel.words }),
    element("p", { class: "formula", text: panel.formula }),
    element(
      "p",
      { class: "faint" },
      element("a", { href: panel.url, target: "_blank", rel: "noreferrer", text: panel.source }),
    ),
  ]
}

/**
 * @param {number} limit
 * @param {boolean} signed
 * @returns {(HTMLElement | false)[]}
 */
function whyLegend(limit, signed) {
  return [
    signed && element("span", { text: `against ${number(-limit)}` }),
    !signed && element("span", { text: "0" }),
    element("span", {
      class: "ramp",
      style: { background: scaleGradient(signed) },
      role: "img",
      "aria-label": signed ? "orange is against the class, white zero, blue for it" : "from white to blue",
    }),
    element("span", { text: signed ? `${number(limit)} for it` : number(limit) }),
  ]
}
