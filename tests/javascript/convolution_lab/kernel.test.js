import assert from "node:assert/strict"
import { test } from "node:test"

import { liveliestCell, shareCutOff, viewOf, viewsOf } from "../../../cnnviz/ui/components/convolution_lab/canvases.js"
import { resized } from "../../../cnnviz/ui/components/convolution_lab/kernel_grid.js"

test("a kernel keeps its middle when its sides change", () => {
  const kernel = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]
  assert.deepEqual(resized(kernel, 1, 1), [[5]])
  assert.deepEqual(resized(kernel, 3, 5), [
    [0, 1, 2, 3, 0],
    [0, 4, 5, 6, 0],
    [0, 7, 8, 9, 0],
  ])
  assert.deepEqual(resized([[5]], 2, 2), [
    [5, 0],
    [0, 0],
  ])
})

test("an output has the views of its picture", () => {
  assert.deepEqual(viewOf({ view: null }, 1), { name: "map", channel: 0 })
  assert.deepEqual(viewOf({ view: "picture" }, 1), { name: "picture" })
  assert.deepEqual(viewOf({ view: "red" }, 1), { name: "map", channel: 0 })
  assert.deepEqual(viewOf({ view: null }, 3), { name: "picture" })
  assert.deepEqual(viewOf({ view: "blue" }, 3), { name: "blue", channel: 2 })
  assert.deepEqual(viewsOf(1), [
    ["map", "Map"],
    ["picture", "Picture"],
  ])
  assert.deepEqual(
    viewsOf(3).map(([, words]) => words),
    ["Picture", "Red", "Green", "Blue"],
  )
})

test("the liveliest cell has the largest number in size, in any channel", () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, -6, 0, 0, 0, 5, 5, 5)
  assert.deepEqual(liveliestCell({ values, shape: [2, 2, 3] }), [0, 1])
  assert.deepEqual(liveliestCell({ values, shape: [4, 3, 1] }), [1, 2])
})

test("a picture cannot show what rounds to less than 0 or more than 255", () => {
  assert.equal(shareCutOff({ values: Float64Array.of(-0.4, -0.6, 255.4, 255.5) }), 0.5)
})
