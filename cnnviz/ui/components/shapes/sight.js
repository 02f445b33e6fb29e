// The input picture, and on it the square that a cell in the middle of a layer sees.

import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"
import { shapeText } from "../shared/format.js"

/** @import { Shape } from "../shared/types.js" */
/** @import { InputData, Pictures, RowData } from "./types.js" */

const SIGHT = { side: 300, pixels: 512 }

export class Sight {
  /** The shape of the picture that is drawn, as text. @type {string | undefined} */
  shape = undefined

  /**
   * @param {HTMLElement} root
   * @param {Pictures} pictures
   */
  constructor(root, pictures) {
    this.pictures = pictures
    this.title = element("h2")
    this.canvas = element("canvas")
    this.square = element("i", { class: "square" })
    this.next = element("i", { class: "next" })
    this.glass = element("div", { class: "glass", role: "img" }, this.canvas, this.next, this.square)
    this.text = element("p", { "data-testid": "shapes-sees", "data-region": "fields shapes", "data-cover": "?" })
    this.words = element("p", { class: "faint", "data-region": "costs shapes" })
    root.replaceChildren(
      this.title,
      element("div", { class: "looked-at", "data-region": "fields shapes" }, this.glass),
      element("div", {}, this.text, this.words),
    )
  }

  /**
   * Show what a layer sees.
   * @param {InputData} input
   * @param {RowData[]} rows
   * @param {number} index - The layer's; -1 for the input itself.
   */
  show(input, rows, index) {
    /** @type {RowData | undefined} */
    const row = rows[index]
    const [height, width] = input.shape
    this.picture(input.shape)
    const [top, left, bottom, right] = row ? row.region : [0, 0, height, width]
    const put = (/** @type {HTMLElement} */ node, /** @type {number} */ first, /** @type {number} */ second) =>
      Object.assign(node.style, {
        left: `${(100 * first) / width}%`,
        top: `${(100 * second) / height}%`,
        width: `${(100 * (right - left)) / width}%`,
        height: `${(100 * (bottom - top)) / height}%`,
      })
    put(this.square, left, top)
    const jump = row?.jump?.[1] ?? 0
    put(this.next, left + jump, top)
    this.next.hidden = !row?.cell || !jump || left + jump >= width
    this.square.hidden = !row || right === left
    this.title.textContent = row ? `${row.title}, layer ${index + 1}` : "Input"
    this.text.replaceChildren(...this.sentence(row, [bottom - top, right - left]))
    this.words.textContent = row?.words ?? ""
    this.glass.setAttribute("aria-label", this.text.textContent)
  }

  /**
   * @param {RowData | undefined} row
   * @param {[height: number, width: number]} size - Of what it sees.
   * @returns {(string | HTMLElement)[]}
   */
  sentence(row, size) {
    const bold = (/** @type {string} */ text) => element("b", { text })
    if (!row) return ["This is what comes in."]
    if (!row.cell || !row.jump) return ["One value here depends on ", bold("the whole picture"), "."]
    if (!size[0]) return ["A cell in the middle sees ", bold("nothing"), ": its whole window lies in the padding."]
    const cut =
      shapeText(size) === row.field ? "" : `, of ${row.field} that it could see: the rest is beyond the edge or in gaps`
    return [
      `The cell in row ${row.cell[0]}, column ${row.cell[1]} sees `,
      bold(`${shapeText(size)} pixels`),
      `${cut}. The next cell looks `,
      bold(`${row.jump[1]} pixel${row.jump[1] > 1 ? "s" : ""}`),
      " further on: dashed.",
    ]
  }

  /**
   * Draw the picture as the input gets it: as many pixels, and grey where there is one channel.
   * @param {Shape} shape
   */
  picture([height, width, channels]) {
    const wanted = `${height} ${width} ${channels}`
    const scale = Math.min(SIGHT.side / width, SIGHT.side / height)
    Object.assign(this.glass.style, {
      width: `${Math.max(width * scale, 8)}px`,
      height: `${Math.max(height * scale, 8)}px`,
    })
    if (this.shape === wanted) return
    this.shape = wanted
    const fewer = Math.min(1, SIGHT.pixels / Math.max(height, width))
    const image = new Image()
    image.onload = () => {
      if (this.shape !== wanted) return
      Object.assign(this.canvas, {
        width: Math.max(1, Math.round(width * fewer)),
        height: Math.max(1, Math.round(height * fewer)),
      })
      const context = contextOf(this.canvas)
      if (channels === 1) context.filter = "grayscale(1)"
      context.drawImage(image, 0, 0, this.canvas.width, this.canvas.height)
    }
    image.src = channels === 1 && Math.max(height, width) <= 64 ? this.pictures.digit : this.pictures.photo
  }
}
