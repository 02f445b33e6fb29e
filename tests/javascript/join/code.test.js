import assert from "node:assert/strict"
import { test } from "node:test"

import { readCode } from "../../../cnnviz/ui/components/join/code.js"

test("a code is read in any case, with spaces, hyphens and look-alikes", () => {
  assert.equal(readCode(" kt-r m"), "KTRM")
  assert.equal(readCode("5TR1"), "STRL")
  assert.equal(readCode("08I2"), "QBLZ")
})

test("what is no code is none", () => {
  for (const text of ["", "KTR", "KTRMB", "KATE", "K.RM", "K".repeat(41)]) assert.equal(readCode(text), undefined, text)
})
