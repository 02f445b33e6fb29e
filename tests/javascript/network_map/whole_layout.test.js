import assert from "node:assert/strict"
import { test } from "node:test"
import { layersAround } from "../../../cnnviz/ui/components/network_map/around.js"
import {
  columnAtPoint,
  columnStep,
  laneLevels,
  wholeLayout,
  openColumns,
} from "../../../cnnviz/ui/components/network_map/whole_layout.js"
import { residualReading } from "../residual.js"

/** @import { LargeNetwork } from "../../../cnnviz/ui/components/shared/types.js" */

/** @type {Pick<LargeNetwork, "columns" | "lanes">} */
const MOBILE = {
  columns: Array.from({ length: 66 }, (_, k) => [k]),
  lanes: [
    [6, 10],
    [13, 17],
    [17, 21],
    [30, 50],
  ],
}

test("as few rows as leave the small maps large enough, and every column can be hit", () => {
  for (const [room, rows] of [
    [1080, 1],
    [700, 2],
    [360, 3],
  ]) {
    const layout = wholeLayout(MOBILE, room)
    assert.equal(new Set(layout.boxes.map(({ y }) => y)).size, rows)
    assert.ok(layout.tile >= 12)
    assert.ok(layout.width <= room + 2)
    layout.boxes.forEach(({ x, y, width, height }, column) => {
      assert.equal(columnAtPoint(layout, x + width / 2, y + height / 2), column)
      assert.ok(y + height <= layout.height)
    })
    assert.equal(columnAtPoint(layout, 5, layout.height + 50), undefined)
  }
})

test("a lane runs above its columns, and in two pieces where it ends in another row", () => {
  const whole = wholeLayout(MOBILE, 1080)
  assert.equal(whole.lanes.length, 4)
  for (const lane of whole.lanes) for (const [, y] of lane) assert.ok(y < whole.boxes[0].y)
  const narrow = wholeLayout(MOBILE, 700)
  assert.equal(narrow.lanes.length, 5)
})

test("lanes that overlap run at different heights", () => {
  assert.deepEqual(
    laneLevels([
      [0, 4],
      [4, 8],
      [2, 6],
      [0, 9],
    ]),
    [0, 0, 1, 2],
  )
})

test("keys lead from column to column and from row to row, and stay inside", () => {
  assert.equal(columnStep("ArrowRight", 3, 66, 33), 4)
  assert.equal(columnStep("ArrowLeft", 0, 66, 33), 0)
  assert.equal(columnStep("ArrowDown", 3, 66, 33), 36)
  assert.equal(columnStep("End", 3, 66, 33), 65)
  assert.equal(columnStep("PageDown", 60, 66, 33), 65)
  assert.equal(columnStep("a", 3, 66, 33), undefined)
})

test("a column is shown with the picture and all that feeds it", () => {
  const { network } = residualReading()
  const columns = [[0], [1], [2], [3, 4], [5, 6]]
  const large = { ...network, columns, lanes: [] }
  assert.deepEqual(layersAround(large, 2), [-1, 0, 1, 2])
  assert.deepEqual(layersAround(large, 0), [-1, 0])
})

test("of a column only the layers that may be looked at are left", () => {
  const columns = [[0], [1, 2], [3, 4]]
  assert.deepEqual(
    openColumns({ columns }, (k) => k < 4),
    [[0], [1, 2], [3]],
  )
  assert.deepEqual(
    openColumns({ columns }, (k) => k < 3),
    [[0], [1, 2], []],
  )
})
