// What is to be reached on the page: checked when the student asks for it.

import { element } from "../shared/element.js"

/** @import { Goal, Host, PanelData } from "./types.js" */

export class Goals {
  /** The goals that are shown, as text. */
  words = ""
  /** Where all of them hold. @type {string | null} */
  href = null

  /** @param {Host} host */
  constructor(host) {
    this.list = element("ul", { class: "goals", role: "status", "aria-label": "Goals" })
    this.message = element("p", { class: "message", role: "alert" })
    this.check = element("button", { type: "button", class: "says primary", text: "Check" })
    this.check.onclick = () => host.say({ what: "check" }, this.check)
    this.example = element("button", { type: "button", text: "Show me one", hidden: true })
    this.example.onclick = () => this.href && host.go(this.href)
    this.skip = element("button", { type: "button", class: "says quiet", text: "Go on without it", hidden: true })
    this.skip.onclick = () => host.say({ what: "skip" }, this.skip)
    this.node = element(
      "div",
      { class: "question" },
      this.list,
      this.message,
      element("div", { class: "send" }, this.check, this.example, this.skip),
    )
  }

  /** @param {PanelData} data */
  update({ goals, example, next, message }) {
    const words = JSON.stringify(goals)
    if (words !== this.words) this.list.replaceChildren(...(goals ?? []).map(row))
    this.words = words
    if (this.message.textContent !== message) this.message.textContent = message
    this.href = example
    this.example.hidden = example === null
    this.list.hidden = !goals?.length
    this.skip.hidden = !goals?.length || next !== null
    this.check.classList.toggle("primary", next === null)
    this.check.textContent = goals?.length ? "Check again" : "Check"
  }
}

/** @param {Goal} goal */
function row({ words, now, holds }) {
  return element(
    "li",
    {},
    element("span", { class: `mark ${holds ? "right" : ""}`, text: holds ? "✓ reached" : "✗ not yet" }),
    element("span", { text: words }),
    now && element("span", { class: "faint", text: `Now: ${now}` }),
  )
}
