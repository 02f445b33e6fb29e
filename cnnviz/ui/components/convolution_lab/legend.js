// What stands below the output: its colours, or what a picture cannot show of it.

import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { shareCutOff } from "./canvases.js"
import { short } from "./numbers.js"

/** @import { Shown } from "./maps.js" */

/**
 * @param {Shown} shown
 * @param {number} limit - The end of a map's colour scale.
 * @returns {HTMLElement}
 */
export function legendOf({ result, view }, limit) {
  if (view.channel !== undefined) return scale(limit, result?.values ?? [])
  const share = result ? shareCutOff(result) : 0
  return element("span", {
    class: "faint",
    text: share
      ? `${percent(share)} of the values are below 0 or above 255: shown as 0 or 255.`
      : "No value is below 0 or above 255.",
  })
}

/**
 * The colours of a map with the numbers at their ends, and of what no scale reaches.
 * @param {number} limit
 * @param {ArrayLike<number>} shown - The map's values.
 */
function scale(limit, shown) {
  return element(
    "div",
    { class: "legend" },
    element("span", { text: short(-limit) }),
    element("i", { style: { background: scaleGradient(true) } }),
    element("span", { text: short(limit) }),
    ...beyondSwatches(beyondScales(shown)),
  )
}
