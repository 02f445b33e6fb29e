// A sentence to write.

import { element } from "../shared/element.js"
import { isReady, setReady } from "./sending.js"

/** @import { Host, Shown } from "./types.js" */

const LONGEST = 400
/** From how many letters before the end on it is said how many are left. */
const NEAR = 80

export class Reflect {
  /**
   * @param {string[]} starters - How it may begin.
   * @param {Host} host
   */
  constructor(starters, host) {
    this.host = host
    /** Why no answer is taken now; "" if one is. */
    this.closed = ""
    this.field = element("textarea", { class: "field", rows: 4, maxlength: LONGEST, oninput: () => this.changed() })
    this.field.value = host.draft.typed
    this.message = element("p", { class: "message", id: "message", role: "alert" })
    this.missing = element("span", { class: "missing", id: "missing" })
    this.button = element("button", {
      type: "submit",
      class: "says primary",
      "aria-describedby": "missing",
      text: "Send",
    })
    this.skip = element("button", { type: "button", class: "says quiet", text: "Go on without it" })
    this.skip.onclick = () => host.say({ what: "skip" }, this.skip)
    const chips = starters.map((words) =>
      // The dots stay beside the last word.
      element("button", { type: "button", text: words.replace(" …", "\u00a0…"), onclick: () => this.begin(words) }),
    )
    this.node = element(
      "form",
      { class: "question", novalidate: true },
      chips.length > 0 && element("div", { class: "chips", role: "group", "aria-label": "Begin with" }, ...chips),
      element("label", { class: "labelled" }, element("span", { text: "Your sentence" }), this.field),
      this.message,
      element("div", { class: "send" }, this.button, this.skip, this.missing),
    )
    this.node.onsubmit = (event) => this.submit(event)
    this.changed()
  }

  /**
   * Put words before what is written.
   * @param {string} words
   */
  begin(words) {
    const start = words.replace(/\s*(…|\.\.\.)$/, " ")
    if (!this.field.value.startsWith(start.trim())) {
      this.field.value = `${start}${this.field.value}`.slice(0, LONGEST)
    }
    this.field.focus()
    this.field.setSelectionRange(this.field.value.length, this.field.value.length)
    this.changed()
  }

  changed() {
    const { value } = this.field
    this.host.draft.typed = value
    const left = LONGEST - value.length
    this.missing.textContent = this.closed || (left < NEAR ? `${left} letters left` : "")
    setReady(this.button, !this.closed && value.trim() !== "")
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    if (!isReady(this.button)) return
    this.message.textContent = ""
    this.host.say({ what: "answer", text: this.field.value.trim(), sure: 0 }, this.button)
  }

  /** @param {Shown} data */
  update({ message, next, course }) {
    this.closed = course?.closed ?? ""
    if (this.message.textContent !== message) this.message.textContent = message
    this.skip.hidden = next !== null
    this.changed()
  }

  faulty() {
    return this.message.textContent ? this.field : undefined
  }
}
