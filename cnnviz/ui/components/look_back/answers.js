// What the server has answered: the last answers are kept, and what is asked twice at a time is asked once.

/** @import { Answer } from "../train/ask.js" */
/** @import { BackHeader, Question } from "./types.js" */

/** How many answers are kept; one has some hundred kilobytes. */
const MOST = 32

/**
 * A question as text, the same for the same question.
 * @param {Question} question
 * @returns {string}
 */
export function keyOf({ run, epoch, picture }) {
  return JSON.stringify([run, epoch, picture])
}

export class Answers {
  /** Those asked for last come last. @type {Map<string, Answer<BackHeader>>} */
  kept = new Map()
  /** @type {Map<string, Promise<Answer<BackHeader>>>} */
  coming = new Map()

  /**
   * @param {(question: Question) => Promise<Answer<BackHeader>>} ask
   * @param {number} [most] - How many are kept.
   */
  constructor(ask, most = MOST) {
    this.ask = ask
    this.most = most
  }

  /**
   * The answer, if it is here.
   * @param {Question} question
   * @returns {Answer<BackHeader> | undefined}
   */
  here(question) {
    const key = keyOf(question)
    const answer = this.kept.get(key)
    if (answer) this.keep(key, answer)
    return answer
  }

  /**
   * The answer, from here or from the server. A refusal is not kept: the next time it may be another.
   * @param {Question} question
   * @returns {Promise<Answer<BackHeader>>}
   */
  async get(question) {
    const key = keyOf(question)
    const here = this.here(question)
    if (here) return here
    const coming = this.coming.get(key) ?? this.ask(question)
    this.coming.set(key, coming)
    const answer = await coming
    this.coming.delete(key)
    if (answer.message) this.keep(key, answer)
    return answer
  }

  /**
   * @param {string} key
   * @param {Answer<BackHeader>} answer
   */
  keep(key, answer) {
    this.kept.delete(key)
    this.kept.set(key, answer)
    for (const old of [...this.kept.keys()].slice(0, -this.most)) this.kept.delete(old)
  }
}
