import assert from "node:assert/strict"
import { test } from "node:test"

import { cellSizes, liveliest, sidesBeyond, windowOver } from "../../../cnnviz/ui/components/pooling/geometry.js"

/** Windows of 3 × 3 cells over 5 rows and 6 columns, "same" padding with a stride of 2. */
const WINDOWS = { rows: [-1, 1, 3], cols: [0, 2, 4], window: 3 }

test("windows reach beyond the edges where there is padding", () => {
  assert.deepEqual(sidesBeyond(WINDOWS, [5, 6]), [1, 0, 1, 1])
  assert.deepEqual(sidesBeyond({ rows: [0, 2], cols: [0, 2], window: 2 }, [5, 4]), [0, 0, 0, 0])
})

test("a cell of the input leads to the first window over it", () => {
  assert.deepEqual(windowOver(WINDOWS, [0, 0]), [0, 0])
  assert.deepEqual(windowOver(WINDOWS, [1, 2]), [0, 0])
  assert.deepEqual(windowOver(WINDOWS, [2, 3]), [1, 1])
  assert.equal(windowOver({ rows: [0, 3], cols: [0, 3], window: 2 }, [2, 0]), undefined)
})

test("the cell to begin with is that of the largest value", () => {
  assert.deepEqual(liveliest([0, 1, 5, 2, 4, 5], [2, 3]), [0, 2])
  assert.deepEqual(liveliest([0, 0, 0, 0, 1, 0], [2, 3]), [1, 1])
})

test("on a wide page three outputs stand side by side, and all maps fit", () => {
  for (const width of [820, 1000, 1400]) {
    for (const isTyped of [false, true]) {
      const { input, source, columns, output } = cellSizes({ width, wide: 8, pooled: 4, stride: 2, isTyped })
      assert.equal(columns, 3)
      assert.ok(source >= 8 * input)
      assert.ok(source + 3 * 4 * output <= width)
    }
  }
})

test("on a phone typed numbers stay legible: outputs of many columns stand one below the other", () => {
  const phone = { width: 360, wide: 8, stride: 1, isTyped: true }
  assert.equal(cellSizes({ ...phone, pooled: 4 }).columns, 2)
  assert.equal(cellSizes({ ...phone, pooled: 7 }).columns, 1)
  assert.equal(cellSizes({ ...phone, pooled: 7, isTyped: false }).columns, 2)
})

test("pooled cells of a large picture are as large as the cells they stand for", () => {
  const sizes = cellSizes({ width: 1200, wide: 90, pooled: 25, stride: 2, isTyped: false })
  assert.deepEqual([sizes.input, sizes.output], [4, 8])
})
