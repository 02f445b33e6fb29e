// What a class answered to a step, drawn for the teacher, the projector and the students. Its colours are in results.css.

import { element } from "./element.js"
import { renew } from "./renew.js"
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
 * Show results in a place that is theirs alone: anew only where something is new, see renew().
 * @param {HTMLElement} place
 * @param {Results | null} given - Null to show none.
 * @returns {void}
 */
export function showResults(place, given) {
  renew(place, given, () => (given ? [results(given)] : []))
}
