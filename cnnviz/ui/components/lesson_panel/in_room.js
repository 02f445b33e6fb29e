// The room in the panel: what it says of the class, and what the student says to it. Loaded only where there is one.

import { placeOf } from "../join/place.js"
import { startAddress } from "../join/start.js"
import { element } from "../shared/element.js"
import { AskTask } from "./ask_task.js"
import { ClassBar } from "./class_bar.js"
import { ClassPart } from "./class_part.js"
import { goToStep } from "./going.js"
import { ledTo, stateAddress } from "./led.js"
import { Look } from "./look.js"
import { roomOf } from "./room.js"
import { courseAt, TASKS_FROM } from "./room_words.js"

/** @import { Course } from "./room_types.js" */
/** @import { PanelData, Said } from "./types.js" */

/** How long Python may take to go where the teacher leads, in milliseconds: then it is told once more. */
const PATIENCE = 5000

/** What was said to Python and is not heard yet, on whichever page. @type {{said: Said, at: number, sent: import("../join/place.js").Sent} | undefined} */
let pending
/** What Python was told last of where the teacher leads, and when. */
let told = { words: "", at: 0 }
/** The step to whose page the teacher led last; -1 where nobody leads. */
let shownStep = -1

export class InRoom {
  /**
   * @param {string} code
   * @param {object} host
   * @param {() => void} host.refresh - Shows the panel again.
   * @param {(said: Said) => void} host.tell - Tells Python.
   */
  constructor(code, host) {
    this.host = host
    this.room = roomOf(code)
    this.heard = () => host.refresh()
    this.bar = new ClassBar(this.room)
    this.look = new Look(code)
    this.part = new ClassPart(this.room)
    this.task = new AskTask(this.room, () => host.refresh())
    this.top = element("div", { class: "in-room" }, this.bar.node, this.look.node)
    this.middle = element("div", {}, this.task.node, this.part.node)
    this.end = element("div", { class: "room-end" }, this.task.list, this.part.flag)
  }

  /** Whether all look at something else than the step's page. */
  get looks() {
    return !this.room.isGone && Boolean(this.room.view?.look)
  }

  /** Ask the room from now on. */
  attend() {
    this.room.attend(this.heard)
  }

  leave() {
    this.room.leave(this.heard)
  }

  /**
   * @param {PanelData} data
   * @returns {Course | undefined}
   */
  course(data) {
    return courseAt(this.room.view, this.room.reach, data.at)
  }

  /** The task that is shown in place of the step; undefined for none. */
  get asked() {
    const { view } = this.room
    if (!view || this.room.isGone) return undefined
    const number = view.pace === "teacher" ? view.step : this.task.chosen
    return number >= TASKS_FROM ? view.tasks.find(({ step }) => step === number) : undefined
  }

  /** @param {PanelData} data */
  update(data) {
    const { room } = this
    const view = room.isGone ? undefined : room.view
    if (view && this.isElsewhere(view)) return
    // The panel may be another one than that to which it was said.
    if (pending && data.at !== pending.at) this.answered(data)
    this.bar.update()
    this.look.update(view, data)
    this.part.update(data)
    this.task.update(this.asked)
    this.follow(data)
  }

  /**
   * The code leads to another lesson than the address: an old link.
   * @param {import("./room_types.js").RoomView} view
   */
  isElsewhere({ lesson, variant }) {
    const here = new URLSearchParams(location.search)
    // Whoever leaves the lesson has none in the address.
    if (!here.has("lesson")) return false
    if (here.get("lesson") === lesson && (here.get("variant") ?? "0") === String(variant)) return false
    location.assign(new URL(startAddress({ lesson, variant }, this.room.code), new URL(".", document.baseURI)))
    return true
  }

  /**
   * Go where the teacher leads.
   * @param {PanelData} data
   */
  follow(data) {
    const { reach, view } = this.room
    // While the server cannot be reached, one stays where one is.
    if (!view && reach !== "gone" && reach !== "refused") return
    const said = ledTo(data, this.room.isGone ? undefined : view)
    if (!said) {
      this.showStep(data, view)
      return
    }
    // Whoever reloads the page at the teacher's step keeps what is on it.
    if (said.to === data.at) shownStep = data.at
    const words = JSON.stringify([said, data.at])
    if (words === told.words && performance.now() - told.at < PATIENCE) return
    told = { words, at: performance.now() }
    this.host.tell(said)
  }

  /**
   * Show what the step shows to which the teacher leads: once, and not while all look at something else.
   * @param {PanelData} data
   * @param {import("./room_types.js").RoomView | undefined} view
   */
  showStep({ at, kind, led, home, steps }, view) {
    if (led === null) shownStep = -1
    if (led !== at || shownStep === at || view?.look) return
    shownStep = at
    // What is worked on begins as the step has it, not with what happens to be on its page.
    const begins = home ?? (kind === "do" ? steps[at].href : null)
    const root = new URL(".", document.baseURI).href
    if (begins === null || stateAddress(new URL(begins, root).href, root) === this.address()) return
    goToStep(begins)
  }

  /**
   * Remember what is said to Python: once that has understood it, the room gets it too.
   * @param {Said} said
   * @param {PanelData} data
   * @returns {Said} As Python is to be told.
   */
  said(said, data) {
    pending = undefined
    if (said.what !== "answer" && said.what !== "check") return said
    const secondRound = said.what === "answer" && said.again === true
    const late = data.kind === "vote" && !secondRound && (this.room.view?.again.includes(data.at) ?? false)
    const isMade = said.what === "check" || data.ask?.type === "draw"
    pending = {
      said,
      at: data.at,
      sent: {
        step: data.at,
        round: secondRound || late ? 2 : 1,
        text: said.what === "answer" ? said.text : "made",
        sure: said.what === "answer" ? said.sure : 0,
        drawing: isMade ? this.address() : "",
      },
    }
    return late ? { .../** @type {any} */ (said), late: true } : said
  }

  address() {
    return stateAddress(location.href, new URL(".", document.baseURI).href)
  }

  /**
   * Python has answered what was said.
   * @param {PanelData} data
   */
  answered(data) {
    const was = pending
    if (!was || this.room.isGone) return
    const stays = data.at === was.at
    if (stays && data.message) {
      pending = undefined
      return
    }
    const sent = { ...was.sent }
    // The last stroke may have been on its way to the address.
    if (stays && sent.drawing) sent.drawing = this.address()
    pending = undefined
    if (was.said.what === "check" && !this.counts(data, sent.step)) return
    this.room.answer(sent)
  }

  /**
   * What reaches its goals counts, and nothing that comes after it and does not.
   * @param {PanelData} data
   * @param {number} step
   */
  counts({ at, goals }, step) {
    if (at !== step || !goals?.length) return at !== step
    if (goals.every(({ holds }) => holds)) return true
    return !placeOf(this.room.code)?.answers.some((answer) => answer.step === step)
  }
}
