// Lessons as a list of cards: what each is about, and what a teacher does with it.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"

/**
 * A lesson, as its card shows it; lesson_cards/__init__.py says what each is.
 * @typedef {object} Card
 * @property {string} name
 * @property {string} number
 * @property {string} title
 * @property {string} about
 * @property {string[]} goals
 * @property {string[]} beliefs
 * @property {string} thumbnail
 * @property {string} start
 * @property {string} sheets
 * @property {string} key
 * @property {Record<string, string>} questions
 */

export default mount((root) => {
  let shown = ""
  /** @type {(name: string) => void} */
  let share
  return {
    update(/** @type {Card[]} */ cards, { setTriggerValue }) {
      share = (name) => setTriggerValue("share", name)
      // A card that is put there anew would lose the focus.
      if (JSON.stringify(cards) === shown) return
      shown = JSON.stringify(cards)
      root.replaceChildren(
        // The titles stand below one of the page's own headings, for those who go from one to the next.
        element("h2", { class: "unseen", text: "Lessons that come with the app" }),
        element("ul", {}, ...cards.map((card) => cardOf(card, (name) => share(name)))),
      )
      root.dataset.state = "ready"
    },
  }
}, ".lessons")

/**
 * @param {Card} card
 * @param {(name: string) => void} share
 * @returns {HTMLLIElement}
 */
function cardOf(card, share) {
  const { beliefs, goals, number, title } = card
  return element(
    "li",
    { class: "card", "data-lesson": card.name },
    element("img", { src: card.thumbnail, alt: "", width: 160, height: 90 }),
    element(
      "div",
      { class: "head" },
      element("h3", {}, element("span", { class: "number", text: number }), ` ${title}`),
      element("p", { class: "faint", text: card.about }),
    ),
    element("ul", { class: "goals", "aria-label": "Goals" }, ...goals.map((goal) => element("li", { text: goal }))),
    beliefs.length > 0 &&
      element(
        "details",
        {},
        element("summary", {
          text: `Confronts ${beliefs.length === 1 ? "a common belief" : `${beliefs.length} common beliefs`}`,
        }),
        element("ul", {}, ...beliefs.map((belief) => element("li", { text: belief }))),
      ),
    element("div", { class: "actions" }, ...actions(card, share)),
  )
}

/**
 * What is done with a lesson: each says of which, for those who hear one alone.
 * @param {Card} card
 * @param {(name: string) => void} share
 * @returns {HTMLElement[]}
 */
function actions({ name, title, start, sheets, key, questions }, share) {
  const print = { target: "_blank", rel: "noopener", title: "To print: it opens in another tab" }
  return [
    // It has a network and a picture of its own, whatever is chosen on this page: see navigation/links.js.
    element("a", {
      class: "start",
      href: start,
      text: "Start",
      "aria-label": `Start “${title}”`,
      "data-own": true,
    }),
    element("a", { href: sheets, text: "Worksheet", "aria-label": `Worksheet of “${title}”`, ...print }),
    element("a", { href: key, text: "Key", "aria-label": `Key to “${title}”`, ...print }),
    element("button", { type: "button", text: "Share", "aria-label": `Share “${title}”`, onclick: () => share(name) }),
    element(
      "span",
      { class: "questions faint" },
      "Questions: ",
      ...Object.entries(questions).map(([format, href]) =>
        element("a", {
          href,
          text: format,
          title: `Download its questions as ${format}`,
          "aria-label": `${format} of the questions of “${title}”`,
          download: true,
        }),
      ),
    ),
  ]
}
