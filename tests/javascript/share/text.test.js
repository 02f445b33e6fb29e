import assert from "node:assert/strict"
import { test } from "node:test"

import { rowsOf } from "../../../cnnviz/ui/components/share/text.js"

test("a text gets a row for each of its lines, more for long ones, and no more than there may be", () => {
  assert.equal(rowsOf("http://a.b", 5), 1)
  assert.equal(rowsOf("one\n\nthree\n", 14), 3)
  assert.equal(rowsOf(`${"x".repeat(37)}\ny`, 14), 3)
  assert.equal(rowsOf("x".repeat(2000), 5), 5)
})
