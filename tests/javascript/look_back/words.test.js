import assert from "node:assert/strict"
import { test } from "node:test"

import {
  changedWords,
  figuresWords,
  nearest,
  plotWords,
  shownRuns,
  whenWords,
} from "../../../cnnviz/ui/components/look_back/words.js"

/** @import { Epoch } from "../../../cnnviz/ui/components/train/types.js" */

/** @type {Epoch[]} */
const ROWS = [
  [1, 0.5, 0.8, 0.6, 0.7],
  [2, 0.101, 0.97, 0.1234, 0.962],
]

test("an epoch has its figures", () => {
  assert.equal(
    figuresWords(ROWS, 2),
    "Held-out pictures: 96.2 % right, loss 0.123. Training pictures: 97.0 % right, loss 0.101.",
  )
  assert.equal(figuresWords([[1, 0.5, 0.8, null, null]], 1), "Training pictures: 80.0 % right, loss 0.500.")
})

test("what was not measured is told", () => {
  assert.match(figuresWords(ROWS, 0), /^Its weights are still random/)
  assert.equal(figuresWords(ROWS, 3), "Nothing was measured.")
  assert.equal(whenWords(0), "before it learned")
  assert.equal(whenWords(3), "after epoch 3")
})

test("what was changed is told of all runs but the first", () => {
  const run = { name: "r1", title: "Run 1", changed: "rate 0.003", labels: [], epochs: [], rows: [] }
  assert.equal(changedWords(run, run), "rate 0.003")
  assert.equal(changedWords({ ...run, name: "r2" }, run), "Changed since the run before: rate 0.003")
  assert.equal(changedWords({ ...run, name: "r2", changed: "" }, run), "")
})

test("the plot is told in words", () => {
  const run = { name: "r1", title: "Run 1", changed: "", labels: [], epochs: [0, 1, 2], rows: ROWS }
  assert.equal(
    plotWords([
      { run, epoch: 1 },
      { run: { ...run, title: "Run 2", rows: [] }, epoch: 0 },
    ]),
    "Accuracy on held-out pictures. Run 1: 96.2 % at the end, 70.0 % after epoch 1; Run 2: not measured",
  )
})

test("the nearest epoch is found, of two the earlier one", () => {
  assert.equal(nearest([0, 2, 4, 10], 4), 2)
  assert.equal(nearest([0, 2, 4, 10], 3), 1)
  assert.equal(nearest([0, 2, 4, 10], 99), 3)
  assert.equal(nearest([], 4), 0)
})

test("the newest run is on the left, the one before it on the right", () => {
  assert.deepEqual(shownRuns(["a", "b", "c"], []), ["c", "b"])
  assert.deepEqual(shownRuns(["a"], []), ["a"])
  assert.deepEqual(shownRuns([], ["a"]), [])
})

test("what was chosen stays as long as it is there", () => {
  assert.deepEqual(shownRuns(["a", "b", "c"], ["a", "c"]), ["a", "c"])
  assert.deepEqual(shownRuns(["a", "b", "c"], ["a"]), ["a", "b"])
  assert.deepEqual(shownRuns(["a", "b"], ["gone", "a"]), ["b", "a"])
  assert.deepEqual(shownRuns(["a", "b"], ["a", "a"]), ["a", "a"])
})
