// Calculations behind the curves.

/** @import { Epoch } from "./types.js" */

/** For how many epochs the loss has to have risen. */
const RISING = 3
/** By how much: what is less may be chance. */
const RISE = 1.03

/**
 * A running mean that forgets what is long past. What is no number is passed over.
 * @param {ArrayLike<number>} values
 * @param {number} span - About how many values it remembers.
 * @returns {Float32Array} As many numbers; NaN before the first value.
 */
export function smoothed(values, span) {
  const keeps = 1 - 2 / (Math.max(span, 1) + 1)
  const means = new Float32Array(values.length)
  let [sum, weight] = [0, 0]
  for (let k = 0; k < values.length; k++) {
    if (Number.isFinite(values[k])) {
      sum = keeps * sum + values[k]
      weight = keeps * weight + 1
    }
    means[k] = weight ? sum / weight : NaN
  }
  return means
}

/**
 * How many batches the smoothed line remembers: half an epoch, but never so few that nothing is smoothed.
 * @param {number} stepsPerEpoch
 * @returns {number}
 */
export function spanOf(stepsPerEpoch) {
  return Math.min(Math.max(Math.round(stepsPerEpoch / 2), 5), 60)
}

/**
 * Where an axis from zero has numbers: at multiples of 1, 2 or 5 times a power of ten.
 * @param {number} high - Where the axis ends, above 0.
 * @param {number} most - How many numbers there may be, at least 2.
 * @returns {number[]}
 */
export function ticks(high, most) {
  const least = high / (most - 1)
  const power = 10 ** Math.floor(Math.log10(least))
  const step = ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power
  return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, k) => Number((k * step).toPrecision(6)))
}

/**
 * Where the axis of the loss ends: above all values, but for a few that are far above all others, as the first ones of an
 * untrained network may be.
 * @param {ArrayLike<number>} training
 * @param {(number | null)[]} held
 * @returns {number} Above 0.
 */
export function lossTop(training, held) {
  return Math.max(usual(Array.from(training)), usual(held)) * 1.05 || 1
}

/**
 * The largest value that is not far above all others.
 * @param {(number | null)[]} values
 * @returns {number} 0 where there is none.
 */
function usual(values) {
  const sorted = values.filter((value) => value !== null && Number.isFinite(value)).map(Number)
  sorted.sort((a, b) => b - a)
  const [most = 0] = sorted
  const common = sorted[Math.max(1, Math.floor(sorted.length / 50))] ?? most
  return most > 3 * common && common > 0 ? common : most
}

/**
 * The least and the largest of every few values, so that a line of them is no finer than the screen.
 * @param {ArrayLike<number>} values
 * @param {number} columns - How many places the line has room for.
 * @returns {[index: number, value: number][]} In order; all values where there is room.
 */
export function thinned(values, columns) {
  const few = Math.max(1, Math.ceil(values.length / Math.max(1, columns)))
  /** @type {[number, number][]} */
  const points = []
  for (let start = 0; start < values.length; start += few) {
    let [low, high] = [Infinity, -Infinity]
    for (let k = start; k < Math.min(start + few, values.length); k++) {
      if (!Number.isFinite(values[k])) continue
      low = Math.min(low, values[k])
      high = Math.max(high, values[k])
    }
    if (low === Infinity) continue
    points.push([start, low])
    if (high > low) points.push([start, high])
  }
  return points
}

/**
 * A column of the history with the epochs.
 * @param {Epoch[]} history
 * @param {3 | 4} column - The loss on held-out pictures, or the accuracy.
 * @returns {[epoch: number, value: number][]} Where it was measured.
 */
export function byEpoch(history, column) {
  return history.flatMap((row) => {
    const value = row[column]
    return value === null || !Number.isFinite(value) ? [] : [[row[0], value]]
  })
}

/**
 * The epoch since which the network learns its pictures by heart: there the loss on held-out pictures was least; for three
 * epochs it has risen, while that on the training pictures fell.
 * @param {Epoch[]} history
 * @returns {number | undefined}
 */
export function byHeartSince(history) {
  const rows = history.filter(([, , , held]) => held !== null && Number.isFinite(held))
  if (!rows.length) return undefined
  const heldOf = (/** @type {Epoch} */ row) => Number(row[3])
  const least = rows.reduce((best, row) => (heldOf(row) < heldOf(best) ? row : best))
  const since = rows.slice(rows.indexOf(least) + 1)
  const last = since.at(-1)
  if (!last || since.length < RISING || last[0] - least[0] < RISING || last[1] >= least[1]) return undefined
  const mean = since.slice(-RISING).reduce((sum, row) => sum + heldOf(row), 0) / RISING
  return mean > heldOf(least) * RISE ? least[0] : undefined
}
