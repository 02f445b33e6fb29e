import assert from "node:assert/strict"
import { test } from "node:test"

import { FUNCTIONS } from "../../../cnnviz/ui/components/shared/functions.js"

test("activation functions of numbers on both sides of zero", () => {
  assert.deepEqual([-2, 0, 3].map(FUNCTIONS.relu.of), [0, 0, 3])
  assert.deepEqual([-2, 0, 3].map(FUNCTIONS.leaky_relu.of), [-0.4, 0, 3])
  assert.equal(FUNCTIONS.sigmoid.of(0), 0.5)
  assert.equal(FUNCTIONS.relu.formula("z"), "max(0, z)")
})
