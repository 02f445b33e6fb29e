// One picture while the network learns: the answer, and what comes out of every layer.

import { CanvasPool, enlarged, mapCanvas } from "../shared/canvas.js"
import { cssColour, largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { rampOf } from "../shared/legend.js"
import { layerName } from "../shared/names.js"
import { pictureCanvas } from "../shared/picture.js"
import { shareRow, showShare } from "../shared/shares.js"
import { cleared, drawTiles } from "../shared/tiles.js"

/** @import { ListedLayer, Seen } from "./types.js" */

/** The most maps of a layer that are shown. */
const MOST_MAPS = 16
/** On a telephone: otherwise whoever scrolls never gets to the end. */
const FEW_MAPS = 8
const NARROW = 600
/** Pixels that a map takes at most. */
const ROOM = 64
/** The most cells of a row. */
const MOST_CELLS = 200
/** So many letters a short name of a class has at most. */
const LONG = 12
/** The most classes whose bars are all shown. */
const MOST_CLASSES = 16

export class Reading {
  pool = new CanvasPool()
  /** What of the page depends on, as text. */
  rows = ""
  layers = ""

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".reading", HTMLElement)
  }

  /**
   * @param {Seen} seen
   * @param {number} width
   * @returns {void}
   */
  draw({ header, arrays }, width) {
    this.root.hidden = !arrays.input || !arrays.probabilities
    if (this.root.hidden) return
    this.drawInput(header, arrays.input)
    this.drawAnswer(header.labels ?? [], arrays.probabilities)
    const shown = (header.layers ?? []).filter(({ name }) => arrays[`maps.${name}`])
    this.makeLayers(shown)
    this.pool.start()
    findAll(this.root, ".maps figure", HTMLElement).forEach((figure, k) => {
      this.drawLayer(figure, shown[k], arrays[`maps.${shown[k].name}`], width)
    })
  }

  /**
   * @param {Seen["header"]} header
   * @param {Float32Array} input
   */
  drawInput({ input_shape: shape, reads }, input) {
    if (!shape) return
    const scale = Math.max(1, Math.floor(140 / Math.max(shape[0], shape[1])))
    const canvas = enlarged(pictureCanvas({ input_shape: shape, reads }, input), scale)
    canvas.setAttribute("role", "img")
    canvas.setAttribute("aria-label", "the picture that is read")
    find(this.root, ".input", HTMLElement).replaceChildren(canvas)
  }

  /**
   * @param {string[]} labels
   * @param {Float32Array} shares
   */
  drawAnswer(labels, shares) {
    const order = [...labels.keys()]
    if (labels.length > MOST_CLASSES) order.sort((a, b) => shares[b] - shares[a]).splice(MOST_CLASSES)
    const rows = JSON.stringify(order.map((label) => labels[label]))
    const body = find(this.root, "tbody", HTMLElement)
    if (this.rows !== rows) {
      this.rows = rows
      body.replaceChildren(...order.map((label) => shareRow(labels[label])))
      // On a telephone there is no room for them beside the picture.
      body.className = order.some((label) => labels[label].length > LONG) ? "long" : ""
    }
    const best = shares.indexOf(Math.max(...shares))
    findAll(body, "tr", HTMLElement).forEach((row, k) => {
      showShare(row, shares[order[k]], order[k] === best)
    })
  }

  /** @param {ListedLayer[]} shown */
  makeLayers(shown) {
    const layers = JSON.stringify(shown.map(({ name, title, shape }) => [name, title, shape]))
    if (this.layers === layers) return
    this.layers = layers
    find(this.root, ".maps", HTMLElement).replaceChildren(
      ...shown.map((layer) =>
        element(
          "figure",
          {},
          element(
            "figcaption",
            {},
            element("b", { text: layerName(layer) }),
            element("span", { class: "count" }),
            element("span", { class: "legend" }),
          ),
          element("canvas", { role: "img" }),
        ),
      ),
    )
  }

  /**
   * @param {HTMLElement} figure
   * @param {ListedLayer} layer
   * @param {Float32Array} values
   * @param {number} width
   */
  drawLayer(figure, layer, values, width) {
    const limit = largest(values)
    const canvas = find(figure, "canvas", HTMLCanvasElement)
    find(figure, ".legend", HTMLElement).replaceChildren(...rampOf(limit, layer.signed, values))
    const words =
      layer.shape.length === 3
        ? this.drawMaps(canvas, layer, values, limit, width)
        : drawStrip(canvas, values, limit, width)
    find(figure, ".count", HTMLElement).textContent = words
    canvas.setAttribute("aria-label", `${layer.name}: ${words}`)
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {ListedLayer} layer
   * @param {Float32Array} values
   * @param {number} limit
   * @param {number} width
   * @returns {string} What is shown, in words.
   */
  drawMaps(canvas, { shape }, values, limit, width) {
    const [height, across, channels] = shape
    const count = Math.min(channels, width < NARROW ? FEW_MAPS : MOST_MAPS)
    drawTiles(canvas, count, [height, across], { width, room: ROOM }, (channel) =>
      mapCanvas(values, shape, channel, limit, false, this.pool),
    )
    return `${count} ${count === 1 ? "map" : "maps"}, ${height} × ${across}${more(channels - count)}`
  }
}

/**
 * The values of a row as cells, in lines.
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} values
 * @param {number} limit
 * @param {number} width
 * @returns {string} What is shown, in words.
 */
function drawStrip(canvas, values, limit, width) {
  const side = values.length <= MOST_MAPS ? 22 : 12
  const columns = Math.max(1, Math.min(values.length, Math.floor((width - 1) / side)))
  const count = Math.min(values.length, MOST_CELLS)
  const context = cleared(canvas, columns * side + 1, Math.ceil(count / columns) * side + 1)
  for (let k = 0; k < count; k++) {
    const [x, y] = [(k % columns) * side, Math.floor(k / columns) * side]
    context.fillStyle = "#808080"
    context.fillRect(x, y, side + 1, side + 1)
    context.fillStyle = cssColour(values[k], limit)
    context.fillRect(x + 1, y + 1, side - 1, side - 1)
  }
  return `${count} ${count === 1 ? "number" : "numbers"}${more(values.length - count)}`
}

/** @param {number} left - How many are not shown. */
function more(left) {
  return left > 0 ? `, and ${left.toLocaleString("en")} more` : ""
}
