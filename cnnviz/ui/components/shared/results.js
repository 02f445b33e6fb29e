// What a class answered to a step, drawn for the teacher, the projector and the students. Its colours are in results.css.

import { element } from "./element.js"
import { focusedAround } from "./find.js"
import { barsOf } from "./results_bars.js"
import { cellsOf } from "./results_cells.js"
import { histogramOf } from "./results_histogram.js"
import { answeredWords } from "./results_words.js"
import { textsOf, wallOf } from "./results_wall.js"

/** @import { Results } from "./results_types.js" */

/**
 * Draw what a class answered.
 * @param {Results} given
 * @returns {HTMLElement}
 */
export function results(given) {
  const { kind, rounds, truth } = given
  const unjudged = rounds.reduce((total, round) => total + (round.unjudged ?? 0), 0)
  return element(
    "section",
    { class: "results", "data-kind": kind, "data-testid": "results", "aria-label": "What the class answered" },
    element(
      "p",
      { class: "answered" },
      element("b", { text: answeredWords(rounds) }),
      unjudged > 0 && ` (${unjudged} ${unjudged === 1 ? "is" : "are"} still being read)`,
    ),
    ...drawn(given),
    truth && element("p", { class: "truth" }, "The answer: ", element("b", { text: truthWords(given) })),
  )
}

/**
 * @param {Results} given
 * @returns {HTMLElement[]}
 */
function drawn(given) {
  switch (given.kind) {
    case "number":
    case "work":
      return histogramOf(given)
    case "cell":
      return cellsOf(given)
    case "draw":
    case "do":
      return wallOf(given)
    case "text":
      return textsOf(given)
    default:
      return [barsOf(given)]
  }
}

/** @param {Results} given */
function truthWords({ truth = "", unit }) {
  return unit && !truth.trim().endsWith(unit) ? `${truth} ${unit}` : truth
}

/**
 * Show results in a place that is theirs alone: anew only where something is new, and then what was unfolded stays so and
 * what was in focus keeps it.
 * @param {HTMLElement} place
 * @param {Results | null} given - Null to show none.
 * @returns {void}
 */
export function showResults(place, given) {
  const said = JSON.stringify(given)
  if (place.dataset.shown === said) return
  place.dataset.shown = said
  const open = new Set(Array.from(place.querySelectorAll("details[open]"), (node) => node.getAttribute("data-fold")))
  const focused = focusedAround(place)
  const key = focused && place.contains(focused) ? keyOf(focused) : ""
  place.replaceChildren(...(given ? [results(given)] : []))
  for (const fold of place.querySelectorAll("details")) fold.open = open.has(fold.getAttribute("data-fold"))
  if (!key) return
  const next = Array.from(place.querySelectorAll("button, summary")).find((node) => keyOf(node) === key)
  if (next instanceof HTMLElement) next.focus({ preventScroll: true })
}

/**
 * @param {Element} node
 * @returns {string}
 */
function keyOf(node) {
  return node.getAttribute("data-key") ?? node.closest("[data-fold]")?.getAttribute("data-fold") ?? ""
}
