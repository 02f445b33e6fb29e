// A student's browser in a room: it asks what is new, sends answers until they are kept, and comes back after a break.

import { joinRoom, rejoin } from "../join/joining.js"
import { forgetPlace, keepPlace, NO_PLACE, placeOf } from "../join/place.js"
import { askRoom } from "../shared/room.js"
import { afterHearing, courseKey, nextToSend, refusedAgain, withAnswer, withinBounds } from "./outbox.js"

/** @import { Kept, Sent } from "../join/place.js" */
/** @import { Reach, RoomView } from "./room_types.js" */

/** Times in milliseconds: between two questions, at most and at least. */
const PAUSE = [1600, 2400]
const HIDDEN_PAUSE = 8000
const LONGEST_PAUSE = 5000
/** The server takes one answer a second. */
const BETWEEN_ANSWERS = 1050
/** For how long a room that is gone may come back. */
const PATIENCE = 120_000
/** Characters of the drawings that this browser keeps for a room that is made anew: the server takes 300,000 bytes. */
const MOST_DRAWN = 200_000

/** @type {Map<string, Room>} */
const rooms = new Map()

/**
 * @param {string} code
 * @returns {Room} One for all pages.
 */
export function roomOf(code) {
  const room = rooms.get(code) ?? new Room(code)
  rooms.set(code, room)
  return room
}

export class Room {
  /** @type {RoomView | undefined} */
  view = undefined
  /** @type {Reach} */
  reach = "joining"
  /** Why the room does not let this browser in. */
  sentence = ""
  /** How often it could not be reached, one time after the other. */
  failures = 0
  /** Since when it is gone. @type {number | undefined} */
  since = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined
  isAsking = false
  isSending = false
  /** When an answer was sent last. */
  spoke = -Infinity
  /** Hears that something is new; undefined while nobody is interested. @type {(() => void) | undefined} */
  heard = undefined

  /** @param {string} code */
  constructor(code) {
    this.code = code
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry())
  }

  /** @returns {Kept[]} */
  get answers() {
    return placeOf(this.code)?.answers ?? []
  }

  /** @returns {string} What the room knows the student by; "" for nothing. */
  get token() {
    return placeOf(this.code)?.token ?? ""
  }

  /** Whether there is no such room, or it does not let this browser in. */
  get isGone() {
    return this.reach === "gone" || this.reach === "refused"
  }

  /** Whether it is over: nothing is asked any more. */
  get isOver() {
    return this.reach === "refused" || (this.since !== undefined && performance.now() - this.since > PATIENCE)
  }

  /**
   * Ask from now on.
   * @param {() => void} heard - Hears that something is new.
   */
  attend(heard) {
    this.heard = heard
    if (this.timer === undefined && !this.isAsking) void this.ask()
  }

  /**
   * Ask no more, unless somebody else attends.
   * @param {() => void} heard - As it was given.
   */
  leave(heard) {
    if (this.heard === heard) this.heard = undefined
  }

  /** Ask at once. */
  hurry() {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
    void this.ask()
  }

  async ask() {
    if (this.isAsking || this.isOver) return
    this.isAsking = true
    clearTimeout(this.timer)
    this.timer = undefined
    const before = JSON.stringify([this.view?.version, this.reach])
    if (this.reach === "joining") await this.join()
    else if (this.reach === "gone") await this.comeBack()
    else await this.look()
    this.isAsking = false
    if (before !== JSON.stringify([this.view?.version, this.reach])) this.tell()
    if (this.heard && !this.isOver) this.timer = setTimeout(() => this.ask(), this.pause())
    else this.timer = undefined
    if (this.reach === "here") void this.send()
  }

  /** How long to wait before the next question. */
  pause() {
    // A class does not ask all at once.
    if (this.reach === "gone") return LONGEST_PAUSE * (0.5 + 0.3 * Math.random())
    if (this.reach === "here" && !this.view && !this.failures) return 0
    const [least, most] = PAUSE
    const pause = (least + Math.random() * (most - least)) * 1.6 ** this.failures
    return document.hidden ? Math.max(HIDDEN_PAUSE, pause) : Math.min(LONGEST_PAUSE, pause)
  }

  async join() {
    if (this.token) {
      this.reach = "here"
      return
    }
    const { status, sentence } = await joinRoom(this.code)
    if (status === 200) this.reach = "here"
    else if (status === 0 || status >= 500 || status === 429) this.failures += 1
    else {
      this.reach = "refused"
      this.sentence = sentence
    }
  }

  /** See what is new. */
  async look() {
    const seen = this.view ? `?seen=${this.view.version}` : ""
    const { status, body } = await askRoom(`/${this.code}/student${seen}`, { token: this.token })
    if (status === 404) {
      await this.comeBack()
      return
    }
    this.failures = status === 200 || status === 204 ? 0 : this.failures + 1
    // 429: the server is there, and wants to be asked less often.
    this.reach = this.failures && status !== 429 ? "away" : "here"
    if (status === 200) this.take(body)
  }

  /** @param {RoomView} view */
  take(view) {
    const isOther = this.view && courseKey(this.view) !== courseKey(view)
    this.view = view
    if (isOther) this.keep(refusedAgain(this.answers))
  }

  /** Take the place again in a room that does not know it. */
  async comeBack() {
    const came = await rejoin(this.code)
    if (came === "back") {
      this.reach = "here"
      this.view = this.since = undefined
      return
    }
    if (came === "later" && this.reach !== "gone") {
      this.reach = "away"
      this.failures += 1
      return
    }
    this.reach = "gone"
    this.since ??= performance.now()
    if (came !== "other") return
    forgetPlace(this.code)
    this.since = -Infinity
  }

  /**
   * Have the room keep an answer.
   * @param {Sent} sent
   */
  answer(sent) {
    this.keep(withAnswer(this.answers, sent, Math.round(Date.now() / 1000)))
    this.tell()
    if (this.reach === "here") void this.send()
  }

  /** @param {Kept[]} answers */
  keep(answers) {
    const place = placeOf(this.code) ?? NO_PLACE
    keepPlace(this.code, withinBounds({ ...place, answers }, MOST_DRAWN))
  }

  /** Send what waits, one after the other. */
  async send() {
    if (this.isSending) return
    this.isSending = true
    for (let next = nextToSend(this.answers); next; next = nextToSend(this.answers)) {
      await wait(this.spoke + BETWEEN_ANSWERS - performance.now())
      const { step, round, text, sure, drawing } = next
      this.spoke = performance.now()
      const body = { token: this.token, step, round, text, sure, ...(drawing && { drawing }) }
      const heard = await askRoom(`/${this.code}/answer`, {}, body)
      this.keep(afterHearing(this.answers, next, heard))
      this.tell()
      // The next question finds out what is the matter.
      if (heard.status === 0 || heard.status === 404 || heard.status >= 500) break
    }
    this.isSending = false
  }

  /**
   * Ask something else of the room: what is new follows from it.
   * @param {string} what - Such as "flag".
   * @param {object} body
   * @returns {Promise<string>} Why it was refused; "" if it was not.
   */
  async say(what, body) {
    const { sentence } = await askRoom(`/${this.code}/${what}`, {}, { token: this.token, ...body })
    if (!sentence) this.hurry()
    return sentence
  }

  tell() {
    this.heard?.()
  }
}

/** @param {number} milliseconds */
function wait(milliseconds) {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined
}
