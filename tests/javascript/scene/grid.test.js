import assert from "node:assert/strict"
import { test } from "node:test"

import { gridOf, lineLength } from "../../../cnnviz/ui/components/scene/grid.js"

test("a channel's map has its values row by row", () => {
  const grid = gridOf([2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 1)
  assert.deepEqual(
    Array.from({ length: grid.count }, (_, cell) => grid.valueAt(cell)),
    [1, 3, 5, 7, 9, 11],
  )
  assert.deepEqual(grid.positionOf(4), [1, 1, 1])
  assert.equal(grid.cellOf([1, 1, 1]), 4)
  assert.equal(grid.limit, 11)
})

test("units stand in lines of a divisor, if one makes the block near to square", () => {
  assert.equal(lineLength(120), 12)
  assert.equal(lineLength(13), 4)
  const grid = gridOf([13], new Float32Array(13))
  assert.deepEqual([grid.rows, grid.cols, grid.count, grid.isMap], [4, 4, 13, false])
})

test("the scale ends at the largest finite value, and only zeros are all zero", () => {
  assert.equal(gridOf([3], [1, -Infinity, NaN]).limit, 1)
  assert.equal(gridOf([3], [1, 2, 3], 0, 5).limit, 5)
  assert.equal(gridOf([2], [0, -0]).isZero, true)
  assert.equal(gridOf([2], [0, NaN]).isZero, false)
  assert.equal(gridOf([2], [Infinity, 0]).isZero, false)
})
