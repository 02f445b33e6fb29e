// Picking numbers out of flat arrays.

/**
 * The places of the numbers that are largest in size, first first: at most `count` of them.
 * @param {ArrayLike<number>} values
 */
export function largestFirst(values, count = 100) {
  /** @type {number[]} */
  const places = []
  /** @type {number[]} */
  const sizes = []
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (sizes.length === count && size <= sizes[count - 1]) continue
    let at = Math.min(sizes.length, count - 1)
    for (; at > 0 && sizes[at - 1] < size; at--) {
      sizes[at] = sizes[at - 1]
      places[at] = places[at - 1]
    }
    sizes[at] = size
    places[at] = k
  }
  return places
}

/**
 * The place of the number that is largest in size.
 * @param {number[] | Float32Array | Float64Array} values
 */
export function heaviest(values) {
  return values.reduce((best, value, index) => (Math.abs(value) > Math.abs(values[best]) ? index : best), 0)
}

/**
 * The numbers of one channel of a flat (height, width, channels) array.
 * @param {ArrayLike<number>} values
 * @param {number} channels
 * @param {number} channel
 */
export function channelOf(values, channels, channel) {
  return Array.from({ length: values.length / channels }, (_, k) => values[k * channels + channel])
}
