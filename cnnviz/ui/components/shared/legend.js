// The legend of a colour scale.

import { beyondScales, beyondSwatches, scaleGradient } from "./colour.js"
import { element } from "./element.js"
import { number } from "./format.js"

/**
 * A colour scale with the numbers at its ends, and the colours of what it does not reach.
 * @param {number} limit
 * @param {boolean} signed
 * @param {ArrayLike<number>} shown - The values that are shown by it.
 * @param {string} [remark] - What else is to be said of it.
 * @returns {HTMLElement[]}
 */
export function rampOf(limit, signed, shown, remark) {
  return [
    element("span", { text: signed ? number(-limit, 2) : "0" }),
    element("span", {
      class: "ramp",
      style: { background: scaleGradient(signed) },
      role: "img",
      "aria-label": signed ? "orange is negative, white zero, blue positive" : "from white to blue",
    }),
    element("span", { text: number(limit, 2) }),
    ...(remark ? [element("span", { class: "faint", text: remark })] : []),
    ...beyondSwatches(beyondScales(shown)),
  ]
}
