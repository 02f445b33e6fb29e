// Watching one run: one question at a time, until it is over.

import { askFor, pauseAfter } from "./ask.js"

/** @import { Answer } from "./ask.js" */

export class Watch {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined
  asking = false
  /** Whether to ask again at once: something happened while the answer was on its way. */
  hurry = false
  on = false

  /**
   * @param {() => {url: string, visit: string, run: string, since: number} | undefined} question - What to ask now.
   * @param {(answer: Answer, run: string) => void} hear
   */
  constructor(question, hear) {
    this.question = question
    this.hear = hear
  }

  /** Ask now, and go on asking. */
  begin() {
    this.on = true
    if (this.asking) this.hurry = true
    else void this.ask()
  }

  end() {
    this.on = false
    clearTimeout(this.timer)
  }

  async ask() {
    clearTimeout(this.timer)
    const question = this.question()
    if (!question) return
    this.asking = true
    const { url, ...asked } = question
    /** @type {Answer} */
    const answer = await askFor(url, asked)
    this.asking = false
    const { hurry } = this
    this.hurry = false
    if (this.on) this.hear(answer, question.run)
    // Whoever hears it may have asked again.
    if (!this.on || this.asking) return
    const status = answer.status === 200 ? answer.message?.header.status : undefined
    const pause = hurry ? 0 : answer.status === 404 ? undefined : pauseAfter(status, !document.hidden)
    if (pause === undefined) this.on = false
    else this.timer = setTimeout(() => void this.ask(), pause)
  }
}
