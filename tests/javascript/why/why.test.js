import assert from "node:assert/strict"
import { test } from "node:test"

import { correlationText } from "../../../cnnviz/ui/components/why/cascade.js"
import { paleness } from "../../../cnnviz/ui/components/why/tile.js"
import { loudest } from "../../../cnnviz/ui/components/why/why.js"

/**
 * @param {Float32Array} values
 * @param {number[]} expected
 */
function assertClose(values, expected) {
  assert.equal(values.length, expected.length)
  values.forEach((value, k) => assert.ok(Math.abs(value - expected[k]) < 1e-6, `${value} at ${k}`))
}

test("under the colours paper is white and ink 0.55; what lies beyond the scale is cut", () => {
  assertClose(paleness({ input_shape: [2, 2, 1] }, Float32Array.of(0, 1, 0.5, 1.5)), [1, 0.55, 0.775, 0.55])
})

test("of a colour picture bright pixels stay light: red counts 0.299, green 0.587, blue 0.114", () => {
  const picture = Float32Array.of(0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0)
  assertClose(paleness({ input_shape: [2, 2, 3] }, picture), [0.55, 1, 0.55 + 0.45 * 0.299, 0.55 + 0.45 * 0.587])
})

test("the loudest number is the largest in size, and the first of several", () => {
  assert.deepEqual(loudest(Float32Array.of(1, -2, 0, 0.5, -3, 3), 3), [1, 1])
  assert.deepEqual(loudest(new Float32Array(4), 2), [0, 0])
})

test("a correlation has two digits and a true minus, but for zero; without one there is a dash", () => {
  assert.equal(correlationText(0.987), "0.99")
  assert.equal(correlationText(-0.25), "−0.25")
  assert.equal(correlationText(-0.001), "0.00")
  assert.equal(correlationText(null), "–")
})
