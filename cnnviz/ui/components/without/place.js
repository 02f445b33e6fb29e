// A student's place in a room: joined once, kept by the browser, and looked at every two seconds.

import { askRoom } from "../shared/room.js"

/** @import { Results } from "../shared/results_types.js" */

/** In milliseconds. */
const EVERY = 2000

/** @typedef {{step: number, round: number, number: number, text: string, sure: number, shown?: string}} Given */

/**
 * What a student sees of a room, see cnnviz/rooms/views.py.
 * @typedef {object} View
 * @property {number} version
 * @property {"own" | "teacher"} pace
 * @property {number} step
 * @property {boolean} paused
 * @property {number[]} again
 * @property {string | null} look
 * @property {Given[]} answers
 * @property {{step: number}[]} tasks
 * @property {(Results & {step: number})[]} shown
 */

export class Place extends EventTarget {
  /** @type {string | undefined} */
  token = undefined
  /** The one that the browser had, if that is no place any more: the room may give it back. @type {string | undefined} */
  old = undefined
  /** @type {View | undefined} */
  view = undefined
  /** Why there is no place any more; "" while there is one. */
  gone = ""
  /** Whether the server has not answered the last question. */
  lost = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined

  /** @param {string} code */
  constructor(code) {
    super()
    this.code = code
    this.token = kept(code)?.token
  }

  /**
   * @returns {Promise<string>} Why not; "" if there is a place now.
   */
  async join() {
    const { body, sentence } = await askRoom(`/${this.code}/join`, {}, this.old ? { token: this.old } : {})
    if (sentence) return sentence
    this.token = body.token
    this.gone = ""
    this.view = undefined
    keep(this.code, { token: body.token, mark: body.mark })
    await this.look()
    return ""
  }

  /** See what is new, now and every two seconds. "change" events tell of it. */
  async look() {
    clearTimeout(this.timer)
    const { token } = this
    if (!token) return
    const seen = this.view ? `?seen=${this.view.version}` : ""
    const { status, body, sentence } = await askRoom(`/${this.code}/student${seen}`, { token })
    if (token !== this.token) return
    const wasLost = this.lost
    this.lost = status === 0
    if (status === 404) {
      this.old = token
      this.token = undefined
      this.gone = sentence
    } else {
      if (status === 200) this.view = body
      clearTimeout(this.timer)
      this.timer = setTimeout(() => void this.look(), EVERY)
    }
    if (status === 200 || status === 404 || wasLost !== this.lost) this.dispatchEvent(new Event("change"))
  }

  /**
   * @param {string} path - Behind the room's own, such as "/step?step=3".
   * @param {object} [body]
   */
  ask(path, body) {
    const { token } = this
    return askRoom(`/${this.code}${path}`, { token }, body && { ...body, token })
  }
}

/**
 * As the app itself keeps it.
 * @param {string} code
 * @returns {{token: string, mark?: unknown} | undefined}
 */
function kept(code) {
  try {
    const found = JSON.parse(localStorage.getItem(`cnnviz-room-${code}`) ?? "null")
    return typeof found?.token === "string" ? found : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {string} code
 * @param {{token: string, mark?: unknown}} place
 */
function keep(code, place) {
  try {
    localStorage.setItem(`cnnviz-room-${code}`, JSON.stringify(place))
  } catch {
    // A browser that keeps nothing joins anew after a reload.
  }
}
