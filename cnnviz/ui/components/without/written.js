// A drawing as an address says it, see cnnviz/pictures/strokes_text.py. shared/strokes_text.js reads it.

import { PAD_SIZE } from "../shared/strokes.js"

/** @import { Stroke } from "../shared/strokes.js" */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const FARTHEST = 31
const PLACE = 63
/** Half units from the outer edge of the pad's margin to the pad. */
const OUTER = 100

/**
 * The text of a drawing.
 * @param {Stroke[]} strokes - Their points lie on half units, as the pad has them.
 * @returns {string} Such as "Q_F8_CMfqb_Dc".
 */
export function drawingText(strokes) {
  return strokes.map(strokeText).join("~")
}

/** @param {Stroke} stroke */
function strokeText({ width, points }) {
  let text = DIGITS[width]
  const places = points.map((point) => Math.min(Math.max(2 * point + OUTER, 0), 2 * PAD_SIZE + 2 * OUTER))
  places.forEach((place, k) => {
    const step = k < 2 ? NaN : place - places[k - 2]
    if (Math.abs(step) <= FARTHEST) text += DIGITS[step + FARTHEST]
    else text += DIGITS[PLACE] + DIGITS[Math.floor(place / 64)] + DIGITS[place % 64]
  })
  return text
}
