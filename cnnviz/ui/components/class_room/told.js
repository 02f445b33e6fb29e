// What is asked at a step, as the results and the page need it.

/** @import { Results, Round } from "../shared/results_types.js" */
/** @import { Task, TeacherView, Told } from "./types.js" */

import { roundsOf } from "./words.js"

/**
 * A task as a step: what one student made, the others predict.
 * @param {Task} task
 * @returns {Told}
 */
export function taskTold({ step, says, options }) {
  return {
    step,
    title: "What does the network say?",
    kind: "task",
    takes: "choose",
    prose: "",
    truth: says,
    value: null,
    unit: "",
    decimals: 0,
    options: options.map((text) => ({ text, right: text === says, belief: null })),
    cells: null,
    address: "",
    of: null,
  }
}

/**
 * What is drawn of a step's answers.
 * @param {TeacherView} view
 * @param {Told | undefined} told
 * @param {object} how
 * @param {Record<string, string>} how.beliefs
 * @param {Record<string, string>} how.drawings
 * @param {boolean} how.presents - For the projector: nothing but what is on the wall.
 * @param {boolean} how.says - Whether to say what is right, and who believes what.
 * @returns {Results}
 */
export function resultsAt(view, told, { beliefs, drawings, presents, says }) {
  const rounds = roundsOf(view)
  return {
    kind: view.answers.kind,
    rounds: presents ? rounds.map((round) => onWall(round, told)) : rounds,
    truth: says ? (told?.truth ?? "") : "",
    revealed: says,
    value: says ? (told?.value ?? null) : null,
    unit: told?.unit,
    decimals: told?.decimals,
    options: told?.options,
    beliefs: says ? beliefs : {},
    map: told?.cells ?? null,
    drawings,
  }
}

/**
 * A round as the class sees it: without names, without what is not on the wall, and without words that nobody has read yet.
 * @param {Round} round
 * @param {Told | undefined} told
 * @returns {Round}
 */
function onWall(round, told) {
  const offered = new Set(told?.options.map(({ text }) => text))
  return {
    ...round,
    tally: round.tally.filter(({ text, right }) => right !== null || offered.has(text)),
    wall: round.wall.filter(({ on }) => on).map(({ number, right, shown }) => ({ number, right, shown })),
    texts: round.texts.flatMap((text) => (typeof text === "string" || text.on ? [wordsOf(text)] : [])),
  }
}

/** @param {Round["texts"][number]} text */
function wordsOf(text) {
  return typeof text === "string" ? text : text.text
}
