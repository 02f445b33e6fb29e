// Asks the room again and again what is new, for as long as the page is looked at.

import { askRoom, UNHEARD } from "../shared/room.js"
import { forgetLesson, keptLesson } from "./lesson_text.js"
import { forget, keep, kept, sessionStorageOrNone } from "./storage.js"

/** @import { LessonTold, TeacherView } from "./types.js" */

/** Milliseconds from one question to the next; while nobody looks; and while the server cannot be reached. */
const OFTEN = 1000
const SELDOM = 5000
const PATIENTLY = 2000
const LESSON_AGAIN = 2000
export const MADE_ANEW = "The room was made anew after the server was restarted."

/**
 * Who hears of it. view: there is something new; lesson: likewise of the lesson; lost: the server cannot be reached, or "";
 * gone: why there is nothing more to ask.
 * @typedef {object} Hearer
 * @property {(view: TeacherView) => void} view
 * @property {(lesson: LessonTold) => void} lesson
 * @property {(sentence: string) => void} lost
 * @property {(sentence: string) => void} anew
 * @property {(sentence: string) => void} gone
 */

export class Asking {
  /** The step whose answers are wanted; null for the one that the room is at. @type {number | null} */
  at = null
  /** What was told last, and for which step that was asked. @type {TeacherView | undefined} */
  view = undefined
  /** @type {number | null | undefined} */
  seenAt = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined
  runs = false
  asks = false
  hasLesson = false
  /** Since when the room has been there without a break: it is made anew once for each such time. */
  triedAnew = false

  /**
   * @param {string} code
   * @param {string} secret
   * @param {Hearer} hearer
   */
  constructor(code, secret, hearer) {
    Object.assign(this, { code, secret, hearer })
    this.code = code
    this.secret = secret
    this.hearer = hearer
    this.name = `cnnviz-room-${code}`
  }

  start() {
    if (this.runs) return
    this.runs = true
    void this.ask()
    if (!this.hasLesson) void this.askLesson()
  }

  stop() {
    this.runs = false
    clearTimeout(this.timer)
  }

  /** Ask at once. */
  wake() {
    if (!this.runs || this.asks) return
    clearTimeout(this.timer)
    void this.ask()
  }

  async ask() {
    const { at } = this
    this.asks = true
    const query = new URLSearchParams()
    if (this.view && this.seenAt === at) query.set("seen", String(this.view.version))
    if (at !== null) query.set("step", String(at))
    const { status, body, sentence } = await askRoom(`/${this.code}/teacher?${query}`, { secret: this.secret })
    this.asks = false
    if (!this.runs) return
    const isThere = status === 200 || status === 204
    this.hearer.lost(isThere || status === 403 || status === 400 ? "" : sentence || UNHEARD)
    if (isThere) this.triedAnew = false
    if (status === 200) this.heard(body, at)
    if (status === 400) this.at = null
    if (status === 403 && !(await this.makeAnew(sentence))) return
    if (!this.runs) return
    this.timer = setTimeout(() => void this.ask(), this.at !== at ? 0 : pauseAfter(status))
  }

  /**
   * @param {TeacherView} view
   * @param {number | null} at
   */
  heard(view, at) {
    this.view = view
    this.seenAt = at
    keep(sessionStorageOrNone(), this.name, JSON.stringify(stateOf(view, [])))
    this.hearer.view(view)
  }

  async askLesson() {
    const { status, body } = await askRoom(`/${this.code}/lesson`, { secret: this.secret })
    if (!this.runs) return
    if (status === 200) {
      this.hasLesson = !body.steps.some((/** @type {{waits?: boolean}} */ { waits }) => waits)
      this.hearer.lesson(body)
    }
    if (!this.hasLesson) setTimeout(() => this.runs && void this.askLesson(), LESSON_AGAIN)
  }

  /** What the drawings of tasks are, by their numbers: a room that is made anew gets them back. @type {() => Record<string, string>} */
  drawings = () => ({})

  /**
   * The room is not there. After the server was restarted it is made anew, once, from what was told last.
   * @param {string} sentence
   * @returns {Promise<boolean>} Whether it is there again.
   */
  async makeAnew(sentence) {
    const before = this.view ? stateOf(this.view, Object.entries(this.drawings())) : read(this.name)
    if (before && !this.triedAnew) {
      this.triedAnew = true
      const { status } = await askRoom(
        `/${this.code}/again`,
        {},
        { secret: this.secret, ...before, ...keptLesson(this.code) },
      )
      if (status >= 200 && status < 300) {
        this.view = this.seenAt = undefined
        this.hearer.anew(MADE_ANEW)
        return true
      }
      if (status === 0) {
        this.triedAnew = false
        return true
      }
    }
    this.stop()
    forget(sessionStorageOrNone(), this.name)
    forgetLesson(this.code)
    this.hearer.gone(sentence)
    return false
  }
}

/**
 * What a room is made anew from.
 * @param {TeacherView} view
 * @param {[number: string, address: string][]} drawings
 */
function stateOf({ lesson, variant, pace, step, paused, again, nicknames, look, steps, tasks }, drawings) {
  const drawn = Object.fromEntries(drawings)
  const shown = Object.fromEntries(steps.filter((each) => each.shown > 0).map((each) => [each.step, each.shown]))
  const there = tasks.map((task) => ({ ...task, drawing: drawn[task.number] ?? "" }))
  return { lesson, variant, state: { pace, step, paused, again, nicknames, look, shown, tasks: there } }
}

/** @param {string} name */
function read(name) {
  const text = kept(sessionStorageOrNone(), name)
  return text ? JSON.parse(text) : undefined
}

/** @param {number} status */
function pauseAfter(status) {
  if (document.hidden) return SELDOM
  return status === 200 || status === 204 ? OFTEN : PATIENTLY
}
