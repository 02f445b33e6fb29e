import assert from "node:assert/strict"
import test from "node:test"
import { Wanted } from "../../../cnnviz/ui/components/class_room/wanted.js"

test("what was set stays until the room says so, though answers from before still come", async () => {
  /** @type {(isDone: boolean) => void} */
  let finish = () => {}
  const wanted = new Wanted(() => new Promise((resolve) => (finish = resolve)))
  assert.equal(wanted.shown(false), false)
  const done = wanted.want(true)
  assert.equal(wanted.shown(false), true)
  finish(true)
  await done
  assert.equal(wanted.shown(false), true)
  assert.equal(wanted.shown(true), true)
  assert.equal(wanted.shown(false), false, "another window has set it back")
})

test("what was refused goes back to what the room says", async () => {
  const wanted = new Wanted(async () => false)
  await wanted.want(true)
  assert.equal(wanted.shown(false), false)
})

test("what never comes is not shown for ever", async () => {
  const wanted = new Wanted(async () => true)
  await wanted.want("own")
  assert.deepEqual(
    [1, 2, 3].map(() => wanted.shown("teacher")),
    ["own", "own", "teacher"],
  )
})
