import assert from "node:assert/strict"
import { test } from "node:test"

import { channelOf, heaviest, largestFirst } from "../../../cnnviz/ui/components/shared/order.js"

test("the largest in size come first, whatever their signs, and no more than asked for", () => {
  assert.deepEqual(largestFirst([1, -4, 3, 0, 2]), [1, 2, 4, 0, 3])
  assert.deepEqual(largestFirst([1, -4, 3, 0, 2], 2), [1, 2])
  assert.deepEqual(largestFirst([2, -2, 2]), [0, 1, 2])
})

test("the heaviest number is the first of the largest in size", () => {
  assert.equal(heaviest([1, -4, 4]), 1)
  assert.equal(heaviest(Float64Array.of(0, 0)), 0)
  assert.equal(heaviest([]), 0)
})

test("a channel is every so many numbers", () => {
  assert.deepEqual(channelOf([1, 2, 3, 4, 5, 6], 3, 1), [2, 5])
})
