import assert from "node:assert/strict"
import { test } from "node:test"

import { addressOf } from "../../../cnnviz/ui/components/own_pictures/ask.js"
import { cameraWords, hasCamera, middleSquare } from "../../../cnnviz/ui/components/own_pictures/camera.js"
import { hold } from "../../../cnnviz/ui/components/own_pictures/hold.js"
import { Recorder } from "../../../cnnviz/ui/components/own_pictures/recorder.js"
import { Frames, isZip, OneByOne, sendAll } from "../../../cnnviz/ui/components/own_pictures/uploads.js"

/** @import { Answer } from "../../../cnnviz/ui/components/own_pictures/ask.js" */

const TAKEN = { status: 200, say: "" }
const FULL = { status: 409, say: "There is no room for more." }

const frame = (/** @type {string} */ text) => new Blob([text])

/** A server that answers when it is told to. */
function slowServer() {
  /** @type {string[]} */
  const got = []
  /** @type {((answer: Answer<unknown>) => void)[]} */
  const waiting = []
  const send = async (/** @type {Blob} */ blob) => {
    got.push(await blob.text())
    return new Promise((/** @type {(answer: Answer<unknown>) => void} */ resolve) => waiting.push(resolve))
  }
  const answer = async (/** @type {Answer<unknown>} */ what = TAKEN) => {
    await settle()
    waiting.shift()?.(what)
    await settle()
  }
  return { got, send, answer }
}

/** Let all that can be done be done. */
function settle() {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), 5))
}

test("one frame is on its way, three wait, and the others are dropped", async () => {
  const { got, send, answer } = slowServer()
  const frames = new Frames(send)
  const taken = ["a", "b", "c", "d", "e", "f"].map((text) => frames.offer(frame(text)))
  assert.deepEqual(taken, [true, true, true, true, false, false])
  assert.equal(frames.dropped, 2)
  await answer()
  assert.deepEqual(got, ["a", "b"])
  assert.equal(frames.offer(frame("g")), true)
  for (let k = 0; k < 4; k++) await answer()
  await frames.settled()
  assert.deepEqual(got, ["a", "b", "c", "d", "g"])
  assert.equal(frames.ended, undefined)
})

test("a set that is full ends a recording, and what waits is not sent", async () => {
  const { got, send, answer } = slowServer()
  const frames = new Frames(send)
  for (const text of ["a", "b", "c"]) frames.offer(frame(text))
  await answer(FULL)
  await frames.settled()
  assert.deepEqual([got, frames.ended], [["a"], FULL.say])
  assert.equal(frames.offer(frame("d")), false)
})

test("a frame without ink is passed over, and it is said how many there were", async () => {
  const { got, send, answer } = slowServer()
  const recorder = new Recorder({ frame: async () => frame("a") }, send, () => {})
  recorder.shoot()
  recorder.shoot()
  recorder.shoot()
  await answer({ status: 400, say: "No ink." })
  await answer()
  await answer({ status: 400, say: "No digit." })
  assert.equal(got.length, 3)
  assert.equal(await recorder.settled(), "2 pictures of the camera were not taken: No digit.")
})

test("a hold takes a picture at once, one every 160 ms, and no more than sixty", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] })
  let sent = 0
  let stopped = 0
  const recorder = new Recorder(
    { frame: async () => frame("") },
    async () => {
      sent += 1
      return TAKEN
    },
    () => (stopped += 1),
  )
  recorder.start()
  await settle()
  assert.equal(sent, 1)
  context.mock.timers.tick(160)
  await settle()
  assert.equal(sent, 2)
  for (let k = 0; k < 70; k++) {
    context.mock.timers.tick(160)
    await Promise.resolve()
    await settle()
  }
  assert.deepEqual([sent, stopped, await recorder.settled()], [60, 1, ""])
})

test("a recording that ends waits for what the browser still packs", async () => {
  const { got, send, answer } = slowServer()
  const recorder = new Recorder({ frame: async () => frame("late") }, send, () => {})
  recorder.start()
  recorder.stop()
  const settled = recorder.settled()
  await answer(FULL)
  assert.deepEqual([await settled, got], [FULL.say, ["late"]])
})

