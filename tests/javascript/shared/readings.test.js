import assert from "node:assert/strict"
import { test } from "node:test"

import { referredTo, saidBefore } from "../../../cnnviz/ui/components/shared/readings.js"
import { packed } from "../message.js"

test("an answer of few numbers is as short as a reference, and is none", () => {
  const bytes = packed({ reading: "abc", labels: [] }, { input: [1, 2, 3] })
  assert.ok(bytes.length < 200)
  assert.equal(
    referredTo("answer", bytes, () => assert.fail("nothing is missing")),
    bytes,
  )
})

test("who took the drawing away sees what was there before it, unless that was a drawing's answer", () => {
  const reading = packed({ reading: "abc", labels: [] }, { input: [1, 2, 3] })
  assert.equal(saidBefore(reading), reading)
  assert.equal(saidBefore(packed({ reading: "abc", reference: true }, {})), undefined)
  assert.equal(saidBefore(undefined), undefined)
})
