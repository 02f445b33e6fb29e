// What the room adds to a step: whether the answer is sent, what the class answered, and what else may be said to it.

import { element } from "../shared/element.js"
import { sentWords } from "./room_words.js"
import { ShownResults } from "./shown_results.js"

/** @import { Room } from "./room.js" */
/** @import { PanelData } from "./types.js" */

export class ClassPart {
  /** The step that is shown. */
  step = -1

  /** @param {Room} room */
  constructor(room) {
    this.room = room
    this.sent = element("p", { class: "sent", role: "status", "data-testid": "sent" })
    this.offer = element("button", { type: "button", hidden: true, text: "Set it as a task for the others" })
    this.offer.onclick = () => this.setTask()
    this.offered = element("p", { class: "offered", role: "status" })
    this.shown = new ShownResults(room)
    this.flag = element("button", { type: "button", class: "quiet", "aria-pressed": "false" })
    this.flag.onclick = () => this.room.say("flag", { step: this.step, on: !this.isFlagged })
    this.node = element("div", { class: "class-part" }, this.sent, this.offer, this.offered, this.shown.node)
  }

  get isFlagged() {
    return this.room.view?.flags.includes(this.step) ?? false
  }

  /** @param {PanelData} data */
  update(data) {
    const { room } = this
    const view = room.isGone ? undefined : room.view
    if (this.step !== data.at) this.offered.textContent = ""
    this.step = data.at
    // What is revealed was asked a step before.
    const asked = data.kind === "reveal" ? data.at - 1 : data.at
    const { words, state } = sentWords(room.answers, asked, room.reach)
    if (this.sent.textContent !== words) this.sent.textContent = words
    this.sent.dataset.state = state
    this.flag.hidden = !view
    this.flag.setAttribute("aria-pressed", String(this.isFlagged))
    this.flag.textContent = this.isFlagged ? "I get it now" : "I didn’t get this"
    const isMade = data.kind === "do" ? Boolean(data.goals?.every(({ holds }) => holds)) : data.ask?.type === "draw"
    this.offer.hidden = !view || !isMade || state !== "sent" || this.offered.dataset.done === String(this.step)
    this.shown.update(asked === data.at ? [data.at] : [data.at, asked], data)
  }

  async setTask() {
    const { step } = this
    const sentence = await this.room.say("task", { step })
    if (step !== this.step) return
    this.offered.textContent = sentence || "It is set: your class gets it once your teacher takes it."
    if (sentence) return
    this.offered.dataset.done = String(step)
    this.offer.hidden = true
  }
}
