// "Everybody look at this": a page of the app with its state, for every student at once.

import { element } from "../shared/element.js"
import { renew } from "../shared/renew.js"
import { addressWords } from "../shared/results_words.js"
import { lookedAt } from "./words.js"

/** @import { Host, TeacherView, Told } from "./types.js" */

export class Look {
  /** @param {Host} host */
  constructor(host) {
    this.host = host
    this.now = element("div", { class: "now" })
    this.field = element("input", {
      type: "text",
      class: "field",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "Paste a link of this app",
      "aria-label": "Link of the page that everybody is to look at",
    })
    this.fault = element("p", { class: "fault", role: "status" })
    this.step = element("button", { type: "button", text: "The step’s picture" })
    const form = element(
      "form",
      { class: "row" },
      this.field,
      element("button", { type: "submit", text: "Show it to everybody" }),
      this.step,
    )
    form.onsubmit = (event) => {
      event.preventDefault()
      void this.send()
    }
    this.node = element(
      "section",
      { class: "look", "aria-label": "Everybody look at this" },
      element("h2", { text: "Everybody look at this" }),
      this.now,
      form,
      this.fault,
    )
  }

  async send() {
    const found = lookedAt(this.field.value, new URL(".", document.baseURI).pathname)
    this.fault.textContent = "fault" in found ? found.fault : ""
    if (!("address" in found)) {
      this.field.focus()
      return
    }
    if (await this.host.steer({ look: found.address })) this.field.value = ""
  }

  /**
   * @param {TeacherView} view
   * @param {Told | undefined} told
   */
  update({ look }, told) {
    this.step.hidden = !told?.address
    this.step.onclick = () => told && void this.host.steer({ look: told.address })
    renew(this.now, look, () =>
      look === null
        ? []
        : [
            element(
              "p",
              { class: "row" },
              element("span", {}, "Now: ", element("b", { text: lookWords(look) })),
              element("a", { href: `./${look}`, target: "_blank", rel: "noopener", text: "Open it", "data-own": true }),
              element("button", {
                type: "button",
                text: "Stop looking",
                "data-key": "stop",
                onclick: () => void this.host.steer({ look: null }),
              }),
            ),
          ],
    )
  }
}

/** @param {string} address */
function lookWords(address) {
  return address.includes("strokes=") ? "a drawing" : addressWords(address)
}
