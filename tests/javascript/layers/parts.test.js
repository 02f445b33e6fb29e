import assert from "node:assert/strict"
import { test } from "node:test"

import { sumText } from "../../../cnnviz/ui/components/layers/parts/ledger.js"
import { receptiveField, sameCell, windowAt } from "../../../cnnviz/ui/components/layers/parts/windows.js"
import { windowLayer } from "./layer.js"

test("a sum in words has the signs of its numbers", () => {
  assert.equal(sumText([-1, 2, -3]), "−1.000 + 2.000 − 3.000")
})

test("a layer that works cell by cell has the same cell as its source", () => {
  const layer = windowLayer([4, 4, 2], [4, 4, 2])
  assert.deepEqual(sameCell(layer, [1, 2, 1]), { top: 1, left: 2, bottom: 2, right: 3, channel: 1 })
  assert.deepEqual(sameCell(layer, [5]), { unit: 5 })
})

test("a window begins in the padding and is as wide as its dilation makes it", () => {
  const layer = windowLayer([8, 8, 1], [4, 4, 1], {
    kernel_size: [3, 2],
    strides: [2, 1],
    dilation_rate: [1, 3],
    pad_top: 1,
    pad_left: 0,
  })
  assert.deepEqual(windowAt(layer, 0, 1), { top: -1, left: 1, bottom: 2, right: 5 })
  assert.deepEqual(windowAt(layer, 2, 0), { top: 3, left: 0, bottom: 6, right: 4 })
})

test("what a cell can see grows from layer to layer, is cut at the edges, and is all of it for units that are made of all", () => {
  const same = { kernel_size: [3, 3], pad_top: 1, pad_left: 1 }
  const network = {
    input_shape: [8, 8, 1],
    layers: [
      windowLayer([8, 8, 1], [8, 8, 1], same),
      windowLayer([8, 8, 1], [4, 4, 1], { kernel_size: [2, 2], strides: [2, 2] }),
      { ...windowLayer([4, 4, 1], [16]), role: "flatten" },
    ],
  }
  assert.deepEqual(receptiveField(network, 0, [0, 4, 0]), { top: 0, left: 3, bottom: 2, right: 6 })
  assert.deepEqual(receptiveField(network, 1, [1, 1, 0]), { top: 1, left: 1, bottom: 5, right: 5 })
  assert.deepEqual(receptiveField(network, 2, [5]), receptiveField(network, 1, [1, 1, 0]))
  const after = (/** @type {string} */ role) => ({
    ...network,
    layers: [...network.layers, { ...windowLayer([16], [16]), role }],
  })
  assert.deepEqual(receptiveField(after("function"), 3, [5]), receptiveField(network, 1, [1, 1, 0]))
  assert.deepEqual(receptiveField(after("units"), 3, [5]), { top: 0, left: 0, bottom: 8, right: 8 })
})
