// The accuracy that the visitor expects, as a curve: a number at each of many places between the first epoch and the last.

/** @import { Epoch } from "./types.js" */

/** Places of the curve, both ends among them. */
export const PLACES = 101

/** How fast the curve rises that belongs to a final accuracy alone: as trainings often do. */
const RISE = 6

/**
 * A point of a curve: where between begin and end, and how high, both from 0 to 1.
 * @typedef {{x: number, y: number}} Point
 */

/**
 * A curve of which nothing is drawn yet.
 * @returns {Float32Array} NaN where nothing is drawn.
 */
export function emptyGuess() {
  return new Float32Array(PLACES).fill(NaN)
}

/**
 * Draw a line from one point to another.
 * @param {Float32Array} guess - Left alone.
 * @param {Point} from
 * @param {Point} to
 * @returns {Float32Array}
 */
export function withLine(guess, from, to) {
  const drawn = guess.slice()
  const placeOf = (/** @type {Point} */ { x }) => Math.round(inside(x) * (PLACES - 1))
  const [first, last] = [placeOf(from), placeOf(to)]
  const step = first <= last ? 1 : -1
  for (let place = first; place !== last + step; place += step) {
    const along = first === last ? 1 : (place - first) / (last - first)
    drawn[place] = inside(from.y + (to.y - from.y) * along)
  }
  return drawn
}

/**
 * The curve that rises to an accuracy, quickly first.
 * @param {number} accuracy - At the end, from 0 to 1.
 * @returns {Float32Array}
 */
export function risingTo(accuracy) {
  return Float32Array.from(
    { length: PLACES },
    (_, place) => (inside(accuracy) * (1 - Math.exp((-RISE * place) / (PLACES - 1)))) / (1 - Math.exp(-RISE)),
  )
}

/**
 * What is expected at the end: the last that was drawn.
 * @param {Float32Array} guess
 * @returns {number | undefined} Undefined where nothing is drawn.
 */
export function lastOf(guess) {
  return guess.findLast((value) => !Number.isNaN(value))
}

/**
 * How far off a curve was.
 * @param {Float32Array} guess
 * @param {Epoch[]} history
 * @param {number} epochs - Where the curve ends.
 * @returns {{expected: number, found: number, mean: number} | undefined} At the end, and on average over the epochs of
 *   which something is drawn; undefined where there is nothing to compare.
 */
export function missOf(guess, history, epochs) {
  const expected = lastOf(guess)
  const pairs = history.flatMap(([epoch, , , , accuracy]) => {
    const value = guess[Math.round(inside(epoch / epochs) * (PLACES - 1))]
    return accuracy === null || Number.isNaN(value) ? [] : [Math.abs(value - accuracy)]
  })
  const found = history.at(-1)?.[4]
  if (expected === undefined || found === undefined || found === null) return undefined
  const mean = pairs.length ? pairs.reduce((a, b) => a + b, 0) / pairs.length : Math.abs(expected - found)
  return { expected, found, mean }
}

/** @param {number} value */
function inside(value) {
  return Math.min(Math.max(value, 0), 1)
}
