import assert from "node:assert/strict"
import { test } from "node:test"

import { sumOfProducts, termsLeft } from "../../../cnnviz/ui/components/by_hand/sums.js"
import { bracketed, plainNumber, typed } from "../../../cnnviz/ui/components/matrix/matrix.js"

test("plain numbers have no needless zeros and a true minus", () => {
  assert.deepEqual([429, 0.3, -12.25, 1 / 3, -0.001].map((value) => plainNumber(value)), ["429", "0.3", "−12.25", "0.33", "0"]) // prettier-ignore
  assert.equal(plainNumber(1 / 3, 4), "0.3333")
  assert.deepEqual([bracketed(-0.5), bracketed(0.5), bracketed(-1 / 3, 2)], ["(−0.5)", "0.5", "(−0.33)"])
})

test("typed numbers are read as Python reads them", () => {
  assert.deepEqual([" 1,5 ", "−2", "1e3"].map(typed), [1.5, -2, 1000])
  for (const text of ["", "  ", "x", "1 2"]) assert.ok(Number.isNaN(typed(text)), text)
})

test("a window's sum is written out, and without its zeros", () => {
  assert.deepEqual(sumOfProducts([18, 54, 3], [1, 0, -1]), ["18 · 1", "+ 54 · 0", "+ 3 · (−1)"])
  assert.equal(termsLeft([18, 0, -3], 15), "Without the zeros: 18 + (−3) = ")
  assert.equal(termsLeft([0, 0], 0), "")
  assert.equal(termsLeft([1, 2], 3), "")
})
