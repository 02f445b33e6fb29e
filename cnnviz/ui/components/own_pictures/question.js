// A question in the page, with two answers.

import { element } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"

export class Question {
  /** @type {((answer: boolean) => void) | undefined} */
  answer = undefined

  /** @param {HTMLElement} place - Where it is asked; nothing else is in there. */
  constructor(place) {
    this.place = place
    place.onkeydown = (event) => {
      if (event.key === "Escape") this.give(false)
    }
  }

  /**
   * Ask, and put the focus on the answer that changes nothing.
   * @param {string} words
   * @param {string} yes
   * @param {string} no
   * @returns {Promise<boolean>} False too where another question takes its place.
   */
  ask(words, yes, no) {
    this.give(false)
    const before = focusedAround(this.place)
    const keep = element("button", { type: "button", class: "no", text: no, onclick: () => this.give(false) })
    this.place.setAttribute("aria-label", words)
    this.place.replaceChildren(
      element("p", { text: words }),
      element("button", { type: "button", class: "yes", text: yes, onclick: () => this.give(true) }),
      keep,
    )
    this.place.hidden = false
    keep.focus()
    keep.scrollIntoView({ block: "nearest" })
    return new Promise((resolve) => {
      this.answer = (answer) => {
        const focused = this.place.matches(":focus-within")
        this.answer = undefined
        this.place.hidden = true
        this.place.replaceChildren()
        if (focused && before instanceof HTMLElement) before.focus()
        resolve(answer)
      }
    })
  }

  /**
   * Take an answer for given.
   * @param {boolean} answer
   * @returns {void}
   */
  give(answer) {
    this.answer?.(answer)
  }
}
