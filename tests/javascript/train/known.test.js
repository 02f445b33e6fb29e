import assert from "node:assert/strict"
import { test } from "node:test"

import { continued, joined, sameRecipe } from "../../../cnnviz/ui/components/train/known.js"

/** @import { TrainHeader } from "../../../cnnviz/ui/components/train/types.js" */

/**
 * @param {Partial<TrainHeader>} more
 * @returns {TrainHeader}
 */
function header(more) {
  return { run: "r1", status: "running", step: 0, ...more }
}

/** @param {number[]} values */
const floats = (...values) => Float32Array.from(values)

test("numbers go on where an answer begins", () => {
  assert.deepEqual(continued(floats(1, 2), floats(3, 4), 2), floats(1, 2, 3, 4))
  assert.deepEqual(continued(undefined, floats(1), 0), floats(1))
  assert.deepEqual(continued(floats(1, 2), undefined, 2), floats(1, 2))
})

test("of what overlaps the answer counts, and what lies beyond it stays", () => {
  assert.deepEqual(continued(floats(1, 2, 3), floats(20, 30, 40), 1), floats(1, 20, 30, 40))
  assert.deepEqual(continued(floats(1, 2, 3), floats(20), 1), floats(1, 20, 3))
})

test("what is missing between is no number", () => {
  assert.deepEqual(continued(floats(1), floats(4), 3), floats(1, NaN, NaN, 4))
})

test("an answer adds its batches and replaces the rest; what it leaves out stays", () => {
  const first = joined(undefined, header({ labels: ["a", "b"], step: 2, since: 0 }), {
    loss: floats(2, 1),
    accuracy: floats(0.5, 0.6),
    kernels: floats(1),
    input: floats(7),
  })
  const second = joined(first, header({ step: 3, since: 2 }), {
    loss: floats(0.5),
    accuracy: floats(0.75),
    kernels: floats(9),
  })
  assert.deepEqual(second.loss, floats(2, 1, 0.5))
  assert.deepEqual(second.accuracy, floats(0.5, 0.6, 0.75))
  assert.deepEqual(second.arrays, { kernels: floats(9), input: floats(7) })
  assert.deepEqual(second.header.labels, ["a", "b"])
  assert.equal(second.header.step, 3)
  assert.deepEqual(first.loss, floats(2, 1))
})

test("of another run nothing is kept", () => {
  const first = joined(undefined, header({ labels: ["a"], since: 0 }), { loss: floats(2, 1), input: floats(7) })
  const other = joined(first, header({ run: "r2", since: 0 }), { loss: floats(5) })
  assert.deepEqual(other.loss, floats(5))
  assert.deepEqual(other.arrays, {})
  assert.equal(other.header.labels, undefined)
})

test("recipes are the same in whatever order, and another where any number is", () => {
  assert.ok(sameRecipe({ rate: 1, layers: ["c", { a: 1, b: 2 }] }, { layers: ["c", { b: 2, a: 1 }], rate: 1 }))
  assert.ok(!sameRecipe({ rate: 1 }, { rate: 2 }))
  assert.ok(!sameRecipe({ classes: [1, 2] }, { classes: [2, 1] }))
  assert.ok(sameRecipe(null, null))
})
