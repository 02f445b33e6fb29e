import assert from "node:assert/strict"
import { test } from "node:test"

import { productsSign } from "../../../cnnviz/ui/components/matrix/matrix.js"

test("products add up to what is written, or nearly", () => {
  assert.equal(productsSign([18, 54, 51], [1, 0, -1], -33), "=")
  assert.equal(productsSign([100, 100, 100], [1 / 9, 1 / 9, 1 / 9], 100 / 3), "≈")
})
