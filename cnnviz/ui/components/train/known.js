// What is known of a run, and what an answer of the server adds to it.

/** @import { Known, TrainHeader } from "./types.js" */

/** The arrays that have a number a batch, and come in parts. */
const BY_BATCH = ["loss", "accuracy"]

/**
 * Put an answer to what is known. What an answer leaves out stays as it was.
 * @param {Known | undefined} known - Left alone.
 * @param {TrainHeader} header
 * @param {Record<string, Float32Array>} arrays - loss and accuracy begin at the batch header.since; what overlaps is
 *   taken from the answer.
 * @returns {Known}
 */
export function joined(known, header, arrays) {
  const before = known?.header.run === header.run ? known : undefined
  const since = header.since ?? 0
  const rest = Object.entries(arrays).filter(([name]) => !BY_BATCH.includes(name))
  return {
    header: { ...before?.header, ...header },
    loss: continued(before?.loss, arrays.loss, since),
    accuracy: continued(before?.accuracy, arrays.accuracy, since),
    arrays: { ...before?.arrays, ...Object.fromEntries(rest) },
  }
}

/**
 * Numbers that go on at a place; where some between are missing, they are NaN.
 * @param {Float32Array} [before]
 * @param {Float32Array} [after]
 * @param {number} since - The place in the whole where `after` begins.
 * @returns {Float32Array}
 */
export function continued(before = new Float32Array(), after = new Float32Array(), since = 0) {
  if (!after.length) return before
  const all = new Float32Array(Math.max(before.length, since + after.length)).fill(NaN)
  all.set(before)
  all.set(after, since)
  return all
}

/**
 * Whether two recipes say the same, in whatever order.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function sameRecipe(one, other) {
  return ordered(one) === ordered(other)
}

/**
 * JSON with the names of every object in order.
 * @param {unknown} value
 * @returns {string}
 */
function ordered(value) {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
