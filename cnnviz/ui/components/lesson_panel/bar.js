// The panel's top: the lesson, the way out of it, and a dot for every step.

import { element } from "../shared/element.js"
import { dotColumns, stepWords } from "./words.js"

/** @import { Shown, Step } from "./types.js" */

/** Dots that fit beside each other where the panel is as narrow as it gets: each is as wide as a finger needs. */
const DOTS_IN_A_ROW = 12

/** Whether the sheet of a narrow window shows no more than its title bar, on all pages. */
let collapsed = false

export class Bar {
  /** The dots that are shown, as text. */
  words = ""

  /**
   * @param {HTMLElement} root - Of the panel.
   * @param {object} act
   * @param {(href: string) => void} act.go - Leads to a step.
   * @param {() => void} act.leave - Leaves the lesson.
   */
  constructor(root, { go, leave }) {
    this.root = root
    this.go = go
    this.title = element("p", { class: "lesson" })
    this.about = element("p", { class: "about" })
    this.toggle = element("button", {
      type: "button",
      class: "toggle",
      "aria-controls": "step",
      onclick: () => this.collapse(!collapsed),
    })
    const cross = element("button", {
      type: "button",
      class: "leave",
      text: "✕",
      title: "Leave the lesson: your answers stay in this page's address",
      "aria-label": "Leave the lesson",
      onclick: leave,
    })
    this.dots = element("ol")
    this.node = element(
      "div",
      { class: "bar" },
      element("div", { class: "titles" }, this.title, this.about),
      this.toggle,
      cross,
      element("nav", { "aria-label": "Steps of the lesson" }, this.dots),
    )
    this.collapse(collapsed)
  }

  /** @param {boolean} is */
  collapse(is) {
    collapsed = is
    this.root.classList.toggle("collapsed", is)
    this.toggle.setAttribute("aria-expanded", String(!is))
    this.toggle.setAttribute("aria-label", is ? "Open the step" : "Collapse the step")
    this.toggle.textContent = is ? "▲" : "▼"
  }

  /** @param {Shown} data */
  update({ lesson, steps, at, course }) {
    const leads = Boolean(course?.leads)
    this.title.textContent = lesson.title
    const level = lesson.level.charAt(0).toUpperCase() + lesson.level.slice(1)
    this.about.textContent = [level, lesson.minutes && `${lesson.minutes} minutes`].filter(Boolean).join(" · ")
    const words = JSON.stringify([steps, at, leads])
    if (words === this.words) return
    this.words = words
    this.dots.style.setProperty("--columns", String(dotColumns(steps.length, DOTS_IN_A_ROW)))
    const focused = this.dots.querySelector(":focus")?.parentElement
    const index = focused ? [...this.dots.children].indexOf(focused) : -1
    this.dots.replaceChildren(...steps.map((step, k) => this.dot(step, k, k === at, leads)))
    this.dots.children[index]?.querySelector("button")?.focus()
    // In a narrow window they may be in a row that is longer than it.
    this.dots.scrollLeft = ((at + 0.5) / steps.length) * this.dots.scrollWidth - this.dots.clientWidth / 2
  }

  /**
   * @param {Step} step
   * @param {number} index
   * @param {boolean} isHere
   * @param {boolean} leads - Whether a teacher leads.
   */
  dot(step, index, isHere, leads) {
    const { state, href } = step
    const words = leads && !isHere ? `${stepWords(step, index)}. Your teacher leads` : stepWords(step, index)
    const button = element("button", {
      type: "button",
      class: `dot ${state}`,
      title: words,
      "aria-label": words,
      "aria-current": isHere && "step",
      disabled: (href === null || leads) && !isHere,
      onclick: () => href !== null && !isHere && this.go(href),
    })
    return element("li", {}, button)
  }
}
