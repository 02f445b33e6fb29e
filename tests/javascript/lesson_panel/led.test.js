import assert from "node:assert/strict"
import { test } from "node:test"

import { guidedAddress, ledTo, stateAddress } from "../../../cnnviz/ui/components/lesson_panel/led.js"
import { classWords, courseAt, reachWords, sentWords } from "../../../cnnviz/ui/components/lesson_panel/room_words.js"

/** @import { RoomView } from "../../../cnnviz/ui/components/lesson_panel/room_types.js" */

/**
 * @param {Partial<RoomView>} [more]
 * @returns {RoomView}
 */
function view(more = {}) {
  return {
    ...{
      version: 1,
      lesson: "lesson",
      variant: 0,
      pace: "teacher",
      step: 4,
      paused: false,
      again: [],
      nicknames: false,
    },
    ...{ look: null, nickname: "", flags: [], answers: [], tasks: [], shown: [] },
    ...more,
  }
}

const ROUND = { round: 1, answered: 1, tally: [], wall: [], texts: [] }

test("Python is told of the teacher's step once it is another, and that nobody leads any more", () => {
  assert.deepEqual(ledTo({ at: 2, led: null }, view()), { what: "led", to: 4 })
  assert.deepEqual(ledTo({ at: 2, led: 4 }, view()), { what: "led", to: 4 })
  assert.equal(ledTo({ at: 4, led: 4 }, view()), undefined)
  assert.deepEqual(ledTo({ at: 4, led: 4 }, view({ pace: "own" })), { what: "led", to: null })
  assert.equal(ledTo({ at: 4, led: null }, view({ pace: "own" })), undefined)
  assert.deepEqual(ledTo({ at: 4, led: 4 }, undefined), { what: "led", to: null })
})

test("at a task one is at the step at which it was made", () => {
  const tasks = [{ step: 1000, made_at: 3, number: 1, options: ["0", "1"] }]
  assert.deepEqual(ledTo({ at: 2, led: null }, view({ step: 1000, tasks })), { what: "led", to: 3 })
  assert.equal(ledTo({ at: 2, led: 2 }, view({ step: 1000 })), undefined)
})

test("what was made is the address without what leads", () => {
  const root = "http://class.local/app/"
  const here = `${root}?source=Draw&strokes=Q_F8~Dc&lesson=a&step=3&variant=1&said=0.0.0.1&c=KTRM&hide=maps&embed=true`
  assert.equal(stateAddress(here, root), "draw?source=Draw&strokes=Q_F8~Dc")
  assert.equal(stateAddress(`${root}pooling_lab?c=KTRM`, root), "pooling_lab")
})

test("everybody looks at an address with what leads each of them", () => {
  const search = "?sample=2&lesson=a&step=3&said=0.0.0.1&c=KTRM"
  assert.equal(guidedAddress("draw?sample=3", search), "./?sample=3&lesson=a&step=3&said=0.0.0.1&c=KTRM")
  assert.equal(guidedAddress("why?c=BCDF&step=9&hide=maps", "?c=KTRM"), "why?c=KTRM&hide=maps")
  assert.equal(guidedAddress("draw", ""), "./")
})

test("the line says the class and who leads", () => {
  assert.equal(classWords("KTRM", undefined, "joining"), "Class KTRM · joining …")
  assert.equal(classWords("KTRM", view(), "here"), "Class KTRM · your teacher leads")
  assert.equal(classWords("KTRM", view({ pace: "own" }), "here"), "Class KTRM · at your own pace")
  assert.equal(classWords("KTRM", view({ paused: true }), "here"), "Class KTRM · paused")
  assert.equal(classWords("KTRM", view(), "gone"), "Class KTRM · you go on alone")
  assert.match(reachWords("gone", ""), /your own answers are in this page’s address/)
  assert.match(reachWords("away", ""), /your answers are kept here and sent/)
  assert.equal(reachWords("refused", "This room is full."), "This room is full.")
  assert.equal(reachWords("here", ""), "")
})

test("of an answer is said how far it is, of the last round", () => {
  const first = {
    step: 1,
    round: 1,
    text: "0",
    sure: 0,
    drawing: "",
    state: /** @type {const} */ ("sent"),
    why: "",
    at: 0,
  }
  const second = { ...first, round: 2, state: /** @type {const} */ ("waiting") }
  assert.equal(sentWords([first], 1, "here").words, "Sent to your class ✓")
  assert.equal(sentWords([second, first], 1, "away").words, "Waiting to be sent")
  assert.equal(sentWords([{ ...first, state: "refused", why: "Paused." }], 1, "here").words, "Paused.")
  assert.equal(sentWords([first], 2, "here").words, "")
  assert.equal(sentWords([first], 1, "gone").words, "")
})

test("a room changes nothing while it is not known and once it is gone", () => {
  assert.equal(courseAt(undefined, "here", 1), undefined)
  assert.equal(courseAt(view(), "gone", 1), undefined)
  assert.equal(courseAt(view(), "away", 1)?.leads, true)
})

test("a second vote is opened by the teacher, or at one's own pace by what is shown", () => {
  assert.equal(courseAt(view(), "here", 1)?.again, false)
  assert.equal(courseAt(view({ again: [1] }), "here", 1)?.again, true)
  const shown = [{ step: 1, kind: "choose", rounds: [ROUND] }]
  assert.equal(courseAt(view({ shown }), "here", 1)?.again, false)
  assert.equal(courseAt(view({ shown, pace: "own" }), "here", 1)?.again, true)
})

test("no answer is taken while it is paused, and once all rounds are shown", () => {
  assert.equal(courseAt(view(), "here", 1)?.closed, "")
  assert.match(courseAt(view({ paused: true }), "here", 1)?.closed ?? "", /paused/)
  const shown = [{ step: 1, kind: "choose", rounds: [ROUND] }]
  assert.match(courseAt(view({ shown }), "here", 1)?.closed ?? "", /shown already/)
  assert.equal(courseAt(view({ shown, again: [1] }), "here", 1)?.closed, "")
})
