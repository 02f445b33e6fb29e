import assert from "node:assert/strict"
import { test } from "node:test"

import { productsOf, resultsOf, strongest } from "../../../cnnviz/ui/components/sliding/results.js"

const CASE = { name: "one", title: "One", weights: [[1]], texts: [["1"]], output: [[1, -4], [3, 2]] } // prettier-ignore

test("each of the weights has a result, and all of them together", () => {
  const other = { ...CASE, name: "two", title: "Two", output: [[0.5]] }
  assert.deepEqual(resultsOf([CASE, other], null), [
    { title: "One", output: CASE.output, values: [1, -4, 3, 2], limit: 4 },
    { title: "Two", output: [[0.5]], values: [0.5], limit: 0.5 },
  ])
  assert.deepEqual(resultsOf([CASE], { title: "both", output: [[7]] })[1], {
    title: "both",
    output: [[7]],
    values: [7],
    limit: 7,
  })
})

test("the strongest value is the largest in size, the first of equal ones", () => {
  assert.equal(strongest([1, -4, 3, 4]), 1)
  assert.equal(strongest([0, 0]), 0)
})

test("a window's products are written out, with zeros outside the picture", () => {
  const picture = [
    [1, 2],
    [3, 4],
  ]
  const weights = [
    [1, -1],
    [0.5, 0],
  ]
  assert.equal(productsOf(picture, weights, 0, 0), "1 · 1 + 2 · (−1) + 3 · 0.5 + 4 · 0")
  assert.equal(productsOf(picture, weights, 1, -1), "0 · 1 + 3 · (−1) + 0 · 0.5 + 0 · 0")
})
