// The lesson beside the page.

import { coverEvents } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { Bar } from "./bar.js"
import { Rooms } from "./rooms.js"
import { draftOf, forgetDrafts } from "./drafts.js"
import { Foot } from "./foot.js"
import { go, goToStep } from "./going.js"
import { partKey, partOf } from "./part.js"
import { Sending } from "./sending.js"
import { outcome, sum } from "./verdict.js"
import { stageOf, whereWords } from "./words.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { PanelData, Part, Said } from "./types.js" */

/** The step that was shown last, on whichever page. @type {string | undefined} */
let shown
/** How often something was said, on all pages. */
let number = 0

export default mount((root) => new Panel(root), ".lesson-panel")

class Panel {
  /** @type {PanelData | undefined} */
  data = undefined
  /** @type {Send | undefined} */
  send = undefined
  /** @type {Part | undefined} */
  part = undefined
  /** What the part depends on. */
  key = ""
  /** The prose and the verdict that are shown, as they were given. */
  given = ""
  judged = ""
  /** What Python sent last, as text, to be told from what is new. */
  known = ""
  /** Where the visitor has joined one, the room. */
  rooms = new Rooms({
    refresh: () => this.data && this.root.isConnected && this.show(this.data),
    tell: (said) => this.tell(said),
  })

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.sending = new Sending(root, () => this.answered())
    const { top, middle, end } = this.rooms
    this.bar = new Bar(root, { go: goToStep, leave: () => this.data && go(this.data.leave) })
    this.foot = new Foot(goToStep)
    this.again = element("button", { type: "button", class: "says quiet again", text: "Begin again" })
    this.again.onclick = () => {
      forgetDrafts()
      this.say({ what: "restart" }, this.again)
    }
    this.home = element("button", { type: "button", class: "home", text: "← Back to the step’s page" })
    this.home.onclick = () => this.data?.home && goToStep(this.data.home)
    this.where = element("p", { class: "where" })
    this.heading = element("h2", { tabindex: -1 })
    this.verdict = element("div")
    this.prose = element("div", { class: "prose" })
    this.question = element("div")
    this.sum = element("div")
    this.step = element(
      "div",
      { class: "step", id: "step", role: "region", "aria-label": "This step", tabindex: 0 },
      this.home,
      this.where,
      this.heading,
      this.prose,
      this.question,
      middle,
      this.verdict,
      this.sum,
      end,
      this.again,
    )
    root.replaceChildren(this.bar.node, top, this.step, this.foot.node)
  }

  /** @param {Ears} ears */
  listen({ on }) {
    on(coverEvents, "pointed", () => this.part?.pointed?.())
  }

  /**
   * @param {PanelData} data
   * @param {Send} send
   */
  update(data, send) {
    this.send = send
    this.data = data
    const known = JSON.stringify({ ...data, heard: 0 })
    const isAnswer = data.heard === number || known !== this.known
    this.known = known
    if (isAnswer) this.rooms.answered(data)
    this.show(data)
    if (isAnswer) this.sending.end()
    this.rooms.enter(data)
  }

  leave() {
    this.rooms.leave()
  }

  /** @param {PanelData} told */
  show(told) {
    const data = { ...told, course: this.rooms.course(told) }
    const step = `${data.lesson.title} ${data.at}`
    const isOther = shown !== step
    this.bar.update(data)
    this.foot.update(data)
    this.home.hidden = data.home === null || this.rooms.looks
    this.again.hidden = !data.again || Boolean(data.course?.leads)
    this.root.dataset.step = String(data.at)
    this.where.textContent = whereWords(data, stageOf(data))
    if (this.heading.textContent !== data.title) this.heading.textContent = data.title
    this.showProse(data.prose)
    this.showVerdict(data)
    this.showPart(data)
    this.rooms.show(data)
    this.step.classList.toggle("at-task", this.rooms.asks)
    if (isOther && shown !== undefined) this.arrive()
    shown = step
  }

  /** @param {string} prose */
  showProse(prose) {
    // The browser writes HTML in its own way: what was given is what is compared.
    if (prose === this.given) return
    this.given = prose
    this.prose.innerHTML = prose
  }

  /** @param {PanelData} data */
  showVerdict({ verdict, kind }) {
    const words = JSON.stringify([verdict, kind])
    if (words === this.judged) return
    this.judged = words
    this.verdict.replaceChildren(...(verdict ? [outcome(verdict)] : []))
    const made = verdict && sum(verdict)
    this.sum.replaceChildren(...(made ? [made] : []))
    // Work is done before it is judged; what is revealed comes first, and the words about it behind.
    this.step.insertBefore(this.verdict, kind === "reveal" ? this.prose : this.sum)
  }

  /** @param {PanelData} data */
  showPart(data) {
    const key = partKey(data)
    if (key !== this.key) {
      const hadFocus = this.question.contains(focusedAround(this.root))
      this.key = key
      this.part = partOf(data, {
        draft: draftOf(`${data.lesson.title} ${data.at} ${stageOf(data)}`),
        say: (said, button) => this.say(said, button),
        go: goToStep,
      })
      this.question.replaceChildren(...(this.part ? [this.part.node] : []))
      // Whoever has sent an answer goes on from it, or from what is asked next.
      if (hadFocus) (this.part?.node.matches("[tabindex]") ? this.part.node : this.heading).focus()
    }
    // Until Python has answered, what it said before counts no more.
    if (!this.sending.goesOn) this.part?.update?.(data)
  }

  /** Show that the step is another one: whoever uses the keyboard goes on from its title. */
  arrive() {
    this.bar.collapse(false)
    this.step.scrollTop = 0
    this.heading.focus({ preventScroll: true })
  }

  /**
   * @param {Said} said
   * @param {HTMLElement} button
   */
  say(said, button) {
    if (this.sending.goesOn || !this.data) return
    this.sending.begin(button)
    this.tell(this.rooms.said(said, this.data))
  }

  /** @param {Said} said */
  tell(said) {
    number += 1
    const step = said.what === "restart" ? {} : { step: this.data?.at }
    this.send?.setTriggerValue("said", { ...said, ...step, number })
  }

  /** Python has answered what was said. */
  answered() {
    if (!this.data || !this.root.isConnected) return
    this.show(this.data)
    if (this.question.contains(focusedAround(this.root))) this.part?.faulty?.()?.focus()
  }
}
