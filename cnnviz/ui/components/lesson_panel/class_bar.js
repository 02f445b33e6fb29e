// The line at the panel's top: which class it is, who leads, and what a student wants to be called there.

import { element } from "../shared/element.js"
import { classWords, reachWords } from "./room_words.js"

/** @import { Room } from "./room.js" */

const LONGEST = 24

export class ClassBar {
  /** @param {Room} room */
  constructor(room) {
    this.room = room
    this.words = element("span", { role: "status" })
    this.open = element("button", { type: "button", class: "quiet", "aria-expanded": "false", hidden: true })
    this.open.onclick = () => this.show(this.form.hidden === true)
    this.field = element("input", {
      class: "field",
      type: "text",
      maxlength: LONGEST,
      autocomplete: "off",
      "aria-label": "What you want to be called in this class",
    })
    this.fault = element("p", { class: "fault", role: "alert" })
    const keep = element("button", { type: "submit", text: "Keep" })
    this.form = element("form", { class: "nickname", hidden: true }, this.field, keep, this.fault)
    this.form.onsubmit = (event) => this.rename(event)
    this.notice = element("p", { class: "notice", role: "status" })
    const line = element("div", { class: "class-line", "data-testid": "class-line" }, this.words, this.open)
    this.node = element("div", {}, line, this.form, this.notice)
  }

  update() {
    const { code, view, reach, sentence } = this.room
    write(this.words, classWords(code, view, reach))
    write(this.notice, reachWords(reach, sentence))
    this.node.classList.toggle("lost", this.notice.textContent !== "")
    const hasNames = Boolean(view?.nicknames) && !this.room.isGone
    this.open.hidden = !hasNames
    if (!hasNames) this.show(false)
    write(this.open, view?.nickname ? `You are ${view.nickname}` : "Nickname")
  }

  /** @param {boolean} is */
  show(is) {
    if (is === !this.form.hidden) return
    this.form.hidden = !is
    this.open.setAttribute("aria-expanded", String(is))
    this.fault.textContent = ""
    if (!is) return
    this.field.value = this.room.view?.nickname ?? ""
    this.field.focus()
  }

  /** @param {SubmitEvent} event */
  async rename(event) {
    event.preventDefault()
    this.fault.textContent = await this.room.say("nickname", { nickname: this.field.value })
    if (this.fault.textContent) {
      this.field.focus()
      return
    }
    this.show(false)
    this.open.focus()
  }
}

/**
 * Write a text where it is another: a screen reader says it again otherwise.
 * @param {HTMLElement} node
 * @param {string} words
 */
function write(node, words) {
  if (node.textContent !== words) node.textContent = words
}
