// Joining a room, with its four letters.

import { element } from "../shared/element.js"

const KEPT =
  "The room keeps your last answer to each question, in memory, until your teacher ends it or three hours after the last " +
  "answer. Nothing is written to a disk or a log, and nobody asks for your name."

/**
 * @param {string} code - What stands in the field at first.
 * @param {string} why - Why one has to join; "" if it needs no words.
 * @param {(code: string) => Promise<string>} join - Says why not; "" if one has joined.
 * @returns {HTMLElement}
 */
export function joinForm(code, why, join) {
  const field = element("input", {
    class: "field code",
    id: "room-code",
    maxlength: 12,
    size: 6,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
  })
  field.value = code
  const message = element("p", { class: "message", role: "alert", text: why })
  const button = element("button", { type: "submit", class: "primary", text: "Join" })
  const form = element(
    "form",
    { class: "join", novalidate: true },
    element("label", { for: "room-code", text: "Your class’s room" }),
    field,
    button,
    message,
    element("p", { class: "faint", text: KEPT }),
  )
  form.onsubmit = async (event) => {
    event.preventDefault()
    const typed = field.value.replace(/[\s-]/g, "").toUpperCase()
    if (typed.length !== 4) {
      message.textContent = "A room’s code has four letters."
      field.focus()
      return
    }
    button.disabled = true
    message.textContent = await join(typed)
    button.disabled = false
  }
  return form
}
