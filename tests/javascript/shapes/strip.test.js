import assert from "node:assert/strict"
import { test } from "node:test"

import { volumeSize } from "../../../cnnviz/ui/components/shapes/strip.js"

/**
 * @param {ReturnType<typeof volumeSize>} size
 * @param {ReturnType<typeof volumeSize>} expected
 */
function assertClose(size, expected) {
  for (const [name, value] of Object.entries(expected)) {
    const drawn = Object.entries(size).find(([other]) => other === name)?.[1] ?? NaN
    assert.ok(Math.abs(drawn - value) < 1e-9, `${name}: ${drawn}`)
  }
}

test("the input is 62 pixels high; a map with a quarter of its side is half as high", () => {
  assertClose(volumeSize([28, 28, 1], 28, 200), { height: 62, thick: 2.4, dx: 24.8, dy: 62 * 0.34 })
  assertClose(volumeSize([7, 7, 16], 28, 200), { height: 31, thick: 9.6, dx: 12.4, dy: 31 * 0.34 })
})

test("no map is lower than 5 pixels", () => {
  assert.equal(volumeSize([1, 1, 4], 224, 200).height, 5)
})

test("what is wider than the room is squeezed, but to no less than 3 pixels", () => {
  // 2.4 · √400 = 48 and 24.8 beside it: 60 pixels leave 35.2 for the front.
  assertClose(volumeSize([28, 28, 400], 28, 60), { height: 62, thick: 35.2, dx: 24.8, dy: 62 * 0.34 })
  assertClose(volumeSize([28, 28, 400], 28, 10), { height: 62, thick: 3, dx: 7, dy: 62 * 0.34 })
})
