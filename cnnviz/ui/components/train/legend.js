// The legend of a colour scale.

import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

/**
 * A colour scale with the numbers at its ends, and the colours of what it does not reach.
 * @param {number} limit
 * @param {boolean} signed
 * @param {ArrayLike<number>} shown - The values that are shown by it.
 * @returns {HTMLElement[]}
 */
export function rampOf(limit, signed, shown) {
  return [
    element("span", { text: signed ? number(-limit, 2) : "0" }),
    element("span", {
      class: "ramp",
      style: { background: scaleGradient(signed) },
      role: "img",
      "aria-label": signed ? "orange is negative, white zero, blue positive" : "from white to blue",
    }),
    element("span", { text: number(limit, 2) }),
    ...beyondSwatches(beyondScales(shown)),
  ]
}
