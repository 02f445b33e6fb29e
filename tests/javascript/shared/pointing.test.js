import assert from "node:assert/strict"
import { test } from "node:test"

import { cellAfter, cellUnder } from "../../../cnnviz/ui/components/shared/pointing.js"

test("arrow keys go from cell to cell and stop at the edges", () => {
  assert.deepEqual(cellAfter("ArrowDown", [1, 2], [5, 6]), [2, 2])
  assert.deepEqual(cellAfter("ArrowUp", [1, 2], [5, 6]), [0, 2])
  assert.deepEqual(cellAfter("ArrowLeft", [1, 0], [5, 6]), [1, 0])
  assert.deepEqual(cellAfter("ArrowRight", [1, 5], [5, 6, 3]), [1, 5])
  assert.deepEqual(cellAfter("ArrowRight", [0, 2], [5, 6], 2), [0, 4])
  assert.deepEqual(cellAfter("ArrowDown", [4, 2], [5, 6], 2), [4, 2])
  assert.equal(cellAfter("Enter", [1, 2], [5, 6]), undefined)
})

test("a pointer is on the nearest cell", () => {
  assert.deepEqual(cellUnder({ offsetX: 25, offsetY: 9.9 }, 10, [5, 6]), [0, 2])
  assert.deepEqual(cellUnder({ offsetX: -1, offsetY: 50 }, 10, [5, 6]), [4, 0])
})
