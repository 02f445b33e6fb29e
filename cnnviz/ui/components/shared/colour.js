// The one colour language: blue positive, orange negative, white zero; ink white on black.
// No scale reaches what is no number or infinite: NaN is green, ∞ violet and −∞ yellow, unlike any shade of the scales and
// unlike the marker's magenta.

import { element } from "./element.js"

/**
 * Red, green and blue, whole numbers from 0 to 255.
 * @typedef {[red: number, green: number, blue: number]} Colour
 */

/** @type {Colour[]} */
const POSITIVE = [
  [255, 255, 255],
  [198, 219, 239],
  [107, 174, 214],
  [33, 113, 181],
  [8, 48, 107],
]
/** @type {Colour[]} */
const NEGATIVE = [
  [255, 255, 255],
  [253, 208, 162],
  [253, 141, 60],
  [217, 72, 1],
  [127, 39, 4],
]
/** @type {Colour[]} */
const INK = [
  [13, 17, 23],
  [255, 255, 255],
]
/** @type {Colour} */
const NOT_A_NUMBER = [0, 190, 70]
/** @type {Colour} */
const INFINITE = [124, 58, 255]
/** @type {Colour} */
const MINUS_INFINITE = [255, 232, 0]
const LEVELS = 256

/**
 * The colour at a share of the way through the stops.
 * @param {Colour[]} stops
 * @param {number} share
 * @returns {Colour}
 */
function between(stops, share) {
  const distance = Math.min(Math.max(share, 0), 1) * (stops.length - 1)
  const index = Math.min(Math.floor(distance), stops.length - 2)
  const mixed = (/** @type {number} */ k) =>
    Math.round(stops[index][k] + (stops[index + 1][k] - stops[index][k]) * (distance - index))
  return [mixed(0), mixed(1), mixed(2)]
}

/** @param {Colour[]} stops */
function table(stops) {
  return Uint32Array.from({ length: LEVELS }, (_, level) => packed(between(stops, level / (LEVELS - 1))))
}

/**
 * A colour as one little-endian RGBA number, opaque.
 * @param {Colour} colour
 * @returns {number}
 */
export function packed([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

const POSITIVE_TABLE = table(POSITIVE)
const NEGATIVE_TABLE = table(NEGATIVE)
const INK_TABLE = table(INK)
export const NAN_PACKED = packed(NOT_A_NUMBER)
const INFINITE_PACKED = packed(INFINITE)
const MINUS_INFINITE_PACKED = packed(MINUS_INFINITE)

/**
 * The colour of a value as one little-endian RGBA number.
 * @param {number} value
 * @param {number} limit - The scale goes from -limit over 0 to limit.
 * @param {boolean} [ink] - Whether it is shown in greys, by its size.
 * @returns {number}
 */
export function packedColour(value, limit, ink = false) {
  if (!Number.isFinite(value)) return packedBeyond(value)
  const level = limit > 0 ? Math.min(Math.round((Math.abs(value) / limit) * (LEVELS - 1)), LEVELS - 1) : 0
  if (ink) return INK_TABLE[level]
  return value < 0 ? NEGATIVE_TABLE[level] : POSITIVE_TABLE[level]
}

/**
 * @param {number} value - NaN or infinite.
 * @returns {number}
 */
function packedBeyond(value) {
  if (Number.isNaN(value)) return NAN_PACKED
  return value > 0 ? INFINITE_PACKED : MINUS_INFINITE_PACKED
}

/**
 * The colour of a value in CSS.
 * @param {number} value
 * @param {number} limit
 * @param {boolean} [ink]
 * @returns {string}
 */
export function cssColour(value, limit, ink = false) {
  const colour = packedColour(value, limit, ink)
  return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`
}

/**
 * Black or white: the one that can be read on the colour of a value.
 * @param {number} value
 * @param {number} limit
 * @param {boolean} [ink]
 * @returns {string} In CSS.
 */
export function textColour(value, limit, ink = false) {
  const colour = packedColour(value, limit, ink)
  return textOn([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255])
}

/**
 * Black or white: the one that stands out more from a colour, by the contrast ratio of WCAG 2: at least 4.58.
 * @param {Colour} colour
 * @returns {string} In CSS.
 */
export function textOn(colour) {
  const [red, green, blue] = colour.map((level) => {
    const share = level / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? "#000000" : "#ffffff"
}

/**
 * The largest size of a number in an array, not counting what is no number or infinite: where a colour scale ends.
 * @param {ArrayLike<number>} values
 * @returns {number} 0 if there is none.
 */
export function largest(values) {
  let limit = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (size > limit && size < Infinity) limit = size
  }
  return limit
}

/**
 * A CSS gradient of the scale.
 * @param {boolean} signed - From -1 to 1, else from 0 to 1.
 * @param {boolean} [ink]
 * @returns {string}
 */
export function scaleGradient(signed, ink = false) {
  const shares = Array.from({ length: 9 }, (_, k) => (signed ? k / 4 - 1 : k / 8))
  return `linear-gradient(to right, ${shares.map((share) => cssColour(share, 1, ink)).join(", ")})`
}

/** What no scale reaches, in a legend's words. @type {[value: number, words: string][]} */
const BEYOND_SCALES = [
  [NaN, "not a number"],
  [Infinity, "+∞"],
  [-Infinity, "−∞"],
]

/**
 * Which of NaN, ∞ and −∞ are among the values of arrays.
 * @param {ArrayLike<number>[]} arrays
 * @returns {number[]} Each once, in this order.
 */
export function beyondScales(...arrays) {
  /** @type {Set<number>} */
  const found = new Set()
  for (const values of arrays) {
    // Of a large network not all are here.
    for (let k = 0; k < (values?.length ?? 0); k++) if (!Number.isFinite(values[k])) found.add(values[k])
  }
  return BEYOND_SCALES.map(([value]) => value).filter((value) => found.has(value))
}

/**
 * What a legend has beside its scale: a swatch with words for each of NaN, ∞ and −∞ that is shown.
 * @param {number[]} beyond - As beyondScales returns them.
 * @returns {HTMLElement[]}
 */
export function beyondSwatches(beyond) {
  return BEYOND_SCALES.filter(([value]) => beyond.includes(value)).map(([value, words]) =>
    element("span", { class: "beyond" }, element("b", { style: { background: cssColour(value, 1) } }), words),
  )
}
