import assert from "node:assert/strict"
import { test } from "node:test"
import { mapCsv } from "../../../cnnviz/ui/components/shared/download.js"

test("a channel is written row by row", () => {
  const values = Float32Array.from({ length: 12 }, (_, index) => index)
  assert.equal(mapCsv(values, [2, 3, 2], 0), "0,2,4\n6,8,10\n")
  assert.equal(mapCsv(values, [2, 3, 2], 1), "1,3,5\n7,9,11\n")
})

test("a float32 that is read back is the same", () => {
  const values = Float32Array.of(0.1, -1 / 3, 16777217, 1.17549435e-38, 3.4028235e38, 0.30000001192092896)
  const lines = mapCsv(values, [values.length, 1, 1], 0).split("\n")
  assert.equal(lines.pop(), "")
  assert.deepEqual(Float32Array.from(lines, Number), values)
})

test("what is no number, or infinite, is written as NumPy reads it", () => {
  assert.equal(mapCsv([NaN, Infinity, -Infinity], [1, 3, 1], 0), "NaN,inf,-inf\n")
})
