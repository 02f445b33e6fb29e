// What comes of weights that slide over a picture, and how.

import { bracketed } from "../matrix/matrix.js"
import { largest } from "../shared/colour.js"

/** @typedef {{title: string, output: number[][]}} Titled */
/** @typedef {Titled & {values: number[], limit: number}} Result - values: the output, flat; limit: their largest size. */

/**
 * What comes of each of the weights, then what comes of all of them together.
 * @param {Titled[]} cases
 * @param {Titled | null} combined
 * @returns {Result[]}
 */
export function resultsOf(cases, combined) {
  return [...cases, ...(combined ? [combined] : [])].map(({ title, output }) => {
    const values = output.flat()
    return { title, output, values, limit: largest(values) }
  })
}

/**
 * The index of the value with the largest size.
 * @param {number[]} values
 */
export function strongest(values) {
  return values.reduce((best, value, index) => (Math.abs(value) > Math.abs(values[best]) ? index : best), 0)
}

/**
 * The products of a window and the weights, written out: "18 · 1 + 54 · (−1)". Outside the picture stands 0.
 * @param {number[][]} picture
 * @param {number[][]} weights
 * @param {number} top - Of the window.
 * @param {number} left
 */
export function productsOf(picture, weights, top, left) {
  return weights
    .flatMap((line, y) =>
      line.map((weight, x) => `${bracketed(picture[top + y]?.[left + x] ?? 0)} · ${bracketed(weight)}`),
    )
    .join(" + ")
}
