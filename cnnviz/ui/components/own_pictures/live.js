// What the trained network answers to what the camera sees, while it is open.

import { shareRow, showShare } from "../shared/shares.js"

/** @import { Answer } from "./ask.js" */
/** @import { LookMessage } from "./types.js" */

/** Between an answer and the next question, in milliseconds; longer where there is no network yet. */
const PAUSE = 300
const NO_NETWORK_PAUSE = 2000

export class Live {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined
  /** The classes of the rows that are shown. */
  shown = ""

  /**
   * @param {HTMLElement} table
   * @param {() => Promise<Blob | null>} frame - What the camera sees; null while it is used for something else.
   * @param {(frame: Blob) => Promise<Answer<LookMessage>>} ask
   */
  constructor(table, frame, ask) {
    this.table = table
    this.frame = frame
    this.ask = ask
  }

  start() {
    this.stop()
    const again = async () => {
      const { timer } = this
      const pause = await this.look()
      // It may have been stopped meanwhile.
      if (timer === this.timer) this.timer = setTimeout(again, pause)
    }
    this.timer = setTimeout(again, 0)
  }

  stop() {
    clearTimeout(this.timer)
    this.timer = undefined
    this.table.hidden = true
  }

  /** @returns {Promise<number>} After how long to look again, in milliseconds. */
  async look() {
    const frame = await this.frame()
    if (!frame) return PAUSE
    const { message, status } = await this.ask(frame)
    if (this.timer === undefined) return PAUSE
    if (message) this.show(message)
    else if (status === 204) this.table.hidden = true
    return message ? PAUSE : NO_NETWORK_PAUSE
  }

  /** @param {LookMessage} message */
  show({ header: { labels }, arrays: { shares } }) {
    const [body] = this.table.getElementsByTagName("tbody")
    if (this.shown !== labels.join("\n")) body.replaceChildren(...labels.map(shareRow))
    this.shown = labels.join("\n")
    const largest = Math.max(...shares)
    Array.from(body.rows, (row, index) => showShare(row, shares[index], shares[index] === largest))
    this.table.hidden = false
  }
}
