import assert from "node:assert/strict"
import { test } from "node:test"

import { cellAfter, mostMisread } from "../../../cnnviz/ui/components/confusion/confusion.js"

test("pictures that were read right are not counted among the misread", () => {
  assert.equal(
    mostMisread([
      [900, 2, 5],
      [7, 950, 0],
      [1, 3, 990],
    ]),
    7,
  )
  assert.equal(
    mostMisread([
      [4, 0],
      [0, 6],
    ]),
    0,
  )
})

test("arrow keys lead to the cell beside, Home and End to the ends of the row, other keys nowhere", () => {
  assert.deepEqual(cellAfter("ArrowUp", 2, 3, 10), [1, 3])
  assert.deepEqual(cellAfter("ArrowDown", 2, 3, 10), [3, 3])
  assert.deepEqual(cellAfter("ArrowLeft", 2, 0, 10), [2, -1])
  assert.deepEqual(cellAfter("ArrowRight", 2, 3, 10), [2, 4])
  assert.deepEqual(cellAfter("Home", 2, 3, 10), [2, 0])
  assert.deepEqual(cellAfter("End", 2, 3, 10), [2, 9])
  assert.equal(cellAfter("Enter", 2, 3, 10), undefined)
})
