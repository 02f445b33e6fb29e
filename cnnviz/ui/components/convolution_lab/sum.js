// One value of the output, term by term: the window times the kernel, and the sum of the products.

import { numberBlock, operator, piece, placeText } from "../scene/numbers.js"
import { largest } from "../shared/colour.js"
import { coverable } from "../shared/coverable.js"
import { asksForCell } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { PRIMARY_NAMES } from "./canvases.js"
import { convolutionTerms } from "./convolve.js"
import { brief, short } from "./numbers.js"

const SMALLEST_BLOCK_CELL = 34
const BLOCK_CELL = 56

/**
 * @import { Cell } from "../shared/pointing.js"
 * @import { Convolution } from "./convolve.js"
 * @import { Picture } from "./pictures.js"
 */

/**
 * What is written out.
 * @typedef {object} SumOptions
 * @property {Picture} picture
 * @property {Convolution} setup
 * @property {Cell} position - Of the output.
 * @property {number} channel - Whose sum it is.
 * @property {boolean} several - Whether the other channels can be asked for.
 * @property {number} width - The room for it, in pixels.
 */

/**
 * One value of the output, term by term.
 * @param {(channel: number) => void} choose - Asks for the sum of another channel.
 */
export function createSum(choose) {
  const place = element("p", { class: "place", role: "status" })
  const terms = element("div", { class: "terms-row" })
  const line = element("p", { class: "sum-line", "data-testid": "workbench-sum" })
  const channels = element("p", { class: "channel-sums", "data-region": "output" })
  const node = element(
    "section",
    { class: "sum-of-one", "aria-label": "One value, term by term" },
    place,
    element("div", { class: "worked", "data-region": "sums" }, channels, terms),
  )
  /** @type {ReturnType<typeof numberBlock>[]} */
  let blocks = []
  let built = ""

  /**
   * @param {number} rows - Of the kernel.
   * @param {number} cols
   * @param {number} width
   */
  function build(rows, cols, width) {
    // Wide kernels need the room: what they add up to stands below them.
    const isWide = cols > 5
    // The side of a cell if that many blocks stand side by side, and what else the line holds.
    const cellOf = (/** @type {number} */ count, /** @type {number} */ rest) =>
      Math.floor((width - rest) / count / cols) - 2
    const abreast = [cellOf(3, isWide ? 130 : 300), cellOf(2, 46)].find((size) => size >= SMALLEST_BLOCK_CELL)
    const cell = Math.min(abreast ?? cellOf(1, 0), BLOCK_CELL)
    const size = {
      cellWidth: cell,
      cellHeight: Math.min(Math.max(Math.round(cell * 0.7), 26), 34),
      text: (/** @type {number} */ value) => short(value, isWide ? 1 : 2),
    }
    const block = (/** @type {string} */ name, /** @type {string} */ label) => {
      const made = numberBlock(rows, cols, { ...size, label })
      made.node.dataset.testid = `workbench-${name}`
      return made
    }
    const [window, kernel, products] = (blocks = [
      block("window", "The window"),
      block("kernel", "The kernel"),
      block("products", "Their products"),
    ])
    terms.replaceChildren(
      piece("pixels in the window", window.node),
      operator("×"),
      piece("kernel", kernel.node),
      operator("="),
      piece("products", products.node),
      element("div", { class: isWide ? "outcome wide" : "outcome" }, operator("Σ"), line),
    )
  }

  /** @param {SumOptions} options */
  function show({ picture, setup, position, channel, several, width }) {
    const { kernel } = setup
    const size = `${kernel.length} ${kernel[0].length} ${width}`
    if (size !== built) build(kernel.length, kernel[0].length, width)
    built = size
    const termsOf = (/** @type {number} */ index) =>
      convolutionTerms(picture.pixels, picture.shape, setup, [...position, index])
    const sums = picture.shape[2] === 3 && several ? PRIMARY_NAMES.map((_, primary) => termsOf(primary)) : []
    const now = sums[channel] ?? termsOf(channel)
    const outside = (/** @type {number} */ index) => now.outside[index]
    const limit = largest(now.kernel)
    blocks[0].show(now.window, 255, { ink: true, outside })
    blocks[1].show(now.kernel, limit)
    blocks[2].show(now.products, limit * 255)
    place.textContent =
      `Output row ${position[0]}, column ${position[1]} looks at ${placeText(now.region)}${setup.dilation > 1 ? `, every ${setup.dilation}${["nd", "rd"][setup.dilation - 2] ?? "th"} of them` : ""}.` +
      `${now.outside.some(Boolean) ? " Beyond the edge stands 0." : ""} Point at the output for another place; a click keeps it.`
    line.replaceChildren(
      "they add up to ",
      told(now.sum),
      ...(setup.bias
        ? [element("br"), `${setup.bias < 0 ? "−" : "+"} bias ${brief(Math.abs(setup.bias), 3)} = `, told(now.value)]
        : []),
    )
    node.dataset.value = `${now.value}`
    channels.hidden = !sums.length
    channels.replaceChildren(
      ...sums.map((sum, primary) =>
        element("button", {
          type: "button",
          "aria-pressed": String(primary === channel),
          text: `${PRIMARY_NAMES[primary]}${asksForCell("output") ? "" : ` ${brief(sum.value, 1)}`}`,
          onclick: () => choose(primary),
        }),
      ),
    )
  }
  return { node, show }
}

/**
 * A number of the output.
 * @param {number} value
 */
function told(value) {
  return element("b", {}, coverable("output", asksForCell("output") ? "?" : brief(value, 3)))
}
