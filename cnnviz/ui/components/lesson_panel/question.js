// What is asked for: a way of answering, how sure one is, and the button that sends both.

import { element } from "../shared/element.js"
import { askCell } from "./ask_cell.js"
import { askChoose } from "./ask_choose.js"
import { askClass } from "./ask_class.js"
import { askDraw } from "./ask_draw.js"
import { askNumber } from "./ask_number.js"
import { askOrder } from "./ask_order.js"
import { radios } from "./radios.js"
import { isReady, setReady } from "./sending.js"
import { SURE } from "./words.js"

/** @import { Ask, Host, Shown, Way } from "./types.js" */

export class Question {
  /**
   * @param {Ask} ask
   * @param {object} options
   * @param {boolean} options.sure - Whether it is also asked how sure one is.
   * @param {boolean} options.again - Whether this is the second round.
   * @param {Host} host
   */
  constructor(ask, { sure, again }, host) {
    const { draft } = host
    this.host = host
    /** Why no answer is taken now; "" if one is. */
    this.closed = ""
    this.again = again
    const changed = () => this.changed()
    this.way = wayOf(ask, draft.typed, changed)
    this.sure = sure
      ? radios({
          name: "sure",
          legend: "How sure are you?",
          words: SURE,
          chosen: draft.sure - 1,
          layout: "row",
          changed,
        })
      : undefined
    this.message = element("p", { class: "message", id: "message", role: "alert" })
    this.missing = element("span", { class: "missing", id: "missing" })
    this.button = element("button", {
      type: "submit",
      class: "says primary",
      "aria-describedby": "missing",
      text: ask.type === "draw" ? "Use my drawing" : "Send",
    })
    const send = element("div", { class: "send" }, this.button, this.missing)
    this.node = element("form", { class: "question", novalidate: true }, this.way.node, this.message)
    this.node.append(...(this.sure ? [this.sure.node] : []), send)
    this.node.onsubmit = (event) => this.submit(event)
    this.changed()
  }

  changed() {
    const { draft } = this.host
    draft.typed = this.way.typed()
    draft.sure = this.sure ? this.sure.chosen() + 1 : 0
    const isSure = !this.sure || draft.sure > 0
    const missing = !this.way.text() ? this.way.missing : isSure ? "" : "Say how sure you are"
    this.missing.textContent = this.closed || missing
    setReady(this.button, !this.missing.textContent)
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    if (!isReady(this.button)) return
    const { draft } = this.host
    this.message.textContent = ""
    this.host.say(
      { what: "answer", text: this.way.text(), sure: draft.sure, ...(this.again && { again: true }) },
      this.button,
    )
  }

  /** @param {Shown} data */
  update({ message, course }) {
    this.closed = course?.closed ?? ""
    if (this.message.textContent !== message) this.message.textContent = message
    for (const field of this.way.fields) {
      if (message) {
        field.setAttribute("aria-invalid", "true")
        field.setAttribute("aria-describedby", "message")
      } else {
        field.removeAttribute("aria-invalid")
        field.removeAttribute("aria-describedby")
      }
    }
    this.changed()
  }

  faulty() {
    return this.message.textContent ? this.way.fields[0] : undefined
  }

  pointed() {
    this.way.pointed?.()
  }
}

/**
 * @param {Ask} ask
 * @param {string} start
 * @param {() => void} changed
 * @returns {Way}
 */
function wayOf(ask, start, changed) {
  switch (ask.type) {
    case "choose":
      return askChoose(ask, start, changed)
    case "order":
      return askOrder(ask, start, changed)
    case "number":
      return askNumber(ask, start, changed)
    case "class":
      return askClass(ask, start, changed)
    case "cell":
      return askCell(ask, start, changed)
    default:
      return askDraw()
  }
}
