// A window of one channel times a kernel, number by number, and what becomes of the products.

import { element } from "../shared/element.js"
import { sourceOf } from "../shared/graph.js"
import { regionOf } from "../shared/layer_regions.js"
import { numberBlock, operator, placeText, regionPiece } from "./numbers.js"
import { pane } from "./panes.js"
import { inkGoesIn } from "./steps.js"

/**
 * @import { Region, Terms, WindowLayer } from "../shared/types.js"
 * @import { Stage } from "./panes.js"
 */

/**
 * The numbers of one channel, (kernel height, kernel width) flat; scale: the ends of the colour scales of what goes in and
 * of the kernel.
 * @typedef {{region: Region, window: ArrayLike<number>, kernel: ArrayLike<number>, products: ArrayLike<number>,
 *   scale: {input: number, kernel: number}}} Channel
 */

/**
 * The pane between the maps: show fills it, lines being what is written beside the products.
 * @template {WindowLayer} L
 * @template {Terms} T
 * @param {Stage<L, T>} stage
 * @param {string} kernelName
 * @returns {{node: HTMLElement, show: (channel: Channel, lines: HTMLElement[]) => void}}
 */
export function multiplyPane(stage, kernelName) {
  const { layer, narrow, middleWidth, mapHeight } = stage
  const { network } = stage.reading
  const [inputHeight, inputWidth] = layer.input_shape
  const [rows, cols] = layer.kernel_size
  const cellWidth = Math.min(Math.floor((middleWidth - 44) / 2 / cols) - 2, 76)
  const cellHeight = Math.min(Math.floor((mapHeight - 70) / 2 / rows) - 2, Math.max(Math.round(cellWidth * 0.7), 26))
  const size = { cellWidth, cellHeight: narrow ? 28 : cellHeight }
  const [windowBlock, kernelBlock, productBlock] = ["The window", "The kernel", "Window times kernel"].map((label) =>
    numberBlock(rows, cols, { ...size, label }),
  )
  const where = element("small")
  const outcome = element("div", { class: "outcome", "aria-hidden": "true", "data-region": "sums" })
  const node = pane(
    "middle",
    "",
    "",
    element(
      "div",
      { class: "multiply" },
      regionPiece(regionOf(network, sourceOf(network, stage.k)), ["window ", where], windowBlock.node),
      operator("×"),
      regionPiece("filters", kernelName, kernelBlock.node),
      regionPiece("sums filters", "their products", productBlock.node),
      operator("Σ"),
      outcome,
    ),
  )
  delete node.dataset.region
  const ink = inkGoesIn(stage)
  return {
    node,
    show({ region, window, kernel, products, scale }, lines) {
      const outside = (/** @type {number} */ index) => {
        const row = region.top + Math.floor(index / cols) * layer.dilation_rate[0]
        const col = region.left + (index % cols) * layer.dilation_rate[1]
        return row < 0 || col < 0 || row >= inputHeight || col >= inputWidth
      }
      windowBlock.show(window, scale.input, { ink, outside })
      kernelBlock.show(kernel, scale.kernel)
      productBlock.show(products, scale.kernel * scale.input)
      where.textContent = placeText(region)
      outcome.replaceChildren(...lines)
    },
  }
}
