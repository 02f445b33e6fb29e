import assert from "node:assert/strict"
import { test } from "node:test"

import { binsOf, rounded, ticks } from "../../../cnnviz/ui/components/looks/histogram.js"

test("a bin is as wide as a step, the first begins at first times the step, and empty ones at the end are left out", () => {
  assert.deepEqual(binsOf({ first: -2, step: 0.5, counts: [3, 0, 7, 1, 0, 0], total: 11 }), [
    { from: -1, to: -0.5, count: 3 },
    { from: -0.5, to: 0, count: 0 },
    { from: 0, to: 0.5, count: 7 },
    { from: 0.5, to: 1, count: 1 },
  ])
})

test("no bin where there are no values", () => {
  assert.deepEqual(binsOf({ first: 0, step: 1, counts: [0, 0], total: 0 }), [])
})

/**
 * The numbers of an axis as they are written: zero has no sign.
 * @param {number} low
 * @param {number} high
 */
function axis(low, high) {
  return ticks(low, high).map((value) => Number(value.toPrecision(6)) + 0)
}

test("an axis has numbers at multiples of 1, 2 or 5 times a power of ten, with both ends", () => {
  assert.deepEqual(axis(0, 8), [0, 1, 2, 3, 4, 5, 6, 7, 8])
  assert.deepEqual(axis(-1, 10), [0, 2, 4, 6, 8, 10])
  assert.deepEqual(axis(0, 30), [0, 5, 10, 15, 20, 25, 30])
  assert.deepEqual(axis(-35, 42), [-30, -20, -10, 0, 10, 20, 30, 40])
  assert.deepEqual(axis(0, 0.031), [0, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03])
})

test("an axis of one value has that number", () => {
  assert.deepEqual(axis(0, 0), [0])
})

test("a value has the digits that its bin's width needs, and a true minus", () => {
  assert.equal(rounded(1.25, 0.05), "1.25")
  assert.equal(rounded(-0.1 - 0.2, 0.1), "−0.3")
  assert.equal(rounded(12, 2), "12")
  assert.equal(rounded(0.003, 0.001), "0.003")
})
