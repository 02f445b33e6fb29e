import assert from "node:assert/strict"
import { test } from "node:test"

import { referredTo } from "../../../cnnviz/ui/components/shared/readings.js"
import { packed } from "../message.js"

test("an answer of few numbers is as short as a reference, and is none", () => {
  const bytes = packed({ reading: "abc", labels: [] }, { input: [1, 2, 3] })
  assert.ok(bytes.length < 200)
  assert.equal(
    referredTo("answer", bytes, () => assert.fail("nothing is missing")),
    bytes,
  )
})
