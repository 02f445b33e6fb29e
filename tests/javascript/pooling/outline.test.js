import assert from "node:assert/strict"
import { test } from "node:test"

import { outlineOf } from "../../../cnnviz/ui/components/pooling/outline.js"

/** @param {number[]} cells */
const among = (cells) => (/** @type {number} */ index) => cells.includes(index)

/**
 * The edges of a path, in no order.
 * @param {string} path
 */
const edges = (path) => (path.match(/M[^M]+/g) ?? []).sort()

test("a cell has four edges", () => {
  assert.deepEqual(edges(outlineOf([2, 3], among([4]))), ["M1 1h1", "M1 1v1", "M1 2h1", "M2 1v1"])
})

test("no line goes between two of the cells", () => {
  const path = edges(outlineOf([1, 2], among([0, 1])))
  assert.equal(path.length, 6)
  assert.ok(!path.includes("M1 0v1"))
})

test("cells at the ends of two rows are no neighbours", () => {
  assert.equal(edges(outlineOf([2, 2], among([1, 2]))).length, 8)
})

test("no cell, no path", () => {
  assert.equal(
    outlineOf([3, 3], () => false),
    "",
  )
})
