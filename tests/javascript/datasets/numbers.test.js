import assert from "node:assert/strict"
import { test } from "node:test"

import { pictureTitle } from "../../../cnnviz/ui/components/datasets/grid.js"
import { byteAt, liveliest, neighbours } from "../../../cnnviz/ui/components/datasets/numbers.js"

test("the pixels around one come row by row, null beyond the edges", () => {
  assert.deepEqual(neighbours([2, 3, 1], [0, 2], 1), [null, null, null, [0, 1], [0, 2], null, [1, 1], [1, 2], null])
  assert.deepEqual(neighbours([5, 5, 1], [2, 3], 0), [[2, 3]])
})

test("a byte stands at row, column and channel", () => {
  // 2 rows, 3 columns, 3 channels: the byte is row 100 + column 10 + channel.
  const values = Uint8Array.from(
    { length: 18 },
    (_, k) => 100 * Math.floor(k / 9) + 10 * (Math.floor(k / 3) % 3) + (k % 3),
  )
  assert.equal(byteAt(values, [2, 3, 3], [1, 2], 0), 120)
  assert.equal(byteAt(values, [2, 3, 3], [0, 1], 2), 12)
})

test("the liveliest pixel has many different numbers around it", () => {
  const values = new Uint8Array(10 * 10)
  // A gradient in the corner, far from the middle, counts for more than a flat square in the middle.
  ;[20, 60, 100, 140, 180, 220].forEach((value, k) => (values[(1 + Math.floor(k / 3)) * 10 + 6 + (k % 3)] = value))
  for (const row of [4, 5]) for (const col of [4, 5]) values[row * 10 + col] = 255
  const [row, col] = liveliest(values, [10, 10, 1])
  assert.ok(row >= 1 && row <= 2 && col >= 6 && col <= 7, `${row}, ${col}`)
})

test("of a picture that is the same everywhere it is the middle", () => {
  assert.deepEqual(liveliest(new Uint8Array(64).fill(9), [8, 8, 1]), [4, 4])
})

test("of a colour picture green counts", () => {
  const values = new Uint8Array(9 * 9 * 3)
  for (let k = 0; k < 9; k++) values[((1 + Math.floor(k / 3)) * 9 + 5 + (k % 3)) * 3] = 20 * k
  assert.deepEqual(liveliest(values, [9, 9, 3]), [4, 4])
  for (let k = 0; k < 9; k++) values[((1 + Math.floor(k / 3)) * 9 + 5 + (k % 3)) * 3 + 1] = 20 * k
  assert.deepEqual(liveliest(values, [9, 9, 3]), [2, 6])
})

test("a picture is called by its place in the whole test set; a training picture and a free one have none", () => {
  assert.equal(pictureTitle({ part: "test", indices: [3, 9999] }, 1), "Test picture 9,999")
  assert.equal(pictureTitle({ part: "test", indices: [-1] }, 0), "A free picture")
  assert.equal(pictureTitle({ part: "training", indices: [] }, 5), "Training picture")
})
