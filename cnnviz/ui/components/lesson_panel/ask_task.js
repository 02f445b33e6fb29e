// What others of the class made: one predicts what the network says to it.

import { element } from "../shared/element.js"
import { showResults } from "../shared/results.js"
import { thumbnail } from "../shared/results_wall.js"
import { oneOf } from "./ask_choose.js"
import { draftOf } from "./drafts.js"
import { Drawings } from "./drawings.js"
import { sentWords } from "./room_words.js"
import { isReady, setReady } from "./sending.js"
import { mineOf } from "./shown_results.js"

/** @import { Room } from "./room.js" */
/** @import { TaskSet } from "./room_types.js" */

export class AskTask {
  /** The step of the task that was chosen at one's own pace; 0 for none. */
  chosen = 0
  /** What is shown, as text. */
  key = ""
  /** @type {import("./types.js").Way | undefined} */
  way = undefined
  /** @type {TaskSet | undefined} */
  task = undefined

  /**
   * @param {Room} room
   * @param {() => void} changed - Shows the panel again.
   */
  constructor(room, changed) {
    this.room = room
    this.changed = changed
    this.drawings = new Drawings(room, changed)
    this.back = element("button", { type: "button", class: "home", text: "← Back to the lesson" })
    this.back.onclick = () => this.choose(0)
    this.made = element("p")
    this.picture = element("div", { class: "made" })
    this.ask = element("div")
    this.button = element("button", { type: "submit", class: "primary", text: "Send" })
    this.missing = element("span", { class: "missing" })
    this.send = element("div", { class: "send" }, this.button, this.missing)
    this.form = element("form", { class: "question", novalidate: true }, this.ask, this.send)
    this.form.onsubmit = (event) => this.submit(event)
    this.sent = element("p", { class: "sent", role: "status" })
    this.answers = element("div")
    this.node = element(
      "div",
      { class: "task", hidden: true, "data-testid": "task" },
      this.back,
      element("p", { class: "where", text: "A task from your class" }),
      element("h2", { tabindex: -1, text: "What does the network say?" }),
      this.made,
      this.picture,
      this.form,
      this.sent,
      this.answers,
    )
    this.list = element("div", { class: "tasks", role: "group", "aria-label": "Tasks from your class", hidden: true })
  }

  /** @param {number} step - 0 for none. */
  choose(step) {
    this.chosen = step
    this.changed()
  }

  /** @param {TaskSet | undefined} task - What is shown in place of the step. */
  update(task) {
    const { view } = this.room
    this.showList(this.room.isGone || !view || view.pace === "teacher" || task ? [] : view.tasks)
    this.node.hidden = !task
    this.task = task
    if (!task || !view) return
    this.back.hidden = view.pace === "teacher"
    const address = this.drawings.of([task.number])[task.number]
    const key = JSON.stringify([task, address !== undefined])
    if (key !== this.key) this.make(task, address)
    this.key = key
    const { words, state } = sentWords(this.room.answers, task.step, this.room.reach)
    if (this.sent.textContent !== words) this.sent.textContent = words
    this.sent.dataset.state = state
    const shown = view.shown.find(({ step }) => step === task.step)
    const isOwn = view.answers.some(({ number }) => number === task.number)
    this.made.textContent = isOwn ? "You made this: see what the others think." : "Somebody in your class made this."
    this.form.hidden = isOwn || Boolean(shown)
    const options = task.options
    const mine = mineOf(this.room, task.step)
    const found = shown && { kind: /** @type {const} */ ("choose"), rounds: shown.rounds, truth: shown.says ?? "" }
    showResults(this.answers, found ? { ...found, revealed: true, options, mine, beliefs: {} } : null)
    this.check()
  }

  /**
   * @param {TaskSet} task
   * @param {string | undefined} address - Of what was made; undefined while it is on its way.
   */
  make(task, address) {
    const draft = draftOf(`${this.room.code} ${task.step}`)
    const sent = this.room.answers.find(({ step }) => step === task.step)?.text ?? ""
    this.picture.replaceChildren(thumbnail(address, "you are asked what the network reads"))
    this.way = oneOf(task.options, draft.typed || sent, "grid", "Choose an answer", () => {
      draft.typed = this.way?.typed() ?? ""
      this.check()
    })
    this.ask.replaceChildren(this.way.node)
  }

  check() {
    const text = this.way?.text() ?? ""
    const paused = this.room.view?.paused ? "Your teacher has paused the class." : ""
    this.missing.textContent = paused || (text ? "" : "Choose an answer")
    setReady(this.button, !this.missing.textContent)
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault()
    if (!isReady(this.button) || !this.task || !this.way) return
    this.room.answer({ step: this.task.step, round: 1, text: this.way.text(), sure: 0, drawing: "" })
  }

  /** @param {TaskSet[]} tasks */
  showList(tasks) {
    this.list.hidden = !tasks.length
    if (this.list.childElementCount === tasks.length + 1) return
    const buttons = tasks.map(({ step }, k) =>
      element("button", {
        type: "button",
        text: k + 1,
        "aria-label": `Task ${k + 1}`,
        onclick: () => this.choose(step),
      }),
    )
    this.list.replaceChildren(element("span", { text: "Tasks from your class" }), ...buttons)
  }
}
