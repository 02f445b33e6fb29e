// The way to the step before and to the next one.

import { element } from "../shared/element.js"
import { isLast, whyNot } from "./words.js"

/** @import { PanelData } from "./types.js" */

export class Foot {
  /** @param {(href: string) => void} go - Leads to a step. */
  constructor(go) {
    /** @type {PanelData | undefined} */
    this.data = undefined
    this.back = element("button", { type: "button", text: "← Back" })
    this.back.onclick = () => this.data?.previous && go(this.data.previous)
    this.next = element("button", { type: "button", class: "next", text: "Next →", "aria-describedby": "why" })
    this.next.onclick = () => this.data?.next && go(this.data.next)
    this.why = element("span", { class: "why", id: "why" })
    this.node = element("div", { class: "foot" }, this.back, this.why, this.next)
  }

  /** @param {PanelData} data */
  update(data) {
    this.data = data
    this.back.hidden = data.previous === null
    this.next.hidden = data.next === null && isLast(data)
    this.next.disabled = data.next === null
    this.next.classList.toggle("primary", data.next !== null)
    const why = whyNot(data)
    if (this.why.textContent !== why) this.why.textContent = why
  }
}
