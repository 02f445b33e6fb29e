// Pictures on their way to the server: one at a time, whatever they come from.

/** @import { Answer } from "./ask.js" */

/** How many frames of the camera may wait. */
const MOST_WAITING = 3

/**
 * The sentence of a sending that ended early, and how many files were not looked at.
 * @typedef {{refused: {name: string, say: string}[], ended?: string, left: number}} Sent
 */

/** What is asked of the server, one thing after the other. */
export class OneByOne {
  /** @type {Promise<unknown>} */
  last = Promise.resolve()

  /**
   * Do something once all that came before is done.
   * @template Found
   * @param {() => Promise<Found>} act
   * @returns {Promise<Found>}
   */
  run(act) {
    const done = this.last.then(act)
    this.last = done.catch(() => {})
    return done
  }
}

/** What is wrong with one picture, and not with those that follow. @param {number} status */
const isRefusal = (status) => status === 400 || status === 413

/** Frames of the camera: those that the server is too slow for are dropped. */
export class Frames {
  /** @type {Blob[]} */
  waiting = []
  /** Whether one is on its way. */
  sending = false
  /** How many were not sent. */
  dropped = 0
  /** How many were not taken, and why the last of them was not. */
  refused = { count: 0, say: "" }
  /** Why no more are taken; undefined while they are. @type {string | undefined} */
  ended = undefined
  /** @type {(() => void)[]} */
  listeners = []

  /** @param {(frame: Blob) => Promise<Answer<unknown>>} send */
  constructor(send) {
    this.send = send
  }

  /**
   * Take a frame, or drop it.
   * @param {Blob} frame
   * @returns {boolean} Whether it will be sent.
   */
  offer(frame) {
    if (this.ended !== undefined || this.waiting.length >= MOST_WAITING) {
      this.dropped += 1
      return false
    }
    this.waiting.push(frame)
    if (!this.sending) void this.pump()
    return true
  }

  async pump() {
    this.sending = true
    for (let frame = this.waiting.shift(); frame; frame = this.waiting.shift()) {
      const { status, say } = await this.send(frame)
      if (isRefusal(status)) this.refused = { count: this.refused.count + 1, say }
      else if (status !== 200) {
        this.ended = say
        this.waiting = []
      }
    }
    this.sending = false
    for (const tell of this.listeners.splice(0)) tell()
  }

  /**
   * Wait until all frames are answered.
   * @returns {Promise<void>}
   */
  async settled() {
    if (this.sending) await new Promise((resolve) => this.listeners.push(() => resolve(undefined)))
  }
}

/**
 * Send files one after the other. What is wrong with one is said of it, and the others go on; a set that is full ends it,
 * and so does a server that is silent or has forgotten the visit.
 * @param {{name: string}[]} files
 * @param {(index: number) => Promise<Answer<unknown>>} send
 * @param {(begun: number) => void} progress - Hears how many have begun.
 * @returns {Promise<Sent>}
 */
export async function sendAll(files, send, progress) {
  /** @type {Sent["refused"]} */
  const refused = []
  for (let index = 0; index < files.length; index++) {
    progress(index + 1)
    const { status, say } = await send(index)
    if (isRefusal(status)) refused.push({ name: files[index].name, say })
    else if (status !== 200) return { refused, ended: say, left: files.length - index }
  }
  return { refused, left: 0 }
}

/**
 * Whether a file is a saved set.
 * @param {{name: string, type: string}} file
 * @returns {boolean}
 */
export function isZip({ name, type }) {
  return /\.zip$/i.test(name) || /^application\/(x-)?zip(-compressed)?$/.test(type)
}
