// What all layers have together.

import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"

/** @import { ShapesData } from "./types.js" */

/** What a total is part of. @type {Record<string, string>} */
const REGIONS = { weights: "costs", "multiply-adds": "multiply-adds costs", activations: "costs shapes" }

/**
 * @param {ShapesData["totals"]} totals
 * @returns {HTMLElement[]}
 */
export function totalsOf(totals) {
  return totals.map(([what, number, details, memory]) => {
    const regions = REGIONS[what] ?? ""
    // Whoever knows how many bytes there are knows how many numbers.
    const isHidden = regions.split(" ").some(isCovered)
    return element(
      "div",
      {},
      element("b", {}, element("span", { "data-region": regions, "data-cover": "?", text: number })),
      element("span", { text: memory && !isHidden ? `${what}, ${memory}` : what }),
      element("small", { text: isHidden ? "" : details }),
    )
  })
}
