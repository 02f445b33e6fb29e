import assert from "node:assert/strict"
import { test } from "node:test"

import { apart, shortened } from "../../../cnnviz/ui/components/train/plot.js"

test("a title at the end of a line is short", () => {
  assert.equal(shortened("Run 3"), "Run 3")
  assert.equal(shortened("From scratch"), "From scratch")
  assert.equal(shortened("On top of cifar_vgg's features"), "On top of…")
  assert.ok(shortened("x".repeat(40)).length <= 12)
})

test("the names of three lines that end alike do not lie upon each other", () => {
  const labels = ["held", "beside", "training"].map((name) => ({ name, text: name, x: 300, y: 100 }))
  const heights = apart(labels).map(({ y }) => y)
  assert.deepEqual(heights, [100, 115, 130])
})
