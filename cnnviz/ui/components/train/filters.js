// The filters of the first convolution.

import { CanvasPool } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number } from "../shared/format.js"
import { kernelCanvas } from "../shared/kernels.js"
import { rampOf } from "../shared/legend.js"
import { drawTiles } from "../shared/tiles.js"

/** @import { Seen } from "./types.js" */

const ROOM = 64
/** The most filters that are shown. */
const MOST = 64

export class Filters {
  pool = new CanvasPool()

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".kernels", HTMLElement)
  }

  /**
   * @param {Seen} seen
   * @param {number} width
   * @returns {void}
   */
  draw({ header, arrays }, width) {
    const { first } = header
    this.root.hidden = !first || !arrays.kernels
    if (!first || !arrays.kernels) return
    const filters = first.output_shape[2]
    const limit = largest(arrays.kernels)
    const [height, across] = first.kernel_size
    // Where a filter has several channels in and no colours, each pair has a picture.
    const count = first.sees_colours ? filters : filters * first.input_shape[2]
    const shown = Math.min(count, MOST)
    const more = count > shown ? `, the first ${shown} pictures of ${count}` : ""
    find(this.root, "h2", HTMLElement).textContent =
      `The ${filters} filters of ${first.name}, ${height} × ${across}${more}`
    find(this.root, ".legend", HTMLElement).replaceChildren(
      ...(first.sees_colours
        ? [element("span", { text: "in the colours they look for; grey is zero" })]
        : rampOf(limit, true, arrays.kernels)),
    )
    this.pool.start()
    const canvas = find(this.root, "canvas", HTMLCanvasElement)
    drawTiles(canvas, shown, [height, across], { width, room: ROOM }, (filter) =>
      kernelCanvas(first, arrays.kernels, filter, limit, this.pool),
    )
    canvas.setAttribute("aria-label", `${filters} filters, the largest weight ${number(limit, 2)}`)
  }
}
