import assert from "node:assert/strict"
import { test } from "node:test"

import { scaleLimits } from "../../../cnnviz/ui/components/network_map/scales.js"
import { layOut, mapBox } from "../../../cnnviz/ui/components/network_map/layout.js"
import { isInk } from "../../../cnnviz/ui/components/scene/steps.js"
import { inputLimit, pixelPlace, pixelWords } from "../../../cnnviz/ui/components/shared/picture.js"
import { paleness } from "../../../cnnviz/ui/components/why/tile.js"

/** @import { PictureReader } from "../../../cnnviz/ui/components/shared/types.js" */

/** @type {PictureReader} */
const NUMBERS = { input_shape: [1, 47, 1], reads: "numbers" }
/** @type {PictureReader} */
const DIGITS = { input_shape: [28, 28, 1], reads: "digits" }

test("a pixel has a row and a column, a number says which it is", () => {
  assert.equal(pixelPlace(NUMBERS, 0, 12), "number 12")
  assert.equal(pixelPlace(DIGITS, 3, 12), "row 3, column 12")
  assert.equal(pixelPlace(DIGITS, 3, 12, "col"), "row 3, col 12")
  assert.equal(pixelWords(NUMBERS).name, "value")
})

test("the scale of numbers ends at the largest of either sign, that of pixels at 1", () => {
  assert.equal(inputLimit(NUMBERS, [0.5, -30, NaN, 2]), 30)
  assert.equal(inputLimit(NUMBERS, [0, 0]), 1)
  assert.equal(inputLimit(DIGITS, [0.5, 0.2]), 1)
  const network = { ...NUMBERS, name: "n", base: "n", labels: [], reads: /** @type {const} */ ("numbers"), layers: [] }
  const input = Float32Array.of(3, -7)
  // @ts-expect-error: no more of a network is looked at.
  assert.deepEqual(scaleLimits({ network, outputs: [], input }, [], "layer"), [[7]])
})

test("numbers are no ink, and no picture shines through the colours of a map of them", () => {
  assert.equal(isInk({ network: DIGITS }, -1), true)
  assert.equal(isInk({ network: NUMBERS }, -1), false)
  assert.deepEqual([...paleness({ input_shape: [1, 3, 1], reads: "numbers" }, Float32Array.of(5, -5, 1))], [1, 1, 1])
})

for (const count of [2, 9, 47, 4095]) {
  test(`a row of ${count} numbers leaves room for the layers behind it`, () => {
    const layers = [
      { output_shape: [count], name: "flatten_numbers" },
      { output_shape: [64], name: "dense" },
    ]
    const network = { ...NUMBERS, input_shape: [1, count, 1], labels: [], layers }
    const { columns } = layOut(network, 1100, 400, 0)
    const box = mapBox(columns[0])
    assert.ok(box.width <= 430 && box.height <= 24)
    assert.ok(columns[1].x >= box.x + box.width)
  })
}
