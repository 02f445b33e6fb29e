import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"

import { afterPause, finishWaiting } from "../../../cnnviz/ui/components/shared/pause.js"

mock.timers.enable({ apis: ["setTimeout"] })

const act = mock.fn()
const ask = afterPause(act, 150)
beforeEach(() => act.mock.resetCalls())

test("what is asked for often is done once, after a pause", () => {
  ask()
  mock.timers.tick(100)
  ask()
  mock.timers.tick(149)
  assert.equal(act.mock.callCount(), 0)
  mock.timers.tick(1)
  assert.equal(act.mock.callCount(), 1)
  ask(true)
  mock.timers.tick(999)
  assert.equal(act.mock.callCount(), 1)
  mock.timers.tick(1)
  assert.equal(act.mock.callCount(), 2)
})

test("what waits can be done at once, and then is done", () => {
  finishWaiting()
  assert.equal(act.mock.callCount(), 0)
  ask()
  finishWaiting()
  assert.equal(act.mock.callCount(), 1)
  mock.timers.tick(1000)
  assert.equal(act.mock.callCount(), 1)
})
