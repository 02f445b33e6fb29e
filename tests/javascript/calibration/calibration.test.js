import assert from "node:assert/strict"
import { test } from "node:test"

import { partsOf, plotIn } from "../../../cnnviz/ui/components/calibration/bars.js"
import { binAfter } from "../../../cnnviz/ui/components/calibration/calibration.js"
import { range, sentence, summary } from "../../../cnnviz/ui/components/calibration/words.js"

const EMPTY = { from: 0.3, to: 0.4, count: 0, right: 0, sure: 0 }
const OVER = { from: 0.8, to: 0.9, count: 1000, right: 700, sure: 850 }
const UNDER = { from: 0.5, to: 0.6, count: 1, right: 1, sure: 0.55 }

test("a bin is said with its count, how many were right, and the mean confidence", () => {
  assert.equal(sentence(OVER, 10), "80–90 % sure: 1,000 pictures, 700 read right, 70 %; on average 85 % sure.")
  assert.equal(sentence(UNDER, 10), "50–60 % sure: 1 picture, 1 read right, 100 %; on average 55 % sure.")
})

test("an empty bin says so, and why where it must be empty", () => {
  assert.equal(sentence(EMPTY, 10), "30–40 % sure: no picture.")
  assert.equal(sentence(EMPTY, 2), "30–40 % sure: no picture: with 2 classes an answer has at least 50 %.")
  assert.equal(range({ ...EMPTY, from: 0.6, to: 0.7 }), "60–70 %")
})

test("a bin that ends where answers begin need not be empty", () => {
  assert.equal(sentence({ ...EMPTY, from: 0.4, to: 0.5 }, 2), "40–50 % sure: no picture.")
})

test("the summary leaves empty bins out", () => {
  assert.equal(
    summary("mnist_lab", [EMPTY, UNDER, OVER]),
    "How often mnist_lab was right, by how sure it was: 50–60 % sure, 100 % right; 80–90 % sure, 70 % right. " +
      "The table below has all numbers.",
  )
})

test("a bar says what is missing, or goes on beyond its mark", () => {
  assert.deepEqual(partsOf(OVER), [
    { name: "right", from: 0, to: 0.7 },
    { name: "missing", from: 0.7, to: 0.85 },
  ])
  assert.deepEqual(partsOf(UNDER), [
    { name: "right", from: 0, to: 0.55 },
    { name: "beyond", from: 0.55, to: 1 },
  ])
  assert.deepEqual(partsOf(EMPTY), [])
})

test("ten bins fit into any room", () => {
  for (const room of [320, 640, 1400]) {
    const { width, left, side } = plotIn(room)
    assert.ok(width <= room && left + 10 * side <= width)
    assert.ok(side >= 24)
  }
})

test("arrow keys lead from bar to bar, Home and End to the ends, others nowhere", () => {
  assert.equal(binAfter("ArrowRight", 8, 10), 9)
  assert.equal(binAfter("ArrowRight", 9, 10), 9)
  assert.equal(binAfter("ArrowLeft", 0, 10), 0)
  assert.equal(binAfter("Home", 7, 10), 0)
  assert.equal(binAfter("End", 2, 10), 9)
  assert.equal(binAfter("ArrowUp", 2, 10), undefined)
  assert.equal(binAfter("Enter", 2, 10), undefined)
})
