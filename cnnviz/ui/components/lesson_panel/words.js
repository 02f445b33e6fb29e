// What the panel says of steps and answers.

import { cellIn } from "./cell.js"

/** @import { Ask, Kind, Ledger, PanelData, Shown, Step } from "./types.js" */

/** @type {Record<Kind, string>} */
const KINDS = {
  explain: "Look",
  predict: "Predict",
  vote: "Vote",
  work: "Work it out",
  do: "Try it",
  reveal: "The answer",
  reflect: "In your words",
}

/** What comes before the next step. @type {Partial<Record<Kind, string>>} */
const FIRST = { do: "Reach it first", reflect: "Write it first" }

/** How sure one can be, from 1. */
export const SURE = ["a guess", "rather", "sure", "certain"]

/**
 * How far a step is: waits for its question, open, between the two rounds of a vote, asked again, answered; "none" where
 * it asks nothing.
 * @typedef {"waits" | "open" | "between" | "again" | "answered" | "none"} Stage
 */

/**
 * @param {Pick<Shown, "kind" | "waits" | "ask" | "ledger" | "goals" | "answer" | "verdict" | "course">} data
 * @returns {Stage}
 */
export function stageOf({ kind, waits, ask, ledger, goals, answer, verdict, course }) {
  if (waits !== null) return "waits"
  // In a room its teacher says when to vote again.
  if (kind === "vote" && ask && answer && !answer.again && !verdict) {
    return (course?.again ?? true) ? "again" : "between"
  }
  if (answer && kind !== "do") return "answered"
  return ask || ledger || goals || kind === "reflect" ? "open" : "none"
}

/**
 * What stands above a step's title: "Step 4 of 14 · Vote, alone".
 * @param {Pick<PanelData, "at" | "steps" | "kind">} data
 * @param {Stage} stage
 * @returns {string}
 */
export function whereWords({ at, steps, kind }, stage) {
  const round = kind !== "vote" ? "" : stage === "open" ? ", alone" : stage === "again" ? ", again" : ""
  return `Step ${at + 1} of ${steps.length} · ${KINDS[kind]}${round}`
}

/**
 * What a step's dot is called: "Step 4: Two steps at a time (done)".
 * @param {Step} step
 * @param {number} index
 * @returns {string}
 */
export function stepWords({ title, state, href }, index) {
  return `Step ${index + 1}: ${title} (${state === "done" ? "done" : href === null ? "not yet open" : "open"})`
}

/**
 * In how many columns the dots stand: in one row if they fit, or else in rows that are as long as each other.
 * @param {number} count
 * @param {number} most - How many fit into a row.
 * @returns {number}
 */
export function dotColumns(count, most) {
  return Math.ceil(count / Math.max(1, Math.ceil(count / most)))
}

/**
 * Why there is no way on, where there is none; "" where it needs no words.
 * @param {Parameters<typeof stageOf>[0] & Pick<PanelData, "next" | "at" | "steps">} data
 * @returns {string}
 */
export function whyNot(data) {
  if (data.course?.leads) return "Your teacher leads"
  if (data.next !== null) return ""
  switch (stageOf(data)) {
    case "waits":
      return "In a moment"
    case "between":
      return "Your teacher goes on"
    case "again":
      return "Answer again first"
    case "open":
      if (!isLast(data)) return FIRST[data.kind] ?? "Answer first"
  }
  return isLast(data) ? "This is the last step." : ""
}

/**
 * @param {Pick<PanelData, "at" | "steps">} data
 * @returns {boolean}
 */
export function isLast({ at, steps }) {
  return at === steps.length - 1
}

/**
 * An answer as people say it.
 * @param {Ask | null} ask
 * @param {string} text - As it was sent.
 * @returns {string}
 */
export function answerWords(ask, text) {
  switch (ask?.type) {
    case "order": {
      const items = text.split("-").map((index) => ask.items[Number(index)])
      return items.includes(/** @type {any} */ (undefined)) ? text : items.join(", ")
    }
    case "cell": {
      const cell = cellIn(text, ask)
      return cell ? `row ${cell[0]}, column ${cell[1]}` : text
    }
    case "number":
      return ask.unit && !text.trim().endsWith(ask.unit) ? `${text} ${ask.unit}` : text
    case "draw":
      return "your drawing"
    default:
      return text
  }
}

/**
 * How sure somebody is: "rather sure"; "" where it was not asked.
 * @param {number} sure - From 1.
 * @returns {string}
 */
export function sureWords(sure) {
  return sure === 2 ? "rather sure" : (SURE[sure - 1] ?? "")
}

/**
 * What was filled into a ledger, its value last.
 * @param {string[]} numbers - As they are typed.
 * @returns {string}
 */
export function ledgerText(numbers) {
  return numbers.map((number) => number.replaceAll("|", "").trim()).join("|")
}

/**
 * @param {string} text - Of ledgerText(); "" for none.
 * @param {Ledger} ledger
 * @returns {string[]} As many numbers as the ledger has blanks, the value among them.
 */
export function ledgerNumbers(text, { lines }) {
  const numbers = text.split("|")
  return Array.from({ length: lines.filter(({ value }) => value === null).length + 1 }, (_, k) => numbers[k] ?? "")
}

/**
 * How many numbers are right: "2 of 3 are right."
 * @param {boolean[]} right
 * @returns {string}
 */
export function rightWords(right) {
  const count = right.filter(Boolean).length
  if (count === right.length) return right.length === 1 ? "Right." : "All are right."
  return right.length === 1 ? "Not yet: try again." : `${count} of ${right.length} ${count === 1 ? "is" : "are"} right.`
}
