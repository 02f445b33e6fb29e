// How the weights of every layer are spread, and their gradients: by how much the last batch would move them.

import { element, svg } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { number } from "../shared/format.js"
import { layerName } from "../shared/names.js"
import { deadLine } from "./words.js"

/** @import { Known, Spread } from "./types.js" */

const BAR = 4
const HEIGHT = 52

export class Spreads {
  layers = ""

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = find(root, ".learned", HTMLDetailsElement)
    this.place = find(this.root, "div", HTMLElement)
  }

  /**
   * @param {Known} known
   * @returns {void}
   */
  draw({ header, arrays }) {
    const spreads = header.weights ?? []
    const layers = JSON.stringify([spreads.map(({ name }) => name), header.layers?.length])
    if (this.layers !== layers) {
      this.layers = layers
      this.place.replaceChildren(...frame(spreads.map((spread) => nameOf(spread, header))))
    }
    findAll(this.place, ".spread", HTMLElement).forEach((node, k) => {
      const { name, weight_range: weights, gradient_range: gradients } = spreads[k]
      drawHistogram(find(node, ".of-weights", HTMLElement), "weights", arrays[`weights.${name}`], weights)
      drawHistogram(find(node, ".of-gradients", HTMLElement), "gradients", arrays[`gradients.${name}`], gradients)
      const line = find(node, ".dead", HTMLElement)
      line.textContent = deadLine(spreads[k])
      line.classList.toggle("some", spreads[k].dead > 0)
    })
  }
}

/**
 * @param {Spread} spread
 * @param {Known["header"]} header
 */
function nameOf({ name }, { layers = [] }) {
  const layer = layers.find((listed) => listed.name === name)
  return layer ? layerName(layer) : name
}

/** @param {string[]} names */
function frame(names) {
  if (!names.length) return [element("p", { text: "There is nothing to see before the first batch." })]
  return [
    element("p", {
      class: "legend",
      text: "Each bar counts numbers of about the same size: orange below zero, blue above. Gradients say how the last batch would move the weights.",
    }),
    ...names.map((name) =>
      element(
        "div",
        { class: "spread" },
        element("h3", { text: name }),
        element("figure", { class: "of-weights" }),
        element("figure", { class: "of-gradients" }),
        element("p", { class: "dead" }),
      ),
    ),
  ]
}

/**
 * @param {HTMLElement} place
 * @param {string} what
 * @param {Float32Array | undefined} counts
 * @param {number[]} range
 */
function drawHistogram(place, what, counts, [low, high]) {
  place.hidden = !counts?.length
  if (!counts?.length) return
  const width = counts.length * BAR
  const most = Math.max(...counts) || 1
  const zero = low < 0 && high > 0 ? (-low / (high - low)) * width : low >= 0 ? 0 : width
  const bars = { negative: "", positive: "" }
  counts.forEach((count, k) => {
    if (!count) return
    const tall = Math.max(1, Math.round((count / most) * (HEIGHT - 2)))
    bars[(k + 0.5) * BAR < zero ? "negative" : "positive"] += `M${k * BAR},${HEIGHT}v${-tall}h${BAR - 1}v${tall}z`
  })
  const ends = `${number(low, 2)} to ${number(high, 2)}`
  place.replaceChildren(
    svg(
      "svg",
      { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": `${what} from ${ends}` },
      svg("line", { class: "zero", x1: zero, x2: zero, y1: 0, y2: HEIGHT }),
      svg("path", { class: "negative", d: bars.negative }),
      svg("path", { class: "positive", d: bars.positive }),
    ),
    element("figcaption", { text: `${what}, ${ends}` }),
  )
}
