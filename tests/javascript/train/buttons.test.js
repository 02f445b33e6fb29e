import assert from "node:assert/strict"
import { test } from "node:test"

import { pauseAfter } from "../../../cnnviz/ui/components/train/ask.js"
import { buttonsOf } from "../../../cnnviz/ui/components/train/buttons.js"
import { apart } from "../../../cnnviz/ui/components/train/plot.js"

test("the primary button starts, pauses and goes on", () => {
  assert.deepEqual(buttonsOf("idle", true, false).start, { text: "Start", can: true, there: true, does: "start" })
  assert.equal(buttonsOf("idle", false, false).start.can, false)
  assert.deepEqual(buttonsOf("running", true, false).start, { text: "Pause", can: true, there: true, does: "pause" })
  assert.deepEqual(buttonsOf("paused", true, false).start, { text: "Go on", can: true, there: true, does: "go" })
  assert.equal(buttonsOf("building", true, false).start.can, false)
})

test("other settings start anew, and the training that there is can still go on", () => {
  const { start, go } = buttonsOf("paused", true, true)
  assert.deepEqual([start.text, start.does], ["Start with these settings", "start"])
  assert.deepEqual([go.there, go.text, go.can], [true, "Go on", true])
  assert.equal(buttonsOf("paused", true, false).go.there, false)
  // Settings that cannot be trained do not take the button away.
  assert.equal(buttonsOf("paused", false, true).start.text, "Go on")
})

test("what is over begins again", () => {
  const over = buttonsOf("done", true, false)
  assert.deepEqual(
    [over.start.there, over.again, over.againFirst, over.stop, over.one, over.rate],
    [false, true, true, false, false, false],
  )
  assert.equal(buttonsOf("done", true, true).start.text, "Start with these settings")
})

test("the server is asked often while something happens that somebody sees, and not at all once nothing can change", () => {
  assert.equal(pauseAfter("running", true), 250)
  assert.equal(pauseAfter("waiting", true), 250)
  assert.equal(pauseAfter("running", false), 2000)
  assert.equal(pauseAfter("paused", true), 2000)
  assert.equal(pauseAfter("done", true), 2000)
  assert.equal(pauseAfter("stopped", true), undefined)
  assert.equal(pauseAfter("failed", true), undefined)
  assert.equal(pauseAfter(undefined, true), 1000)
})

test("the names of lines that end side by side are not written upon each other", () => {
  const label = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) => ({
    text,
    x,
    y,
    name: "",
  })
  const placed = apart([label("b", 100, 52), label("a", 100, 50), label("c", 400, 51)])
  const at = Object.fromEntries(placed.map(({ text, y }) => [text, y]))
  assert.deepEqual(at, { a: 50, b: 65, c: 51 })
})
