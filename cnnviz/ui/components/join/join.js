// Joining a room: by the letters of the address, or by those that are typed.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { readCode } from "./code.js"
import { joinRoom } from "./joining.js"

/** @import { Send } from "../shared/mount.js" */

const KEPT =
  "Your last answer to each question, in the server’s memory, until your teacher ends the room or three hours after " +
  "the last answer. No name, no account; nothing is stored on disk or in a log."

export default mount((root) => new Join(root), ".join")

class Join {
  /** The room of the address. @type {string | null} */
  code = null
  goesOn = false
  /** @type {Send | undefined} */
  send = undefined

  /** @param {HTMLElement} root */
  constructor(root) {
    this.called = element("p", { class: "called" })
    this.field = element("input", {
      class: "field",
      type: "text",
      maxlength: 12,
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      "aria-describedby": "said",
      oninput: () => this.show(""),
    })
    this.letters = element("label", {}, element("span", { text: "Four letters, from your teacher" }), this.field)
    this.said = element("p", { class: "said", id: "said", role: "alert" })
    this.button = element("button", { type: "submit" })
    root.replaceChildren(
      this.called,
      this.letters,
      this.said,
      this.button,
      element("p", { class: "kept" }, element("b", { text: "What is kept: " }), KEPT),
    )
    root.onsubmit = (event) => {
      event.preventDefault()
      void this.join()
    }
  }

  /**
   * @param {{code: string | null}} data
   * @param {Send} send
   */
  update({ code }, send) {
    this.send = send
    this.code = code
    this.letters.hidden = code !== null
    this.called.hidden = code === null
    this.called.replaceChildren("You are invited to the class ", element("b", { text: code ?? "" }), ".")
    if (!this.goesOn) this.button.textContent = code ? `Join the class ${code}` : "Join"
  }

  async join() {
    if (this.goesOn) return
    const code = this.code ?? readCode(this.field.value)
    if (!code) {
      this.show("A class’s code has four letters, none of them a vowel, such as KTRM.")
      this.field.focus()
      return
    }
    this.show("")
    this.goesOn = true
    this.button.textContent = "Joining…"
    const joined = await joinRoom(code)
    this.goesOn = false
    // Whoever is let in sees that it goes on until the lesson is there.
    if (joined.sentence) this.button.textContent = this.code ? `Join the class ${code}` : "Join"
    if (joined.sentence) this.show(joined.sentence)
    else this.send?.setTriggerValue("joined", { lesson: joined.lesson, variant: joined.variant, code })
  }

  /** @param {string} sentence */
  show(sentence) {
    this.said.textContent = sentence
    if (sentence) this.field.setAttribute("aria-invalid", "true")
    else this.field.removeAttribute("aria-invalid")
  }
}
