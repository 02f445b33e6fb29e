// A ledger with numbers to fill in, and the value that they make.

import { element } from "../shared/element.js"
import { isReady, setReady } from "./sending.js"
import { ledgerNumbers, ledgerText, rightWords } from "./words.js"

/** @import { Host, Ledger, Shown } from "./types.js" */

/** A number to fill in, and what is said of it. @typedef {{field: HTMLInputElement, mark: HTMLElement}} Blank */

export class Work {
  /**
   * @param {Ledger} ledger
   * @param {string | null} done - What was filled in, once that cannot be changed any more.
   * @param {Host} host
   */
  constructor(ledger, done, host) {
    this.host = host
    this.done = done !== null
    /** Why no answer is taken now; "" if one is. */
    this.closed = ""
    /** @type {Blank[]} */
    this.blanks = []
    const numbers = ledgerNumbers(done ?? host.draft.typed, ledger)
    const rows = ledger.lines.map(({ words, value }, k) => this.row(words || `Line ${k + 1}`, value, numbers))
    const total = this.row(ledger.words, null, numbers, ledger.unit)
    total.className = "total"
    this.message = element("p", { class: "message", id: "message", role: "alert" })
    this.count = element("p", { class: "count", role: "status" })
    this.missing = element("span", { class: "missing", id: "missing" })
    this.button = element("button", {
      type: "submit",
      class: "says primary",
      "aria-describedby": "missing",
      text: "Send",
    })
    this.show = element("button", { type: "button", class: "says", text: "Show me", hidden: true })
    this.show.onclick = () => host.say({ what: "show" }, this.show)
    this.node = element(
      "form",
      { class: "question work", novalidate: true, tabindex: this.done && -1 },
      element("table", { class: "ledger" }, element("tbody", {}, ...rows, total)),
      this.count,
      this.message,
      !this.done && element("div", { class: "send" }, this.button, this.show, this.missing),
    )
    this.node.onsubmit = (event) => this.submit(event)
    this.changed()
  }

  /**
   * @param {string} words
   * @param {string | null} value - Null where it is to be filled in.
   * @param {string[]} numbers - What is filled in, from top to bottom.
   * @param {string} [unit]
   */
  row(words, value, numbers, unit) {
    const head = element("th", { scope: "row", text: words })
    if (value !== null) return element("tr", {}, head, element("td", { text: value }), element("td"))
    const index = this.blanks.length
    const field = element("input", {
      class: "field",
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      maxlength: 30,
      "aria-label": unit ? `${words}, in ${unit}` : words,
      "aria-describedby": `mark-${index}`,
      disabled: this.done,
      oninput: () => this.changed(),
    })
    field.value = numbers[index]
    const mark = element("span", { class: "mark", id: `mark-${index}` })
    this.blanks.push({ field, mark })
    return element(
      "tr",
      {},
      head,
      element("td", {}, element("span", { class: "measure" }, field, unit && element("span", { text: unit }))),
      element("td", { class: "marks" }, mark),
    )
  }

  text() {
    return ledgerText(this.blanks.map(({ field }) => field.value))
  }

  changed() {
    const { draft } = this.host
    if (!this.done) draft.typed = this.text()
    const left = this.blanks.filter(({ field }) => !field.value.trim()).length
    this.missing.textContent = this.closed || (left ? `${left} still empty` : "")
    setReady(this.button, !this.missing.textContent)
    this.mark()
  }

  /** Say of every number that was sent, and is still there, whether it is right. */
  mark() {
    const { right = [] } = this
    const sent = (this.host.draft.sent ?? "").split("|")
    for (const [k, { field, mark }] of this.blanks.entries()) {
      const known = right[k] !== undefined && (this.done || field.value.trim() === sent[k])
      mark.textContent = known ? (right[k] ? "✓ right" : "✗ wrong") : ""
      mark.classList.toggle("right", right[k])
      if (known && !right[k]) field.setAttribute("aria-invalid", "true")
      else field.removeAttribute("aria-invalid")
    }
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    if (!isReady(this.button) || this.done) return
    this.host.draft.sent = this.text()
    this.message.textContent = this.count.textContent = ""
    this.host.say({ what: "answer", text: this.text(), sure: 0 }, this.button)
  }

  /** @param {Shown} data */
  update({ marks, message, canShow, course }) {
    this.closed = course?.closed ?? ""
    this.right = marks ? [...marks.blanks, marks.value] : undefined
    if (this.message.textContent !== message) this.message.textContent = message
    const count = this.right && this.host.draft.sent !== undefined ? rightWords(this.right) : ""
    if (this.count.textContent !== count) this.count.textContent = count
    this.show.hidden = !canShow
    this.changed()
  }

  faulty() {
    const wrong = this.right?.indexOf(false) ?? -1
    if (this.message.textContent) return this.blanks[0].field
    return this.blanks[wrong]?.field
  }
}
