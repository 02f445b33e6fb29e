// A drawing as an address says it, see cnnviz/pictures/strokes_text.py, which says it in the same way.

import { PAD_SIZE } from "./strokes.js"

/** @import { Stroke } from "./strokes.js" */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const FARTHEST = 31
const PLACE = 63
/** Half units from the outer edge of the pad's margin to the pad. */
const OUTER = 100
const SIDE = 2 * PAD_SIZE + 2 * OUTER

/**
 * The strokes of a drawing.
 * @param {string} text - Such as "Q_F8_CMfqb_Dc".
 * @returns {Stroke[] | undefined} In pad units; undefined where the text is no drawing.
 */
export function strokesOf(text) {
  const strokes = text.split("~").map(strokeOf)
  return strokes.every((stroke) => stroke !== undefined) ? strokes : undefined
}

/**
 * @param {string} text
 * @returns {Stroke | undefined}
 */
function strokeOf(text) {
  const digits = Array.from(text, (letter) => DIGITS.indexOf(letter))
  const [width] = digits
  if (!width || digits.includes(-1)) return undefined
  /** @type {number[]} */
  const places = []
  for (let at = 1; at < digits.length; at++) {
    const before = places.length > 1 ? places[places.length - 2] : NaN
    const place = digits[at] === PLACE ? 64 * digits[++at] + digits[++at] : before + digits[at] - FARTHEST
    if (!(place >= 0 && place <= SIDE)) return undefined
    places.push(place)
  }
  if (!places.length || places.length % 2) return undefined
  return { width, points: places.map((place) => (place - OUTER) / 2) }
}
