// The pictures of the last batch, and what they were read as.

import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { pictureCanvas } from "../shared/picture.js"
import { drawTiles } from "../shared/tiles.js"

/** @import { Known } from "./types.js" */

const MOST = 32
/** Pixels that a picture takes at most. */
const ROOM = 64

/**
 * A picture of the batch: a canvas above its words.
 * @typedef {{node: HTMLElement, canvas: HTMLCanvasElement, words: HTMLElement}} Card
 */

export class LastBatch {
  /** @type {Card[]} */
  cards = []

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".last", HTMLDetailsElement)
    this.line = element("p", { "data-region": "training-curve", "data-cover": "?" })
    this.list = element("ul", { class: "cards", "aria-label": "Pictures of the last batch" })
    find(this.root, "div", HTMLElement).append(this.line, this.list)
  }

  /**
   * @param {Known} known
   * @returns {void}
   */
  draw({ header, arrays }) {
    const { batch, labels = [], input_shape: shape, reads } = header
    if (!batch || !arrays.batch || !shape) {
      this.line.textContent = "There has been no batch yet."
      this.list.replaceChildren()
      return
    }
    const size = shape.reduce((a, b) => a * b, 1)
    const count = Math.min(MOST, batch.labels.length, Math.floor(arrays.batch.length / size))
    const wrong = batch.labels.slice(0, count).filter((label, k) => label !== batch.said[k]).length
    this.line.textContent =
      `${count < batch.size ? `The first ${count} of ${batch.size} pictures` : `Its ${count} pictures`}, ` +
      `as the network saw them: ${wrong} of them read wrong${wrong ? ", framed in orange" : ""}.`
    while (this.cards.length < count) this.cards.push(makeCard())
    const cards = this.cards.slice(0, count)
    for (const [k, { node, canvas, words }] of cards.entries()) {
      const [label, said] = [labels[batch.labels[k]], labels[batch.said[k]]]
      const picture = pictureCanvas({ input_shape: shape, reads }, arrays.batch.subarray(k * size, (k + 1) * size))
      drawTiles(canvas, 1, [shape[0], shape[1]], { width: ROOM + 2, room: ROOM }, () => picture)
      node.className = label === said ? "" : "wrong"
      words.textContent = label === said ? label : `${label}, read as ${said}`
    }
    this.list.replaceChildren(...cards.map(({ node }) => node))
  }
}

/** @returns {Card} */
function makeCard() {
  const [canvas, words] = [element("canvas", {}), element("span", {})]
  return { node: element("li", {}, canvas, words), canvas, words }
}