test("files go one after the other; one that is refused is named, and the others go on", async () => {
  const files = ["a.png", "notes.txt", "b.png"].map((name) => ({ name }))
  /** @type {number[]} */
  const begun = []
  const answers = [TAKEN, { status: 400, say: "This is no picture." }, TAKEN]
  const sent = await sendAll(
    files,
    async (index) => answers[index],
    (number) => begun.push(number),
  )
  assert.deepEqual(sent, { refused: [{ name: "notes.txt", say: "This is no picture." }], left: 0 })
  assert.deepEqual(begun, [1, 2, 3])
})

test("a full set ends the sending", async () => {
  const files = ["a.png", "b.png", "c.png"].map((name) => ({ name }))
  const answers = [TAKEN, FULL, TAKEN]
  const sent = await sendAll(
    files,
    async (index) => answers[index],
    () => {},
  )
  assert.deepEqual(sent, { refused: [], ended: FULL.say, left: 2 })
})

test("one thing is asked at a time, also after one that fails", async () => {
  const turns = new OneByOne()
  /** @type {string[]} */
  const log = []
  const first = turns.run(async () => {
    await settle()
    log.push("first")
    throw new Error("no")
  })
  const second = turns.run(async () => log.push("second"))
  await assert.rejects(first)
  await second
  assert.deepEqual(log, ["first", "second"])
})

test("saved sets are told from pictures", () => {
  assert.equal(isZip({ name: "Mine.ZIP", type: "" }), true)
  assert.equal(isZip({ name: "mine", type: "application/x-zip-compressed" }), true)
  assert.equal(isZip({ name: "zip.png", type: "image/png" }), false)
})

test("addresses name the visit and the kind", () => {
  const place = { url: "cnnviz/pictures", visit: "a b", kind: /** @type {const} */ ("drawings") }
  assert.equal(addressOf(place), "cnnviz/pictures?visit=a+b&kind=drawings")
  assert.equal(addressOf(place, ".zip"), "cnnviz/pictures.zip?visit=a+b&kind=drawings")
  assert.equal(addressOf(place, "", { class: "2" }), "cnnviz/pictures?visit=a+b&kind=drawings&class=2")
})

test("the middle square of the camera's picture is sent", () => {
  assert.deepEqual(middleSquare(640, 480), { left: 80, top: 0, side: 480 })
  assert.deepEqual(middleSquare(480, 641), { left: 0, top: 80, side: 480 })
})

test("a camera that is refused or absent is told apart", () => {
  const named = (/** @type {string} */ name) => cameraWords(new DOMException("", name))
  assert.match(named("NotAllowedError"), /does not let this page use a camera/)
  assert.match(named("NotFoundError"), /no camera/)
  assert.match(named("NotReadableError"), /Another program/)
  assert.match(cameraWords(undefined), /does not let/)
  // As in a page over plain http.
  assert.equal(hasCamera(), false)
})

test("a button is held by pointer or keyboard, and let go once", () => {
  /** @type {string[]} */
  const log = []
  const button = /** @type {Record<string, (event: object) => void>} */ ({})
  hold(
    /** @type {HTMLButtonElement} */ (/** @type {unknown} */ (button)),
    () => log.push("begin"),
    () => log.push("end"),
  )
  const key = (/** @type {string} */ name, repeat = false) => ({ key: name, repeat, preventDefault() {} })
  button.onpointerleave({})
  assert.deepEqual(log.splice(0), [])
  button.onpointerdown({ button: 0, isPrimary: true })
  button.onpointerup({})
  button.onpointerleave({})
  // The click that follows is a part of it.
  button.onclick({ detail: 1 })
  assert.deepEqual(log.splice(0), ["begin", "end"])
  button.onkeydown(key(" "))
  button.onkeydown(key(" ", true))
  button.onkeydown(key("a"))
  button.onkeyup(key(" "))
  assert.deepEqual(log.splice(0), ["begin", "end"])
  button.onpointerdown({ button: 2, isPrimary: true })
  assert.deepEqual(log.splice(0), [])
  // A screen reader clicks without a pointer.
  button.onclick({ detail: 0 })
  assert.deepEqual(log, ["begin", "end"])
})
