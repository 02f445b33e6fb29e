// Without a room: the lesson that one is opened with.

import { element } from "../shared/element.js"
import { askRoom } from "../shared/room.js"

/** @import { Offered } from "./types.js" */

const KEPT =
  "Students join with four letters: no name, no account. Of each is kept the last answer to every question, in this server’s " +
  "memory: until you end the room, or three hours after the last answer. Nothing is on disk, nothing in a log."

/**
 * @param {Offered[]} lessons
 * @param {(made: {code: string, secret: string}, text: string) => void} opened - With the text of the teacher's own lesson.
 * @returns {HTMLElement}
 */
export function startOf(lessons, opened) {
  const said = element("p", { class: "said", role: "status" })
  const button = element("button", { type: "submit", class: "primary", text: "Open a room" })
  const variant = element("select", {})
  const neighbours = element("label", { class: "variant" }, "Pictures and numbers ", variant)
  const choices = lessons.map(choiceOf)
  const form = element(
    "form",
    { class: "start" },
    element("h2", { text: "Which lesson does your class take?" }),
    element(
      "div",
      { class: "offered", role: "radiogroup", "aria-label": "Lesson" },
      ...choices.map(({ node }) => node),
    ),
    element(
      "p",
      { class: "kept" },
      "For a lesson of your own, open its file on ",
      element("a", { href: "./lessons", text: "Lessons" }),
      ": then you can choose it here.",
    ),
    element("p", { class: "kept", text: KEPT }),
    element("div", { class: "row" }, button, neighbours, said),
  )
  const chosen = () => lessons[choices.findIndex(({ input }) => input.checked)]

  function offer() {
    const count = chosen()?.variants ?? 1
    neighbours.hidden = count < 2
    const names = Array.from({ length: count }, (_, index) => String.fromCharCode(65 + index))
    variant.replaceChildren(...names.map((name, index) => element("option", { value: index, text: name })))
  }

  async function open() {
    const lesson = chosen()
    if (!lesson || button.ariaDisabled === "true") return
    button.ariaDisabled = "true"
    said.textContent = "The room is being opened …"
    const wanted = lesson.text ? { text: lesson.text } : { lesson: lesson.name }
    const { status, body, sentence } = await askRoom("", {}, { ...wanted, variant: Number(variant.value) })
    button.ariaDisabled = null
    said.textContent = sentence
    if (status === 200) opened(body, lesson.text)
  }

  form.onchange = (event) => {
    if (event.target !== variant) offer()
  }
  form.onsubmit = (event) => {
    event.preventDefault()
    void open()
  }
  if (choices[0]) choices[0].input.checked = true
  offer()
  return form
}

/** @param {Offered} lesson */
function choiceOf({ name, number, title, about, thumbnail }) {
  const input = element("input", { type: "radio", name: "lesson", value: name })
  const node = element(
    "label",
    { class: "choice" },
    input,
    ...(thumbnail ? [element("img", { src: thumbnail, alt: "", width: 160, height: 90 })] : []),
    element(
      "span",
      {},
      element("b", {}, ...(number ? [element("span", { class: "number", text: number }), ` ${title}`] : [title])),
      element("span", { class: "faint", text: number ? about : `Your own · ${about}` }),
    ),
  )
  return { node, input }
}
