// A room as its teacher sees it: how it is joined, where it is in the lesson, and what the class answers.

import { element } from "../shared/element.js"
import { askRoom } from "../shared/room.js"
import { drawingsIn } from "../shared/results_wall.js"
import { Asking } from "./asking.js"
import { Chosen } from "./chosen.js"
import { Drawings } from "./drawings.js"
import { ownLink } from "./keys.js"
import { Look } from "./look.js"
import { Revealed } from "./revealed.js"
import { Steering } from "./steering.js"
import { Steps } from "./steps.js"
import { Strip } from "./strip.js"
import { tablesOf } from "./tables.js"
import { Tasks } from "./tasks.js"
import { taskTold } from "./told.js"

/** @import { ClassData, LessonTold, Order, TeacherView } from "./types.js" */

export class Room {
  /** @type {TeacherView | undefined} */
  view = undefined
  /** @type {LessonTold | undefined} */
  lesson = undefined
  presents = false
  /** Whether the teacher looks at what is covered on the projector. */
  peeks = false

  /**
   * @param {HTMLElement} root
   * @param {string} code
   * @param {string} secret
   * @param {() => void} left - Called when the teacher has done with it.
   */
  constructor(root, code, secret, left) {
    this.root = root
    this.code = code
    this.secret = secret
    this.left = left
    this.drawings = new Drawings(code, secret, () => this.show())
    this.revealed = new Revealed(code, () => this.show())
    this.asking = new Asking(code, secret, {
      view: (view) => this.heard(view),
      lesson: (lesson) => {
        this.lesson = lesson
        this.show()
      },
      lost: (sentence) => (this.lost.textContent = sentence),
      anew: (sentence) => this.say(sentence),
      gone: (sentence) => this.gone(sentence),
    })
    this.asking.drawings = () => this.drawings.known
    const host = {
      steer: (/** @type {Order} */ order) => this.steer(order),
      choose: (/** @type {number} */ step) => this.choose(step),
      say: (/** @type {string} */ sentence) => this.say(sentence),
    }
    this.lost = element("p", { class: "notice lost", role: "alert" })
    this.said = element("p", { class: "notice", role: "status" })
    this.strip = new Strip(code)
    this.steps = new Steps(host)
    this.steering = new Steering(host, code, ownLink(new URL(".", document.baseURI).href, code, secret))
    this.tasks = new Tasks(host)
    this.look = new Look(host)
    this.chosen = new Chosen(host, {
      present: () => this.present(!this.presents),
      peek: () => {
        this.peeks = !this.peeks
        this.show()
      },
      reveal: (step) => this.revealed.toggle(step),
      look: (number) => void this.steer({ look: this.drawings.known[number] }),
    })
    this.node = element(
      "div",
      { class: "room" },
      this.lost,
      this.said,
      this.strip.node,
      element(
        "div",
        { class: "columns" },
        element(
          "div",
          { class: "side" },
          this.steering.node,
          this.steps.node,
          this.tasks.node,
          tablesOf(code, secret, host.say),
          this.steering.ending,
        ),
        element("div", { class: "main" }, this.chosen.node, this.look.node),
      ),
    )
  }

  start() {
    this.asking.start()
    this.revealed.listen()
  }

  stop() {
    this.asking.stop()
    this.revealed.stop()
  }

  wake() {
    this.asking.wake()
  }

  /** @param {ClassData} data */
  join(data) {
    this.strip.join(data)
    this.keepKey()
  }

  /** The secret is behind the address, so that a bookmark has it; not while a class may read it off the wall. */
  keepKey() {
    const hash = this.presents ? "" : `#key=${this.secret}`
    if (location.hash === hash || !location.search.includes(`c=${this.code}`)) return
    history.replaceState(history.state, "", location.pathname + location.search + hash)
  }

  /** @param {TeacherView} view */
  heard(view) {
    if (!this.view) this.node.dataset.state = "ready"
    this.view = view
    void this.drawings.need([...drawingsIn(view.answers.rounds), ...view.tasks.map(({ number }) => number)])
    this.keepKey()
    this.show()
  }

  show() {
    const { view, lesson, drawings } = this
    if (!view) return
    const at = view.answers.step
    const task = view.tasks.find(({ step }) => step === at)
    const told = task ? taskTold(task) : lesson?.steps[at]
    this.strip.update(view, this.presents)
    this.steering.update(view)
    this.steps.update(view, lesson, at)
    this.tasks.update(view, drawings.known)
    this.look.update(view, told)
    this.chosen.update({
      view,
      told,
      beliefs: lesson?.beliefs ?? {},
      drawings: drawings.known,
      task,
      presents: this.presents,
      peeks: this.peeks,
      revealed: this.revealed.has(told?.of ?? at),
    })
  }

  /** @param {number} step */
  choose(step) {
    this.peeks = false
    this.asking.at = step
    this.asking.wake()
  }

  /** @param {boolean} presents */
  present(presents) {
    this.presents = presents
    this.peeks = false
    this.root.classList.toggle("presents", presents)
    this.keepKey()
    this.show()
  }

  endPresenting() {
    if (this.presents) this.present(false)
  }

  /**
   * @param {Order} order
   * @returns {Promise<boolean>}
   */
  async steer(order) {
    // Nobody asks a room that is being ended.
    if (order.end) this.asking.stop()
    const { status, sentence } = await askRoom(`/${this.code}/steer`, { secret: this.secret }, order)
    const isDone = status === 204
    if (order.end && !isDone) this.asking.start()
    this.say(isDone ? "" : sentence)
    if (isDone && order.end) this.gone("The room has ended: its answers are gone.")
    else this.asking.wake()
    return isDone
  }

  /** @param {string} sentence */
  say(sentence) {
    this.said.textContent = sentence
  }

  /** @param {string} sentence */
  gone(sentence) {
    this.stop()
    this.endPresenting()
    this.node.replaceChildren(
      element("h2", { text: `Room ${this.code}` }),
      element("p", { role: "alert", text: sentence }),
      element(
        "p",
        {},
        element("button", { type: "button", class: "primary", text: "Open a room", onclick: this.left }),
      ),
    )
  }
}
