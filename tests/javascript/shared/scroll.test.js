import assert from "node:assert/strict"
import { test } from "node:test"

import { scrollFor } from "../../../cnnviz/ui/components/shared/scroll.js"

test("what is in sight stays where it is", () => {
  assert.equal(scrollFor(120, 40, 100, 200), 100)
})

test("what is before or after comes into sight with eight pixels beside it", () => {
  assert.equal(scrollFor(60, 40, 100, 200), 52)
  assert.equal(scrollFor(300, 40, 100, 200), 148)
})

test("what is larger than the room is shown to its end", () => {
  assert.equal(scrollFor(100, 300, 0, 200), 208)
})
