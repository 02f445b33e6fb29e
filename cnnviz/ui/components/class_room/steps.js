// The steps of the lesson, with how many have answered each and how many did not get it.

import { element } from "../shared/element.js"
import { renew } from "../shared/renew.js"
import { flagWords, kindWords, stepName } from "./words.js"

/** @import { Host, LessonTold, StepCounts, TeacherView } from "./types.js" */

export class Steps {
  /** @param {Host} host */
  constructor(host) {
    this.host = host
    this.heading = element("h2", { text: "Steps" })
    this.list = element("ol", { class: "steps" })
    this.node = element("nav", { "aria-label": "Steps of the lesson" }, this.heading, this.list)
  }

  /**
   * @param {TeacherView} view
   * @param {LessonTold | undefined} lesson
   * @param {number} at - The step that is looked at.
   */
  update(view, lesson, at) {
    this.heading.textContent = lesson?.title ?? "Steps"
    const titles = lesson?.steps.map(({ title, kind }) => [title, kind])
    const known = [view.steps, view.step, view.again, titles, at]
    renew(this.list, known, () => view.steps.map((counts) => this.stepOf(counts, view, lesson, at)))
  }

  /**
   * @param {StepCounts} counts
   * @param {TeacherView} view
   * @param {LessonTold | undefined} lesson
   * @param {number} at
   */
  stepOf(counts, view, lesson, at) {
    const { step, kind, answered, flags, shown } = counts
    const told = lesson?.steps[step]
    const asks = kind !== ""
    const second = view.again.includes(step) || answered[1] > 0
    const says = [
      kindWords(told?.kind ?? kind),
      asks && `${answered[0]}${second ? ` + ${answered[1]}` : ""} answered`,
      shown > 0 && "shown",
    ].filter(Boolean)
    const isHere = step === view.step
    return element(
      "li",
      { "data-step": step, class: isHere ? "here" : undefined },
      element(
        "button",
        {
          type: "button",
          class: "step",
          "data-key": `step-${step}`,
          "aria-current": step === at ? "true" : undefined,
          onclick: () => this.host.choose(step),
        },
        element("b", { text: stepName(step, told) }),
        element("span", { class: "faint", text: says.join(" · ") }),
        isHere && element("span", { class: "chip", text: "the room is here" }),
      ),
      flags > 0 &&
        element(
          "p",
          { class: "flags" },
          element("span", { text: flagWords(flags) }),
          element("button", {
            type: "button",
            text: "✓ Heard",
            "data-key": `heard-${step}`,
            "aria-label": `Heard: ${flagWords(flags)}, ${stepName(step, told)}`,
            onclick: () => void this.host.steer({ heard: step }),
          }),
        ),
    )
  }
}
