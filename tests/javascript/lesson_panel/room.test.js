import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { asked, beginAnew, server } from "../join/browser.js"
import { forgetPlace, keepPlace, placeOf } from "../../../cnnviz/ui/components/join/place.js"
import { Room } from "../../../cnnviz/ui/components/lesson_panel/room.js"

const VIEW = {
  ...{ version: 7, lesson: "lesson", variant: 0, pace: "own", step: 0, paused: false, again: [], nicknames: false },
  ...{ look: null, nickname: "", flags: [], answers: [], tasks: [], shown: [] },
}
const ANSWER = { step: 3, round: 1, text: "16", sure: 0, drawing: "" }
const SEEN = { status: 200, body: VIEW }
const GONE = { status: 404, body: { sentence: "You have no place in this room." } }

/** @returns {Room} One that the browser has a place in. */
function room() {
  keepPlace("KTRM", { token: "t1", mark: "m1", answers: [], at: 0 })
  const made = new Room("KTRM")
  made.reach = "here"
  return made
}

/** Wait until what was begun by itself is done. */
async function settled() {
  for (let k = 0; k < 20; k++) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(() => {
  beginAnew()
  forgetPlace("KTRM")
})

test("it says what it has seen, and nothing new is no news", async () => {
  const here = room()
  server.answer = (path) => (path.includes("seen=7") ? { status: 204 } : SEEN)
  let news = 0
  here.heard = () => (news += 1)
  await here.ask()
  await here.ask()
  clearTimeout(here.timer)
  assert.deepEqual(
    asked.map(({ path }) => path),
    ["/KTRM/student", "/KTRM/student?seen=7"],
  )
  assert.equal(news, 1)
  assert.deepEqual(here.view, VIEW)
})

test("an answer is sent at once, and told to be there", async () => {
  const here = room()
  server.answer = () => ({ status: 200, body: { number: 1, round: 1 } })
  here.answer(ANSWER)
  await settled()
  assert.deepEqual(asked[0], { path: "/KTRM/answer", body: { token: "t1", step: 3, round: 1, text: "16", sure: 0 } })
  assert.equal(here.answers[0].state, "sent")
})

test("an answer outlasts a server that is away, and a reload, and is sent then", async () => {
  const here = room()
  here.answer(ANSWER)
  await settled()
  assert.equal(here.answers[0].state, "waiting")
  await here.ask()
  assert.equal(here.reach, "away")
  const reloaded = new Room("KTRM")
  server.answer = (path) => (path.endsWith("/answer") ? { status: 200, body: {} } : SEEN)
  await reloaded.ask()
  await reloaded.ask()
  await settled()
  assert.equal(reloaded.answers[0].state, "sent")
})

test("what is refused says why, and is sent again once the teacher goes on", async () => {
  const here = room()
  let paused = true
  server.answer = (path) => {
    if (path.endsWith("/answer")) {
      return paused ? { status: 409, body: { sentence: "Paused." } } : { status: 200, body: {} }
    }
    return { status: 200, body: { ...VIEW, version: paused ? 7 : 8, paused } }
  }
  await here.ask()
  here.answer(ANSWER)
  await settled()
  assert.deepEqual([here.answers[0].state, here.answers[0].why], ["refused", "Paused."])
  await here.ask()
  await settled()
  assert.equal(here.answers[0].state, "refused")
  paused = false
  here.spoke = -Infinity
  await here.ask()
  await settled()
  assert.equal(here.answers[0].state, "sent")
})

test("a room that is gone may come back with all answers; one of another mark is not it", async () => {
  const here = room()
  let mark = ""
  server.answer = (path) => {
    if (!path.endsWith("/join")) return mark === "m1" ? SEEN : GONE
    return mark ? { status: 200, body: { token: "t1", mark } } : GONE
  }
  await here.ask()
  assert.equal(here.reach, "gone")
  assert.ok(!here.isOver)
  mark = "m1"
  await here.ask()
  assert.equal(here.reach, "here")
  mark = "m2"
  await here.ask()
  assert.equal(here.reach, "gone")
  assert.ok(here.isOver)
  assert.equal(placeOf("KTRM"), undefined)
  const before = asked.length
  await here.ask()
  assert.equal(asked.length, before)
})

test("a room that lets nobody in is asked no more, and one that is away is", async () => {
  const here = new Room("KTRM")
  await here.ask()
  assert.equal(here.reach, "joining")
  server.answer = () => ({ status: 409, body: { sentence: "This room is full." } })
  await here.ask()
  assert.deepEqual([here.reach, here.sentence, here.isOver], ["refused", "This room is full.", true])
})

test("whoever is away is asked less often, and never less than every five seconds", () => {
  const here = room()
  here.view = /** @type {any} */ (VIEW)
  assert.ok(here.pause() >= 1600 && here.pause() <= 2400)
  here.failures = 2
  assert.ok(here.pause() >= 4000)
  here.failures = 30
  assert.equal(here.pause(), 5000)
})
