// The way to the step before and to the next one.

import { element } from "../shared/element.js"
import { isLast, whyNot } from "./words.js"

/** @import { Shown } from "./types.js" */

export class Foot {
  /** @param {(href: string) => void} go - Leads to a step. */
  constructor(go) {
    /** @type {Shown | undefined} */
    this.data = undefined
    this.back = element("button", { type: "button", text: "← Back" })
    this.back.onclick = () => this.data?.previous && go(this.data.previous)
    this.next = element("button", { type: "button", class: "next", text: "Next →", "aria-describedby": "why" })
    this.next.onclick = () => this.data?.next && go(this.data.next)
    this.why = element("span", { class: "why", id: "why" })
    this.node = element("div", { class: "foot" }, this.back, this.why, this.next)
  }

  /** @param {Shown} data */
  update(data) {
    this.data = data
    const leads = Boolean(data.course?.leads)
    const canGoOn = data.next !== null && !leads
    this.back.hidden = data.previous === null || leads
    this.next.hidden = data.next === null && isLast(data)
    this.next.disabled = !canGoOn
    this.next.classList.toggle("primary", canGoOn)
    const why = whyNot(data)
    if (this.why.textContent !== why) this.why.textContent = why
  }
}
