// The step that is looked at: what it asks, what the class answered, and what is done with that.

import { element } from "../shared/element.js"
import { renew } from "../shared/renew.js"
import { results } from "../shared/results.js"
import { thumbnail } from "../shared/results_wall.js"
import { resultsAt } from "./told.js"
import { answeredWords, flagWords, kindWords, stepName } from "./words.js"

/** @import { Host, Order, Task, TeacherView, Told } from "./types.js" */

/**
 * What is shown. revealed: whether the projector says what is right.
 * @typedef {object} Now
 * @property {TeacherView} view
 * @property {Told | undefined} told
 * @property {Record<string, string>} beliefs
 * @property {Record<string, string>} drawings
 * @property {Task | undefined} task
 * @property {boolean} presents
 * @property {boolean} peeks
 * @property {boolean} revealed
 */

/**
 * What the step's buttons do beside steering.
 * @typedef {object} Acts
 * @property {() => void} present
 * @property {() => void} peek
 * @property {(step: number) => void} reveal
 * @property {(number: number) => void} look
 */

export class Chosen {
  /**
   * @param {Host} host
   * @param {Acts} acts
   */
  constructor(host, acts) {
    this.host = host
    this.acts = acts
    this.head = element("div", { class: "head" })
    this.question = element("div", { class: "asked" })
    this.bar = element("div", { class: "row bar", role: "toolbar", "aria-label": "With this step" })
    this.results = element("div", { class: "outcome" })
    this.node = element(
      "section",
      { class: "chosen", "aria-label": "The step", "data-testid": "chosen" },
      this.head,
      this.bar,
      this.question,
      this.results,
    )
  }

  /** @param {Now} now */
  update(now) {
    const { view, told, task, presents, peeks, revealed } = now
    const step = view.answers.step
    const counts = view.steps.find((each) => each.step === step)
    const shown = counts?.shown ?? 0
    const asks = Boolean(view.answers.kind)
    const isOpen = !presents || shown > 0 || peeks
    const says = !presents || revealed || peeks
    this.node.dataset.step = String(step)
    this.node.classList.toggle("open", isOpen && asks)
    const flags = counts?.flags ?? 0
    const answered = asks ? answeredWords(counts, view) : ""
    renew(this.head, [step, told?.title, told?.kind, answered, flags, presents, isOpen], () => [
      element("h2", { text: task ? `${stepName(step)} · ${told?.title}` : stepName(step, told) }),
      element(
        "p",
        { class: "row" },
        element("span", { class: "chip", text: kindWords(told?.kind ?? "") }),
        answered && !presents && element("b", { class: "answered-now", text: answered }),
        flags > 0 && !presents && element("span", { class: "faint", text: flagWords(flags) }),
      ),
    ])
    const drawing = task ? now.drawings[task.number] : undefined
    renew(this.question, [told, drawing, isOpen, says], () => questionOf(told, task, drawing, isOpen, says))
    if (asks && isOpen) this.showResults(now, says)
    else renew(this.results, ["covered", asks, answered], () => (asks ? [coverOf(answered)] : []))
    renew(this.bar, [step, view.step, view.again, shown, asks, presents, peeks, revealed, told?.of, told?.truth], () =>
      this.actsOf(now, shown, asks),
    )
  }

  /**
   * @param {Now} now
   * @param {boolean} says
   */
  showResults({ view, told, beliefs, drawings, presents, peeks }, says) {
    const given = resultsAt(view, told, { beliefs, drawings, presents: presents && !peeks, says })
    const put = (/** @type {number} */ number, /** @type {boolean} */ on) =>
      void this.host.steer({ wall: { number, on } })
    renew(this.results, [presents, given], () => [results(presents ? given : { ...given, put, look: this.acts.look })])
  }

  /**
   * @param {Now} now
   * @param {number} shown
   * @param {boolean} asks
   * @returns {HTMLElement[]}
   */
  actsOf({ view, told, presents, peeks, revealed }, shown, asks) {
    const { host, acts } = this
    const step = view.answers.step
    const again = view.again.includes(step)
    const steer = (/** @type {Order} */ order) => () => void host.steer(order)
    const at = view.steps.findIndex((each) => each.step === step)
    const [before, after] = [view.steps[at - 1], view.steps[at + 1]]
    const reveals = Boolean(told?.truth) || (told?.of ?? null) !== null
    return [
      before && act("← Back", "before", () => host.choose(before.step)),
      after && act("Next →", "after", () => host.choose(after.step)),
      step !== view.step && act("Go here", "go", steer({ step }), "primary"),
      asks &&
        act(
          shown ? "Hide from the class" : "Show to the class",
          "show",
          steer(shown ? { hide: step } : { show: step }),
        ),
      asks &&
        act(
          again ? "Back to the first vote" : "Second vote",
          "round",
          steer({ round: { step, round: again ? 1 : 2 } }),
        ),
      reveals && act(revealWords(revealed, presents), "reveal", () => acts.reveal(told?.of ?? step)),
      presents && asks && !shown && act("Peek", "peek", acts.peek, "quiet", peeks),
      act(presents ? "Teacher" : "Present", "present", acts.present, presents ? "quiet" : "apart"),
    ].filter((node) => node instanceof HTMLElement)
  }
}

/**
 * @param {string} text
 * @param {string} key
 * @param {() => void} onclick
 * @param {string} [kind]
 * @param {boolean} [pressed]
 */
function act(text, key, onclick, kind = "", pressed) {
  const state = pressed === undefined ? {} : { "aria-pressed": String(pressed) }
  return element("button", { type: "button", text, class: kind || undefined, "data-key": key, onclick, ...state })
}

/**
 * What the button says that has the projector tell what is right, or no more.
 * @param {boolean} revealed
 * @param {boolean} presents
 * @returns {string}
 */
function revealWords(revealed, presents) {
  return `${revealed ? "Cover" : "Reveal"} the answer${presents ? "" : " on the projector"}`
}

/**
 * @param {string} answered
 * @returns {HTMLElement}
 */
function coverOf(answered) {
  return element(
    "div",
    { class: "cover", "data-testid": "cover" },
    element("b", { text: answered }),
    element("span", { text: "The answers are covered until they are shown." }),
  )
}

/**
 * @param {Told | undefined} told
 * @param {Task | undefined} task
 * @param {string | undefined} drawing
 * @param {boolean} isOpen - Whether the answers are seen, and so all that could be chosen.
 * @param {boolean} says - Whether what is right may be said.
 * @returns {HTMLElement[]}
 */
function questionOf(told, task, drawing, isOpen, says) {
  if (!told) return [element("p", { class: "faint", text: "The lesson is being read …" })]
  if (told.of !== null && !says) {
    return [element("p", { class: "cover", text: "What is true is covered until you reveal it." })]
  }
  const prose = element("div", { class: "prose" })
  prose.innerHTML = told.prose
  const { goals, options, message, waits } = told
  return [
    prose,
    ...(task ? [thumbnail(drawing, "what does the network say?")] : []),
    ...(goals?.length ? [element("ul", { class: "goals" }, ...goals.map((text) => element("li", { text })))] : []),
    ...(!isOpen && options.length
      ? [element("ul", { class: "options" }, ...options.map(({ text }) => element("li", { text })))]
      : []),
    ...(waits ? [element("p", { class: "faint", text: "The answer is still being worked out." })] : []),
    ...(message ? [element("p", { class: "faint", text: message })] : []),
  ]
}
