// What one panel is to show: of many wishes while a slider moves, the last one counts.

import { keyOf } from "./answers.js"

/** @import { Answer } from "../train/ask.js" */
/** @import { Answers } from "./answers.js" */
/** @import { BackHeader, Question } from "./types.js" */

/** For how long a slider has to rest before the server is asked, in milliseconds. */
const PAUSE = 120

export class Wish {
  /** @type {Question | undefined} */
  question = undefined
  /** Whether its answer is shown, or a refusal. */
  met = false
  asking = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined

  /**
   * @param {Answers} answers
   * @param {(answer: Answer<BackHeader>, question: Question) => void} show
   */
  constructor(answers, show) {
    this.answers = answers
    this.show = show
  }

  /**
   * Wish to see something: at once where it is here, else as soon as nothing else is wished for a moment.
   * @param {Question} question
   * @returns {void}
   */
  want(question) {
    if (this.question && keyOf(this.question) === keyOf(question) && (this.met || this.busy)) return
    this.question = question
    this.met = false
    clearTimeout(this.timer)
    this.timer = undefined
    const here = this.answers.here(question)
    if (here) this.meet(here)
    else this.timer = setTimeout(() => void this.ask(), PAUSE)
  }

  /** Whether something is asked for, or will be. */
  get busy() {
    return this.asking || this.timer !== undefined
  }

  /** Ask for nothing more; what is on its way is not shown. */
  forget() {
    clearTimeout(this.timer)
    this.timer = undefined
    this.question = undefined
    this.met = false
  }

  async ask() {
    this.timer = undefined
    const { question } = this
    // One question at a time: the answer of the one before leads to the next.
    if (!question || this.asking) return
    this.asking = true
    const answer = await this.answers.get(question)
    this.asking = false
    if (!this.question || this.met || this.timer !== undefined) return
    if (keyOf(this.question) === keyOf(question)) this.meet(answer)
    else await this.ask()
  }

  /** @param {Answer<BackHeader>} answer */
  meet(answer) {
    if (!this.question) return
    this.met = true
    this.show(answer, this.question)
  }
}
