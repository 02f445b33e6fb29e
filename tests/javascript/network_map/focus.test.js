import assert from "node:assert/strict"
import { test } from "node:test"

import { firstFocus, focusAfter, PICTURE_CORNER, sameFocus } from "../../../cnnviz/ui/components/network_map/focus.js"
import { convolution, dense, flatten, relu } from "../layers.js"

const NETWORK = {
  input_shape: [6, 8, 1],
  labels: ["a", "b"],
  layers: [
    convolution("conv", [6, 8, 1], [3, 3], 2),
    relu("relu", [4, 6, 2]),
    convolution("conv_2", [4, 6, 2], [3, 3], 3),
    flatten("flatten", [2, 4, 3]),
    dense("dense", 24, 25),
  ],
}

/**
 * @param {number} k
 * @param {number[]} position
 * @param {string} key
 * @param {boolean} [shiftKey]
 */
function after(k, position, key, shiftKey = false) {
  return focusAfter(NETWORK, { k, position }, { key, shiftKey })
}

test("arrow keys go from cell to cell of a map and stop at its edges", () => {
  assert.deepEqual(after(0, [1, 2, 1], "ArrowUp"), { k: 0, position: [0, 2, 1] })
  assert.deepEqual(after(0, [0, 2, 1], "ArrowUp"), { k: 0, position: [0, 2, 1] })
  assert.deepEqual(after(0, [3, 2, 1], "ArrowDown"), { k: 0, position: [3, 2, 1] })
  assert.deepEqual(after(0, [1, 0, 1], "ArrowLeft"), { k: 0, position: [1, 0, 1] })
  assert.deepEqual(after(0, [1, 4, 1], "ArrowRight"), { k: 0, position: [1, 5, 1] })
  assert.deepEqual(after(0, [1, 5, 1], "ArrowRight"), { k: 0, position: [1, 5, 1] })
})

test("Page Up and Page Down change the channel of a map, and go ten units on", () => {
  assert.deepEqual(after(0, [1, 2, 0], "PageDown"), { k: 0, position: [1, 2, 1] })
  assert.deepEqual(after(0, [1, 2, 1], "PageDown"), { k: 0, position: [1, 2, 1] })
  assert.deepEqual(after(4, [3], "PageDown"), { k: 4, position: [13] })
  assert.deepEqual(after(4, [3], "PageUp"), { k: 4, position: [0] })
})

test("all arrows go along units", () => {
  assert.deepEqual(after(4, [3], "ArrowUp"), { k: 4, position: [2] })
  assert.deepEqual(after(4, [3], "ArrowLeft"), { k: 4, position: [2] })
  assert.deepEqual(after(4, [24], "ArrowRight"), { k: 4, position: [24] })
})

test("with Shift, arrows go to the same part of the map of the next layer", () => {
  assert.deepEqual(after(1, [2, 3, 1], "ArrowRight", true), { k: 2, position: [1, 2, 1] })
  assert.deepEqual(after(2, [1, 3, 2], "ArrowLeft", true), { k: 1, position: [2, 4, 1] })
  assert.deepEqual(after(0, [0, 0, 0], "ArrowLeft", true), { k: -1, position: [0, 0, 0] })
})

test("from maps to units and back Shift leads to the first", () => {
  assert.deepEqual(after(2, [1, 3, 2], "ArrowRight", true), { k: 3, position: [0] })
  assert.deepEqual(after(3, [7], "ArrowLeft", true), { k: 2, position: [0, 0, 0] })
})

test("keys that lead nowhere do nothing", () => {
  assert.equal(after(-1, [0, 0, 0], "ArrowLeft", true), undefined)
  assert.equal(after(4, [0], "ArrowRight", true), undefined)
  assert.equal(after(0, [0, 0, 0], "a"), undefined)
})

test("the first focus is the strongest cell of the last convolution in sight", () => {
  const outputs = NETWORK.layers.map(({ output_shape: shape }) => new Float32Array(shape.reduce((a, b) => a * b)))
  outputs[0][5] = -3
  outputs[2][4] = 2
  assert.deepEqual(
    firstFocus({ network: NETWORK, outputs }, () => true),
    { k: 2, position: [0, 1, 1] },
  )
  assert.deepEqual(
    firstFocus({ network: NETWORK, outputs }, (k) => k < 2),
    { k: 0, position: [0, 2, 1] },
  )
  assert.equal(firstFocus({ network: NETWORK, outputs }, () => false).k, 0)
})

test("two cells are the same where layer and position are", () => {
  assert.ok(sameFocus({ k: 1, position: [1, 2, 3] }, { k: 1, position: [1, 2, 3] }))
  assert.ok(!sameFocus({ k: 1, position: [1, 2, 3] }, { k: 1, position: [1, 2, 4] }))
  assert.ok(!sameFocus({ k: 1, position: [1] }, { k: 2, position: [1] }))
})

test("keys do not lead to a layer that is covered, and the first cell is of one that is shown", () => {
  const shown = { ...NETWORK, ks: [-1, 0, 1, 2, 3] }
  assert.equal(focusAfter(shown, { k: 3, position: [5] }, { key: "ArrowRight", shiftKey: true }), undefined)
  const outputs = NETWORK.layers.map(({ output_shape: shape }) => new Float32Array(shape.reduce((a, b) => a * b, 1)))
  const reading = { network: NETWORK, outputs }
  const kOf = (/** @type {number[]} */ places) => firstFocus(reading, () => true, places).k
  assert.equal(kOf([-1, 0, 1, 2, 3, 4]), 2)
  assert.equal(kOf([-1, 0, 1]), 0)
  assert.equal(kOf([-1, 3]), 3)
  assert.deepEqual(
    firstFocus(reading, () => true, [-1]),
    PICTURE_CORNER,
  )
})
