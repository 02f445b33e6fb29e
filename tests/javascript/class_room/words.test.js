import assert from "node:assert/strict"
import test from "node:test"
import { secretFor, ownLink } from "../../../cnnviz/ui/components/class_room/keys.js"
import { resultsAt, taskTold } from "../../../cnnviz/ui/components/class_room/told.js"
import {
  answeredWords,
  flagWords,
  lookedAt,
  peopleWords,
  roundsOf,
  separatorFor,
  stepName,
} from "../../../cnnviz/ui/components/class_room/words.js"

/** @import { AnswerKind } from "../../../cnnviz/ui/components/shared/results_types.js" */

const counts = (/** @type {number} */ step, /** @type {number} */ first, second = 0) => ({
  step,
  kind: "choose",
  answered: /** @type {[number, number]} */ ([first, second]),
  flags: 0,
  shown: 0,
})

/**
 * @param {AnswerKind} kind
 * @param {Partial<import("../../../cnnviz/ui/components/shared/results_types.js").Round>} first
 * @param {number[]} [again]
 */
function viewOf(kind, first, again = []) {
  const empty = { answered: 0, tally: [], wall: [], texts: [] }
  return {
    version: 1,
    code: "KTRM",
    lesson: "1_a",
    variant: 0,
    pace: /** @type {const} */ ("own"),
    step: 3,
    paused: false,
    again,
    nicknames: false,
    look: null,
    joined: 40,
    here: 40,
    steps: [],
    tasks: [],
    answers: {
      step: 3,
      kind,
      rounds: [
        { ...empty, round: 1, ...first },
        { ...empty, round: 2 },
      ],
    },
  }
}

test("steps and people in words", () => {
  assert.equal(stepName(3, { title: "Where?" }), "4 · Where?")
  assert.equal(stepName(3), "Step 4")
  assert.equal(stepName(1001), "Task 2")
  assert.equal(peopleWords({ joined: 0, here: 0 }), "nobody has joined yet")
  assert.equal(peopleWords({ joined: 40, here: 40 }), "40 joined, all here")
  assert.equal(peopleWords({ joined: 40, here: 38 }), "40 joined, 38 here")
  assert.equal(flagWords(0), "")
  assert.equal(flagWords(3), "3 did not get this")
})

test("how many answered is that of the round that is voted in", () => {
  assert.equal(answeredWords(counts(3, 34, 5), { joined: 40, again: [] }), "34 of 40 answered")
  assert.equal(answeredWords(counts(3, 34, 5), { joined: 40, again: [3] }), "5 of 40 answered again")
  assert.equal(answeredWords(undefined, { joined: 40, again: [] }), "")
})

test("what everybody looks at is the page and its state, without whose link it was", () => {
  const at = (/** @type {string} */ text) => lookedAt(text)
  assert.deepEqual(at("http://192.168.1.20:8501/why?label=3&c=KTRM&said=0.1&lesson=x&step=2"), {
    address: "why?label=3",
  })
  assert.deepEqual(lookedAt("https://school.example/cnnviz?sample=2", "/cnnviz/"), { address: "draw?sample=2" })
  assert.deepEqual(lookedAt("https://school.example/cnnviz/why", "/cnnviz/"), { address: "why" })
  assert.deepEqual(at("http://localhost:8501/?strokes=Q_F8~Q_A#key=abc"), { address: "draw?strokes=Q_F8~Q_A" })
  assert.deepEqual(at(" draw?sample=3 "), { address: "draw?sample=3" })
  assert.ok("fault" in at(""))
  assert.ok("fault" in at("what is this?"))
  assert.ok("fault" in at("http://localhost:8501/class?c=KTRM#key=abc"))
  // Whatever it takes, the server takes too: see _ADDRESS in cnnviz/rooms/steering.py.
  const found = at("why?words=a b é")
  assert.ok("address" in found && /^[a-z0-9_]{0,60}(\?[!-~]*)?$/.test(found.address))
})

test("cells are separated as the language has it", () => {
  assert.equal(separatorFor("de-DE"), "semicolon")
  assert.equal(separatorFor("en-GB"), "comma")
  assert.equal(separatorFor("no language"), "comma")
})

test("a second round is there once it is voted on", () => {
  assert.equal(roundsOf(viewOf("choose", {})).length, 1)
  assert.equal(roundsOf(viewOf("choose", {}, [3])).length, 2)
})

test("the projector has no names, nothing off the wall, and no words that nobody has read", () => {
  const told = { ...taskTold({ step: 1000, made_at: 1, number: 1, says: "8", options: ["3", "8"], open: true }) }
  const how = { beliefs: { invariant: "It does not care." }, drawings: {}, presents: true, says: false }
  const bar = { right: null, belief: null, count: 1 }
  const wall = [
    { number: 1, shown: "8", on: true, name: "Ada" },
    { number: 2, shown: "3", on: false },
  ]
  const texts = [
    { text: "rude", number: 4, on: false },
    { text: "kind", number: 5, on: true, name: "Ada" },
  ]
  const tally = [
    { ...bar, text: "rude" },
    { ...bar, text: "3" },
  ]
  const covered = resultsAt(viewOf("choose", { wall, texts, tally }), told, how)
  assert.deepEqual(covered.rounds[0].wall, [{ number: 1, right: undefined, shown: "8" }])
  assert.deepEqual(covered.rounds[0].texts, ["kind"])
  assert.deepEqual(
    covered.rounds[0].tally.map(({ text }) => text),
    ["3"],
  )
  assert.deepEqual([covered.truth, covered.revealed, covered.beliefs, covered.value], ["", false, {}, null])
  const said = resultsAt(viewOf("choose", { wall, texts, tally }), told, { ...how, presents: false, says: true })
  assert.deepEqual([said.truth, said.revealed, said.beliefs], ["8", true, how.beliefs])
  assert.equal(said.rounds[0].texts.length, 2)
})

test("the secret comes from the fragment alone, and the teacher's own link has it there", () => {
  const secret = "wsjEc6bOWIzSHJm8SqnkRMKYR_wVRkX1"
  assert.equal(secretFor("KTRM", `#key=${secret}`), secret)
  assert.equal(secretFor("KTRM", "#key=<script>"), "")
  assert.equal(secretFor("KTRM", ""), "")
  const link = new URL(ownLink("https://school.example/cnnviz/", "KTRM", secret))
  assert.equal(link.pathname + link.search, "/cnnviz/class?c=KTRM")
  assert.equal(link.hash, `#key=${secret}`)
})
