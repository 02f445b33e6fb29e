import assert from "node:assert/strict"
import { test } from "node:test"

import { sizesOf } from "../../../cnnviz/ui/components/swapped/sizes.js"
import { mostDifferent } from "../../../cnnviz/ui/components/swapped/swapped.js"
import { differText, ordersOf } from "../../../cnnviz/ui/components/swapped/words.js"

test("how many values differ is said, and by how much at most", () => {
  assert.equal(differText(0, 9, 0), "0 of 9 values differ: the same in both orders.")
  assert.equal(differText(1, 9, 2.25), "1 of 9 values differs, by up to 2.25.")
  assert.equal(differText(1200, 12544, 0.123456), "1,200 of 12,544 values differ, by up to 0.123.")
})

test("both orders of a window are written out", () => {
  // −4, 8, −2 and 6 after ReLU; their mean is 2.
  const terms = [0, 8, 0, 6]
  assert.deepEqual(ordersOf("average", "ReLU", terms, { pooled: 2, first: 3.5, last: 2 }, true), [
    "(0 + 8 + 0 + 6) ÷ 4 = 3.5",
    "ReLU of 2 → 2",
  ])
  assert.deepEqual(ordersOf("max", "ReLU", terms, { pooled: 8, first: 8, last: 8 }, true), [
    "largest of 0, 8, 0, 6 = 8",
    "ReLU of 8 → 8",
  ])
  assert.deepEqual(ordersOf("l2", "ReLU", terms, { pooled: Math.sqrt(120), first: 10, last: Math.sqrt(120) }, true), [
    "√(0² + 8² + 0² + 6²) = 10",
    "ReLU of 10.9545 → 10.9545",
  ])
})

test("the cell to begin with is the one whose values are farthest apart", () => {
  assert.deepEqual(mostDifferent(Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 0, 3, 7), 2), [1, 1])
  assert.deepEqual(mostDifferent(Float32Array.of(1, 2), Float32Array.of(1, 2), 2), [0, 0])
})

test("two maps stand side by side where typed numbers stay legible, else one below the other", () => {
  assert.deepEqual(sizesOf(1340, 3, true), { cell: 48, numbers: true, across: 2 })
  assert.deepEqual(sizesOf(358, 7, true), { cell: 48, numbers: true, across: 1 })
  assert.equal(sizesOf(358, 3, true).across, 2)
})

test("the maps of all kinds fit, with and without numbers", () => {
  for (const width of [358, 700, 820, 1340]) {
    for (const cols of [1, 2, 5, 14, 112]) {
      const { cell, numbers } = sizesOf(width, cols, false)
      const kind = width < 820 ? width : (width - 72) / 3
      assert.ok(2 * (cell * cols + (numbers ? 2 * (cols - 1) : 0)) + 16 <= kind)
    }
  }
})
