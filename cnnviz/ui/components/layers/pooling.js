// A pooling: the largest of a window, or its mean.

import { numberBlock, operator, piece, placeText } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { inkGoesIn } from "../scene/steps.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { equals, number } from "../shared/format.js"
import { isRelu } from "../shared/functions.js"
import { fedFrom } from "../shared/graph.js"
import { flatIndex } from "../shared/positions.js"
import { captioned, numberGrid, result, sumText } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Reading, Region, Spot, Terms, WindowLayer } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * window: (pool height, pool width) flat, NaN outside the input; count: its cells inside. winner is null for the mean, and
 * where no cell is a number.
 * @typedef {Terms & {region: Region, window: Float64Array, count: number, winner: Spot | null}} PoolingTerms
 */

/** @typedef {WholeKind<WindowLayer, PoolingTerms>} PoolingKind */

/** @type {PoolingKind} */
export default {
  classes: ["MaxPooling2D", "AveragePooling2D"],
  explain,
  source,
  sentence,
  ledger,
  scene,
}

/** @type {PoolingKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [height, width, channels] = layer.input_shape
  const [poolHeight, poolWidth] = layer.kernel_size
  const region = windowAt(layer, row, col)
  const window = new Float64Array(poolHeight * poolWidth).fill(NaN)
  let [sum, count, best] = [0, 0, -Infinity]
  /** @type {Spot | null} */
  let winner = null
  for (let y = 0; y < poolHeight; y++) {
    for (let x = 0; x < poolWidth; x++) {
      const [inputRow, inputCol] = [region.top + y, region.left + x]
      if (inputRow < 0 || inputRow >= height || inputCol < 0 || inputCol >= width) continue
      const value = input[(inputRow * width + inputCol) * channels + channel]
      window[y * poolWidth + x] = value
      sum += value
      count += 1
      if (value > best) {
        best = value
        winner = { row: inputRow, col: inputCol }
      }
    }
  }
  const isMax = layer.role === "largest"
  return {
    value: isMax ? best : sum / count,
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    region,
    window,
    count,
    winner: isMax ? winner : null,
  }
}

/** @type {PoolingKind["source"]} */
function source(layer, [row, col, channel]) {
  return { ...windowAt(layer, row, col), channel }
}

/** @type {PoolingKind["sentence"]} */
function sentence(layer, { window, value }) {
  const cells = [...window]
    .filter((cell) => !Number.isNaN(cell))
    .map((cell) => number(cell))
    .join(", ")
  return `The ${layer.role === "largest" ? "largest" : "mean"} of ${cells} is ${number(value)}`
}

/** @type {PoolingKind["ledger"]} */
function ledger(layer, terms, view) {
  const [height, width] = layer.kernel_size
  const limit = view.limits[view.position[2]]
  const isMax = layer.role === "largest"
  const winner = terms.winner && (terms.winner.row - terms.region.top) * width + terms.winner.col - terms.region.left
  const cells = [...terms.window].filter((cell) => !Number.isNaN(cell))
  return [
    element(
      "p",
      { class: "equation" },
      isMax ? `max(${cells.map((cell) => number(cell)).join(", ")}) = ` : `${meanText(cells, terms.value)} `,
      result(terms.value),
    ),
    element(
      "div",
      { class: "row" },
      captioned(
        `the ${height} × ${width} window`,
        numberGrid([...terms.window], width, limit, { ink: inkGoesIn(view), marked: winner ?? -1 }),
      ),
      element("p", {
        class: "note",
        text: terms.winner
          ? `The winner stands in row ${terms.winner.row}, column ${terms.winner.col}. ${orderNote(view)}`
          : isMax
            ? "Without a number in the window there is no winner."
            : "Every cell of the window counts the same.",
      }),
    ),
  ]
}

/**
 * "(1.000 + 2.000) / 2 ="
 * @param {number[]} cells
 * @param {number} mean
 */
function meanText(cells, mean) {
  const texts = cells.map((cell) => number(cell))
  const sign = equals(number(mean), (...all) => all.reduce((sum, cell) => sum + cell, 0) / all.length, ...texts)
  return `(${sumText(cells)}) / ${cells.length} ${sign}`
}

/**
 * Why it does not matter that this network pools before its ReLU.
 * @param {{reading: Reading, k: number}} step
 */
function orderNote({ reading, k }) {
  const { network } = reading
  const next = fedFrom(network, k)
  if (next.length !== 1 || !isRelu(network.layers[next[0]])) return ""
  return (
    "ReLU comes next. Max pooling first or ReLU first gives the same: ReLU never changes which value is larger, " +
    "so the largest is the same one."
  )
}

/**
 * @param {Stage<WindowLayer, PoolingTerms>} stage
 * @returns {Scene<PoolingTerms>}
 */
function scene(stage) {
  const { reading, k, layer } = stage
  const ink = inkGoesIn(stage)
  const [rows, cols] = layer.kernel_size
  const [inputHeight, inputWidth] = layer.input_shape
  const isMax = layer.role === "largest"
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, { limit: input.grid.limit })
  const winners = isMax
    ? Array.from({ length: output.grid.count }, (_, cell) => stage.termsAt(output.grid.positionOf(cell)).winner)
    : []
  const apart = layer.strides[0] >= rows && layer.strides[1] >= cols
  const lines = apart
    ? { top: -layer.pad_top, left: -layer.pad_left, height: layer.strides[0], width: layer.strides[1] }
    : undefined

  const cellWidth = Math.min(Math.floor((stage.middleWidth - 90) / (cols + 1)) - 2, 116)
  const cellHeight = Math.min(Math.round(cellWidth * 0.66), Math.max(Math.floor((stage.mapHeight - 140) / rows), 44))
  const size = { cellWidth, cellHeight }
  const window = numberBlock(rows, cols, { ...size, label: "The window" })
  const kept = numberBlock(1, 1, { ...size, label: isMax ? "The largest" : "The mean" })
  const place = element("small")
  return {
    panes: [
      inputPane(stage, input),
      pane(
        "middle",
        "",
        "",
        element(
          "div",
          { class: "pooling" },
          piece(["window ", place], window.node),
          operator("→"),
          piece(isMax ? "the largest" : "the mean", kept.node),
        ),
        element("p", {
          class: "aside",
          text: isMax ? "A dot marks the winner of each window." : "Every cell of a window counts the same.",
        }),
      ),
      outputPane(stage, output),
    ],
    output,
    note: isMax ? orderNote({ reading, k }) : "",
    update({ position, terms, revealed }) {
      const { region, winner } = terms
      const cell = output.grid.cellOf(position)
      // A window without a number has no winner.
      const dots = winners.flatMap((spot, index) => (spot && (index < revealed || index === cell) ? [spot] : []))
      input.draw({ frames: [region], dots, lines })
      output.draw({ revealed, cell })
      const outside = (/** @type {number} */ index) => {
        const [row, col] = [region.top + Math.floor(index / cols), region.left + (index % cols)]
        return row < 0 || col < 0 || row >= inputHeight || col >= inputWidth
      }
      const marked = winner ? (winner.row - region.top) * cols + winner.col - region.left : -1
      window.show(terms.window, input.grid.limit, { ink, outside, marked })
      kept.show([terms.value], input.grid.limit, { ink })
      place.textContent = placeText(region)
    },
    sum(terms) {
      const cells = Array.from(terms.window).filter((value) => !Number.isNaN(value))
      return isMax
        ? [`largest of ${cells.map((value) => number(value)).join(",  ")} = `, resultPart(terms.value)]
        : [`${meanText(cells, terms.value)} `, resultPart(terms.value)]
    },
  }
}
