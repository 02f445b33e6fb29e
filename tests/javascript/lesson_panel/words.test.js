import assert from "node:assert/strict"
import { test } from "node:test"

import {
  answerWords,
  dotColumns,
  ledgerNumbers,
  ledgerText,
  rightWords,
  stageOf,
  stepWords,
  sureWords,
  whereWords,
  whyNot,
} from "../../../cnnviz/ui/components/lesson_panel/words.js"

/** @import { Ask, Ledger, PanelData, Step } from "../../../cnnviz/ui/components/lesson_panel/types.js" */

/** @type {Ask} */
const CHOOSE = { type: "choose", options: ["0", "1"] }
/** @type {Ledger} */
const LEDGER = {
  lines: [
    { words: "2 × 3", value: "6" },
    { words: "4 × 5", value: null },
  ],
  words: "Sum",
  unit: "",
}
const ANSWER = { text: "0", sure: 3, again: "" }
const VERDICT = { right: true, yours: "0", truth: "0", believed: "", true: "", steps: [] }
/** @type {Step} */
const STEP = { title: "Which way round?", kind: "vote", state: "open", href: "./?at=1" }

/** @typedef {Parameters<typeof whyNot>[0]} Asked */

/**
 * The second of three steps.
 * @param {Partial<Asked>} [more]
 * @returns {Asked}
 */
function data(more = {}) {
  const nothing = { waits: null, ask: null, ledger: null, goals: null, answer: null, verdict: null, next: null }
  return { kind: "predict", at: 1, steps: [STEP, STEP, STEP], ...nothing, ...more }
}

test("a question is open, asked again in a vote alone, and then answered", () => {
  assert.equal(stageOf(data({ ask: CHOOSE })), "open")
  assert.equal(stageOf(data({ ask: CHOOSE, answer: ANSWER })), "answered")
  assert.equal(stageOf(data({ kind: "vote", ask: CHOOSE, answer: ANSWER })), "again")
  assert.equal(stageOf(data({ kind: "vote", ask: CHOOSE, answer: { ...ANSWER, again: "1" } })), "answered")
  assert.equal(stageOf(data({ kind: "vote", ask: CHOOSE, answer: ANSWER, verdict: VERDICT })), "answered")
  assert.equal(stageOf(data({ waits: "Working", ask: CHOOSE })), "waits")
})

test("in a room the second vote waits for the teacher, who alone leads on", () => {
  const course = { leads: false, closed: "", again: false }
  const voted = { kind: /** @type {const} */ ("vote"), ask: CHOOSE, answer: ANSWER }
  assert.equal(stageOf(data({ ...voted, course })), "between")
  assert.equal(stageOf(data({ ...voted, course: { ...course, again: true } })), "again")
  assert.equal(whyNot(data({ ...voted, course })), "Your teacher goes on")
  assert.equal(whyNot(data({ next: "./?at=2", course: { ...course, leads: true } })), "Your teacher leads")
})

test("steps that ask in other ways are open too, and those that tell are not", () => {
  assert.equal(stageOf(data({ kind: "work", ledger: LEDGER })), "open")
  assert.equal(stageOf(data({ kind: "do", goals: [] })), "open")
  assert.equal(stageOf(data({ kind: "reflect" })), "open")
  assert.equal(stageOf(data({ kind: "explain" })), "none")
  assert.equal(stageOf(data({ kind: "reveal", verdict: VERDICT })), "none")
})

test("why there is no way on", () => {
  assert.equal(whyNot(data({ ask: CHOOSE })), "Answer first")
  assert.equal(whyNot(data({ ask: CHOOSE, next: "./" })), "")
  assert.equal(whyNot(data({ kind: "vote", ask: CHOOSE, answer: ANSWER })), "Answer again first")
  assert.equal(whyNot(data({ kind: "do", goals: [] })), "Reach it first")
  assert.equal(whyNot(data({ waits: "Working" })), "In a moment")
  assert.equal(whyNot(data({ kind: "reflect", at: 2 })), "This is the last step.")
  assert.equal(whyNot(data({ kind: "explain", at: 2 })), "This is the last step.")
})

test("where a student is", () => {
  assert.equal(whereWords(data({ kind: "vote" }), "open"), "Step 2 of 3 · Vote, alone")
  assert.equal(whereWords(data({ kind: "vote" }), "again"), "Step 2 of 3 · Vote, again")
  assert.equal(whereWords(data({ kind: "work" }), "open"), "Step 2 of 3 · Work it out")
  assert.equal(stepWords(STEP, 3), "Step 4: Which way round? (open)")
  assert.equal(stepWords({ ...STEP, state: "done" }, 0), "Step 1: Which way round? (done)")
  assert.equal(stepWords({ ...STEP, state: "ahead", href: null }, 0), "Step 1: Which way round? (not yet open)")
})

test("rows of dots are as long as each other", () => {
  assert.deepEqual(
    [1, 12, 13, 14, 18, 25].map((count) => dotColumns(count, 12)),
    [1, 12, 7, 7, 9, 9],
  )
  assert.equal(dotColumns(0, 12), 0)
})

test("an answer as people say it", () => {
  assert.equal(answerWords({ type: "order", items: ["a", "b", "c"] }, "2-0-1"), "c, a, b")
  assert.equal(answerWords({ type: "order", items: ["a", "b", "c"] }, "3-0-1"), "3-0-1")
  assert.equal(answerWords({ type: "cell", of: "output", rows: 4, cols: 6 }, "3-5"), "row 3, column 5")
  assert.equal(answerWords({ type: "number", unit: "%", placeholder: "" }, "40"), "40 %")
  assert.equal(answerWords({ type: "number", unit: "%", placeholder: "" }, "40 %"), "40 %")
  assert.equal(answerWords({ type: "number", unit: "", placeholder: "" }, "0.4"), "0.4")
  assert.equal(answerWords({ type: "draw" }, "drawn"), "your drawing")
  assert.equal(answerWords(CHOOSE, "0"), "0")
  assert.equal(answerWords(null, "A map is …"), "A map is …")
})

test("how sure somebody is", () => {
  assert.deepEqual([0, 1, 2, 3, 4].map(sureWords), ["", "a guess", "rather sure", "sure", "certain"])
})

test("the numbers of a ledger travel as one text", () => {
  assert.equal(ledgerText([" 20", "2|6 "]), "20|26")
  assert.deepEqual(ledgerNumbers("20|26", LEDGER), ["20", "26"])
  assert.deepEqual(ledgerNumbers("", LEDGER), ["", ""])
  assert.deepEqual(ledgerNumbers("20|26|7", LEDGER), ["20", "26"])
})

test("how many numbers are right", () => {
  assert.equal(rightWords([true, false, true]), "2 of 3 are right.")
  assert.equal(rightWords([true, false]), "1 of 2 is right.")
  assert.equal(rightWords([true, true]), "All are right.")
  assert.equal(rightWords([false]), "Not yet: try again.")
  assert.equal(rightWords([true]), "Right.")
})
