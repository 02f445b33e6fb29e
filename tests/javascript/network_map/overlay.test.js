import assert from "node:assert/strict"
import { test } from "node:test"

import { explainCell } from "../../../cnnviz/ui/components/layers/index.js"
import { cellBox, layOut } from "../../../cnnviz/ui/components/network_map/layout.js"
import { paintOverlay } from "../../../cnnviz/ui/components/network_map/overlay.js"
import { residualReading } from "../residual.js"

const reading = residualReading()
const layout = layOut(reading.network, 1000, 300, 0)
const COLOURS = { text: "", faint: "", edge: "", track: "", marker: "", font: "" }

/**
 * Where the curves begin that lead to a cell.
 * @param {number} k
 * @param {number[]} position
 * @returns {[x: number, y: number][]}
 */
function curvesTo(k, position) {
  /** @type {[x: number, y: number][]} */
  const begins = []
  const nothing = () => {}
  const context = /** @type {CanvasRenderingContext2D} */ (
    /** @type {unknown} */ ({
      ...{ clearRect: nothing, beginPath: nothing, bezierCurveTo: nothing, stroke: nothing, setLineDash: nothing },
      strokeRect: nothing,
      moveTo: (/** @type {number} */ x, /** @type {number} */ y) => begins.push([x, y]),
    })
  )
  paintOverlay(context, layout, reading, { k, position }, explainCell(reading, k, position), COLOURS, false)
  return begins
}

/**
 * Where a curve begins that leaves a cell.
 * @param {number} k
 * @param {number[]} position
 */
function from(k, position) {
  const { x, y, width, height } = cellBox(layout.columns[k + 1], position)
  return [x + width, y + height / 2]
}

test("a sum has a curve from its cell of every layer that feeds it", () => {
  assert.deepEqual(curvesTo(2, [1, 0, 1]), [from(1, [1, 0, 1]), from(0, [1, 0, 1])])
})

test("a joined value has one from the layer that it comes from", () => {
  assert.deepEqual(curvesTo(3, [0, 1, 1]), [from(0, [0, 1, 1])])
  assert.deepEqual(curvesTo(3, [0, 1, 2]), [from(2, [0, 1, 0])])
})

test("a convolution has one from each map of the layer that feeds it", () => {
  assert.deepEqual(curvesTo(1, [0, 1, 1]), [from(0, [0, 1, 0]), from(0, [0, 1, 1])])
  assert.deepEqual(curvesTo(0, [0, 1, 1]), [from(-1, [0, 1, 0])])
})
