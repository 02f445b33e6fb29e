// What was answered, and can no longer be changed.

import { element } from "../shared/element.js"
import { answerWords, sureWords } from "./words.js"

/** @import { Answer, Ask, Part } from "./types.js" */

/**
 * @param {Ask | null} ask
 * @param {Answer} answer
 * @param {string} [then] - What is to be done now.
 * @returns {Part}
 */
export function answered(ask, { text, sure, again }, then) {
  const rounds = again ? [text, again] : [text]
  const node = element("div", { class: "answered", tabindex: -1, "data-testid": "lesson-answer" })
  for (const [k, round] of rounds.entries()) {
    const label = then || again ? ["First you answered", "Then you answered"][k] : "Your answer"
    node.append(
      element(
        "p",
        {},
        element("span", { class: "label", text: label }),
        element("b", { text: answerWords(ask, round) || "—" }),
      ),
    )
  }
  // How sure one was is known of the last round alone.
  const words = sureWords(sure)
  if (words) node.lastElementChild?.append(element("span", { class: "faint", text: ` · ${words}` }))
  if (then) node.append(element("p", { class: "then", text: then }))
  return { node }
}
