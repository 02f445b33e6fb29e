import assert from "node:assert/strict"
import { test } from "node:test"

import { cellsOf, cellsText, SIDE } from "../../../cnnviz/ui/components/x_or_o/cells.js"
import { matchText, range } from "../../../cnnviz/ui/components/x_or_o/grid.js"
import { largestOf, windowOf } from "../../../cnnviz/ui/components/x_or_o/steps.js"

test("cells are written as bits, row by row, in hexadecimal digits", () => {
  // As image_to_text of cnnviz/labs/x_or_o_images.py writes the remembered X.
  const text = "000411105010141110400"
  const inked = cellsOf(text).flatMap((isInk, index) => (isInk ? [[Math.floor(index / SIDE), index % SIDE]] : []))
  const diagonals = range(7).flatMap((k) => [
    [k + 1, k + 1],
    [k + 1, 7 - k],
  ])
  const order = (/** @type {number[][]} */ cells) => cells.map(([row, col]) => row * SIDE + col).sort((a, b) => a - b)
  assert.deepEqual(order(inked), [...new Set(order(diagonals))])
  assert.equal(cellsText(cellsOf(text)), text)
})

test("paper alone and ink alone are cells too", () => {
  assert.equal(cellsText(Array.from({ length: 81 }, () => false)), "0".repeat(21))
  assert.equal(cellsText(Array.from({ length: 81 }, () => true)), `1${"f".repeat(20)}`)
  assert.deepEqual(
    cellsOf(`1${"0".repeat(20)}`),
    range(81).map((index) => index === 0),
  )
})

test("matches have two decimals, whole numbers none", () => {
  assert.deepEqual([5 / 9, -1 / 9, 1, -1, 0].map(matchText), ["0.56", "−0.11", "1", "−1", "0"])
})

test("a window has the cells that lie inside the map", () => {
  const map = range(7).map((row) => range(7).map((col) => 10 * row + col))
  assert.deepEqual(windowOf(map, 0, 1, 2), [2, 3, 12, 13])
  assert.deepEqual(windowOf(map, 3, 0, 2), [60, 61])
  assert.deepEqual(windowOf(map, 3, 3, 2), [66])
  assert.deepEqual(windowOf(map, 4, 5, 1), [45])
})

test("the largest of a window is said, and what hangs over the edge", () => {
  assert.equal(largestOf([0, 0.5, 1, 0.25], 1), "The largest of 0, 0.50, 1 and 0.25 is 1.")
  assert.equal(largestOf([0, 1], 1), "The largest of 0 and 1 is 1; the rest of the window hangs over the edge.")
  assert.equal(largestOf([1], 1), "Only 1 lies inside: the rest of the window hangs over the edge.")
})
