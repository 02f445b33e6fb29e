// The part of a step that asks for something, or shows what was answered.

import { element } from "../shared/element.js"
import { answered } from "./answered.js"
import { Goals } from "./goals.js"
import { Question } from "./question.js"
import { Reflect } from "./reflect.js"
import { Work } from "./work.js"
import { stageOf } from "./words.js"

/** @import { Host, Part, Shown } from "./types.js" */

const BETWEEN = "Talk to your neighbour: the second vote opens when your teacher says so."

/**
 * What a part depends on: while it stays the same, so does the part.
 * @param {Shown} data
 * @returns {string}
 */
export function partKey(data) {
  const { lesson, at, kind, ask, sure, ledger, goals, starters, answer, waits } = data
  const asked = { ask, sure, ledger, isDo: goals !== null, starters, answer, waits }
  return JSON.stringify([lesson.title, at, kind, stageOf(data), asked])
}

/**
 * @param {Shown} data
 * @param {Host} host
 * @returns {Part | undefined} Undefined for a step that asks nothing.
 */
export function partOf(data, host) {
  const { kind, ask, sure, ledger, goals, starters, answer } = data
  switch (stageOf(data)) {
    case "waits":
      return waiting(data.waits ?? "")
    case "between":
      return answer ? answered(ask, answer, BETWEEN) : undefined
    case "again":
      return ask && answer ? secondRound(data, new Question(ask, { sure, again: true }, host)) : undefined
    case "answered":
      if (!answer) return undefined
      return ledger ? new Work(ledger, answer.text, host) : kind === "reveal" ? undefined : answered(ask, answer)
    case "open":
      if (ask) return new Question(ask, { sure, again: false }, host)
      if (ledger) return new Work(ledger, null, host)
      return goals ? new Goals(host) : new Reflect(starters, host)
    default:
      return undefined
  }
}

/**
 * @param {Shown} data
 * @param {Question} question
 * @returns {Part}
 */
function secondRound({ ask, answer }, question) {
  const first = answer && answered(ask, answer, "Talk to your neighbour. Then answer once more.")
  return {
    node: element("div", { tabindex: -1 }, first?.node, question.node),
    update: (data) => question.update(data),
    faulty: () => question.faulty(),
    pointed: () => question.pointed(),
  }
}

/**
 * @param {string} words
 * @returns {Part}
 */
function waiting(words) {
  const bar = element("div", { class: "progress", role: "progressbar", "aria-label": words }, element("i"))
  return { node: element("div", { class: "waits" }, element("p", { role: "status", text: words }), bar) }
}
