// What is said of the pictures that a network was about equally sure of. Pure: numbers in, words out.

import { percent } from "../shared/format.js"

/**
 * The pictures whose answers have a probability above `from`, up to `to`.
 * @typedef {object} Bin
 * @property {number} from - 0 to 1.
 * @property {number} to - 0 to 1.
 * @property {number} count - How many pictures.
 * @property {number} right - How many of them were read right.
 * @property {number} sure - The sum of the probabilities of their answers.
 */

/**
 * The share of a bin that was read right, 0 to 1.
 * @param {Bin} bin
 * @returns {number | undefined} Undefined for an empty one.
 */
export function accuracy({ count, right }) {
  return count ? right / count : undefined
}

/**
 * The mean probability of a bin's answers, 0 to 1.
 * @param {Bin} bin
 * @returns {number | undefined} Undefined for an empty one.
 */
export function confidence({ count, sure }) {
  return count ? sure / count : undefined
}

/**
 * The ends of a bin: "80–90 %".
 * @param {Bin} bin
 * @returns {string}
 */
export function range({ from, to }) {
  return `${Math.round(from * 100)}–${Math.round(to * 100)} %`
}

/**
 * What is to be read of a bin.
 * @param {Bin} bin
 * @param {number} classes - How many there are.
 * @returns {string}
 */
export function sentence(bin, classes) {
  const [of, sure] = [accuracy(bin), confidence(bin)]
  if (of === undefined || sure === undefined) return `${range(bin)} sure: no picture${whyNone(bin, classes)}.`
  return `${range(bin)} sure: ${pictures(bin.count)}, ${whole(bin.right)} read right, ${percent(of)}; on average ${percent(sure)} sure.`
}

/**
 * All bars in a sentence.
 * @param {string} network - Its name.
 * @param {Bin[]} bins
 * @returns {string}
 */
export function summary(network, bins) {
  const filled = bins.filter(({ count }) => count)
  const parts = filled.map((bin) => `${range(bin)} sure, ${percent(accuracy(bin) ?? NaN)} right`)
  return `How often ${network} was right, by how sure it was: ${parts.join("; ")}. The table below has all numbers.`
}

/**
 * Why a bin is empty, where it cannot be otherwise: the answer is the class with the largest probability.
 * @param {Bin} bin
 * @param {number} classes
 * @returns {string}
 */
function whyNone({ to }, classes) {
  const least = 1 / classes
  return to < least - 1e-9 ? `: with ${classes} classes an answer has at least ${percent(least)}` : ""
}

/** @param {number} count */
function pictures(count) {
  return `${whole(count)} ${count === 1 ? "picture" : "pictures"}`
}

/**
 * @param {number} count
 * @returns {string} 1,234.
 */
export function whole(count) {
  return count.toLocaleString("en")
}
