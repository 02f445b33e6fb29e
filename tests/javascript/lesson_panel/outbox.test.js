import assert from "node:assert/strict"
import { test } from "node:test"

import {
  afterHearing,
  courseKey,
  nextToSend,
  refusedAgain,
  withAnswer,
  withinBounds,
} from "../../../cnnviz/ui/components/lesson_panel/outbox.js"

/** @import { Kept } from "../../../cnnviz/ui/components/join/place.js" */

const ONE = { step: 1, round: 1, text: "0", sure: 0, drawing: "" }
const TWO = { step: 2, round: 1, text: "1", sure: 3, drawing: "" }

/** @returns {Kept[]} */
function two() {
  return withAnswer(withAnswer([], ONE, 10), TWO, 20)
}

test("the last answer to a step in a round counts, and the oldest is sent first", () => {
  const again = withAnswer(two(), { ...ONE, text: "2" }, 30)
  assert.deepEqual(
    again.map(({ step, text }) => [step, text]),
    [
      [2, "1"],
      [1, "2"],
    ],
  )
  assert.equal(nextToSend(again)?.step, 2)
  assert.equal(withAnswer(two(), { ...ONE, round: 2 }, 30).length, 3)
})

test("what is heard counts for what was sent, not for what took its place", () => {
  const heard = { status: 200, sentence: "" }
  const [sent] = two()
  assert.equal(afterHearing(two(), sent, heard)[0].state, "sent")
  const newer = withAnswer(two(), { ...ONE, text: "2" }, 30)
  assert.ok(afterHearing(newer, sent, heard).every(({ state }) => state === "waiting"))
})

test("what may succeed later waits on, and the rest is refused with its sentence", () => {
  const [sent] = two()
  for (const status of [0, 404, 429, 500, 503]) {
    assert.equal(afterHearing(two(), sent, { status, sentence: "No." })[0].state, "waiting", String(status))
  }
  for (const status of [400, 409, 413]) {
    const [first] = afterHearing(two(), sent, { status, sentence: "No." })
    assert.deepEqual([first.state, first.why], ["refused", "No."], String(status))
  }
  const refused = afterHearing(two(), sent, { status: 409, sentence: "No." })
  assert.equal(nextToSend(refused)?.step, 2)
  assert.equal(nextToSend(refusedAgain(refused))?.step, 1)
})

test("only what decides whether answers are taken makes another course", () => {
  const view = /** @type {any} */ ({ version: 1, pace: "own", step: 0, paused: false, again: [], shown: [], flags: [] })
  assert.equal(courseKey(view), courseKey({ ...view, version: 2, flags: [3], look: "draw" }))
  for (const other of [{ paused: true }, { step: 1 }, { pace: "teacher" }, { again: [1] }]) {
    assert.notEqual(courseKey(view), courseKey({ ...view, ...other }))
  }
})

test("drawings that are too much are dropped, the oldest first, and never one that is not sent", () => {
  const drawn = [1, 2, 3].map((step) => ({ ...ONE, step, drawing: "x".repeat(10), why: "", at: 0 }))
  const answers = drawn.map((answer) => ({ ...answer, state: /** @type {"sent" | "waiting"} */ ("sent") }))
  const place = { token: "", mark: "", answers, at: 0 }
  assert.deepEqual(
    withinBounds(place, 20).answers.map(({ drawing }) => drawing.length),
    [0, 10, 10],
  )
  answers[0].state = "waiting"
  assert.deepEqual(
    withinBounds(place, 5).answers.map(({ drawing }) => drawing.length),
    [10, 0, 0],
  )
})
