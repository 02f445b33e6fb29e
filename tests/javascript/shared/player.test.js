import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"

import { createPlayer } from "../../../cnnviz/ui/components/shared/player.js"

/** What waits for the next frame. @type {FrameRequestCallback | undefined} */
let next
let now = 0

/** @param {number} milliseconds */
function frameAfter(milliseconds) {
  now += milliseconds
  const frame = next
  next = undefined
  frame?.(now)
}

beforeEach(() => {
  now = 0
  next = undefined
  mock.method(performance, "now", () => now)
  globalThis.requestAnimationFrame = (frame) => {
    next = frame
    return 1
  }
  globalThis.cancelAnimationFrame = () => (next = undefined)
})
afterEach(() => mock.restoreAll())

/** @param {Partial<Parameters<typeof createPlayer>[0]>} [on] */
const playerOf = (on) => createPlayer({ onFrame: () => {}, onEnd: () => {}, isShown: () => true, ...on })

test("a layer is played at its speed, and ends by itself", () => {
  const onEnd = mock.fn()
  const player = playerOf({ onEnd })
  player.load(6)
  player.speed = 20
  player.play()
  frameAfter(100)
  assert.deepEqual([player.revealed, player.playing], [2, true])
  frameAfter(100)
  frameAfter(100)
  assert.deepEqual([player.revealed, player.playing, onEnd.mock.callCount()], [6, false, 1])
  frameAfter(100)
  assert.equal(onEnd.mock.callCount(), 1)
})

test("what is out of sight waits, and goes on where it was", () => {
  let isInView = false
  const player = playerOf({ isInView: () => isInView })
  player.load(100)
  player.speed = 20
  player.play()
  frameAfter(100)
  frameAfter(100)
  assert.deepEqual([player.revealed, player.playing], [0, true])
  isInView = true
  frameAfter(100)
  assert.deepEqual([player.revealed, player.playing], [2, true])
})

test("what is gone from the page does not play on", () => {
  let isShown = true
  const player = playerOf({ isShown: () => isShown })
  player.load(100)
  player.play()
  isShown = false
  frameAfter(100)
  assert.equal(player.playing, false)
  assert.equal(next, undefined)
})
