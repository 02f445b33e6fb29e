// What was answered beside the truth, and the sum that makes it.

import { element } from "../shared/element.js"

/** @import { Verdict } from "./types.js" */

/** A sum of more lines is not shown before it is asked for. */
const MOST_OPEN = 12

/**
 * @param {Verdict} verdict
 * @returns {HTMLElement}
 */
export function outcome(verdict) {
  const { right, yours, truth, believed } = verdict
  const pair = [...(yours ? [["You answered", yours]] : []), ["It is", truth]].map(([label, words]) =>
    element("div", {}, element("dt", { text: label }), element("dd", { text: words })),
  )
  return element(
    "div",
    { class: `outcome ${right ? "right" : "wrong"}`, "data-testid": "lesson-verdict" },
    (right || yours !== "") && element("p", { class: "sign", text: right ? "✓ Right" : "✗ Not this time" }),
    element("dl", { class: pair.length > 1 ? "pair" : "" }, ...pair),
    believed !== "" &&
      element(
        "div",
        { class: "belief" },
        element("p", {}, element("b", { text: "You may have thought: " }), believed),
        verdict.true !== "" && element("p", {}, element("b", { text: "In fact: " }), verdict.true),
      ),
  )
}

/**
 * @param {Verdict} verdict
 * @returns {HTMLElement | undefined} Undefined where there is no sum.
 */
export function sum({ steps }) {
  if (!steps.length) return undefined
  const rows = steps.map(([words, value], k) =>
    element("tr", {}, element("th", { scope: "row", text: words || `Line ${k + 1}` }), element("td", { text: value })),
  )
  return element(
    "details",
    { class: "sum", open: steps.length <= MOST_OPEN },
    element("summary", { text: "The sum that makes it" }),
    element("table", { class: "ledger" }, element("tbody", {}, ...rows)),
  )
}
