import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { joinRoom, rejoin } from "../../../cnnviz/ui/components/join/joining.js"
import { forgetOld, forgetPlace, keepPlace, placeOf } from "../../../cnnviz/ui/components/join/place.js"
import { asked, beginAnew, server, storage, stored } from "./browser.js"

/** @import { Kept } from "../../../cnnviz/ui/components/join/place.js" */

const JOINED = { code: "KTRM", token: "t1", mark: "m1", lesson: "3_one_number", variant: 2 }
/** @type {Kept} */
const SENT = { step: 1, round: 1, text: "16", sure: 2, drawing: "", state: "sent", why: "", at: 5 }

beforeEach(() => {
  beginAnew()
  forgetPlace("KTRM")
})

test("whoever joins has a place, and no name is asked for", async () => {
  server.answer = () => ({ status: 200, body: JOINED })
  assert.deepEqual(await joinRoom("KTRM"), { status: 200, sentence: "", lesson: "3_one_number", variant: 2 })
  assert.deepEqual(asked, [{ path: "/KTRM/join", body: {} }])
  assert.equal(placeOf("KTRM")?.token, "t1")
  assert.equal(placeOf("KTRM")?.mark, "m1")
})

test("whoever has a place already takes no second one", async () => {
  keepPlace("KTRM", { token: "t1", mark: "m1", answers: [SENT], at: 0 })
  server.answer = (path) => (path.endsWith("/student") ? { status: 200, body: JOINED } : { status: 500 })
  assert.equal((await joinRoom("KTRM")).lesson, "3_one_number")
  assert.equal(asked.length, 1)
  assert.equal(placeOf("KTRM")?.answers.length, 1)
})

test("why one cannot join is the server's sentence", async () => {
  server.answer = () => ({ status: 404, body: { sentence: "There is no room KTRM." } })
  assert.equal((await joinRoom("KTRM")).sentence, "There is no room KTRM.")
  server.answer = () => undefined
  assert.match((await joinRoom("KTRM")).sentence, /cannot be reached/)
  assert.equal(placeOf("KTRM"), undefined)
})

test("where the browser keeps nothing the open page does", async () => {
  storage.isDenied = true
  server.answer = () => ({ status: 200, body: JOINED })
  await joinRoom("KTRM")
  assert.equal(stored.size, 0)
  assert.equal(placeOf("KTRM")?.token, "t1")
})

test("what somebody else wrote there is no place", () => {
  for (const text of ["{", "null", "3", '{"token": 3}', '{"token": "t"}']) {
    stored.set("cnnviz-room-KTRM", text)
    assert.equal(placeOf("KTRM"), undefined, text)
  }
})

test("places of long ago are forgotten, and others stay", () => {
  stored.set("cnnviz-room-BCDF", JSON.stringify({ token: "t", mark: "", answers: [], at: Date.now() - 13 * 3_600_000 }))
  stored.set("cnnviz-room-GHJK", JSON.stringify({ token: "t", mark: "", answers: [], at: Date.now() }))
  stored.set("theme", "dark")
  forgetOld()
  assert.deepEqual([...stored.keys()], ["cnnviz-room-GHJK", "theme"])
})

test("whoever comes back brings token and answers, but not what was refused", async () => {
  keepPlace("KTRM", { token: "t1", mark: "m1", answers: [SENT, { ...SENT, step: 2, state: "refused" }], at: 0 })
  server.answer = () => ({ status: 200, body: { ...JOINED, token: "t2" } })
  assert.equal(await rejoin("KTRM"), "back")
  const { state, why, ...brought } = SENT
  assert.deepEqual(asked[0].body, { token: "t1", answers: [brought] })
  assert.equal(state + why, "sent")
  assert.equal(placeOf("KTRM")?.token, "t2")
})

test("another room of the same code is another one", async () => {
  keepPlace("KTRM", { token: "t1", mark: "m1", answers: [], at: 0 })
  server.answer = () => ({ status: 200, body: { ...JOINED, mark: "m2" } })
  assert.equal(await rejoin("KTRM"), "other")
  server.answer = () => ({ status: 404, body: { sentence: "Gone." } })
  assert.equal(await rejoin("KTRM"), "gone")
  server.answer = () => ({ status: 429, body: { sentence: "Wait." } })
  assert.equal(await rejoin("KTRM"), "later")
})
