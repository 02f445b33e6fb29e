// Picking numbers out of flat arrays.

/**
 * The indices of the numbers that are largest in size, that of the largest first.
 * @param {ArrayLike<number>} values
 * @param {number} [count] - At most so many.
 * @returns {number[]}
 */
export function largestFirst(values, count = 100) {
  /** @type {number[]} */
  const indices = []
  /** @type {number[]} */
  const sizes = []
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (sizes.length === count && size <= sizes[count - 1]) continue
    let at = Math.min(sizes.length, count - 1)
    for (; at > 0 && sizes[at - 1] < size; at--) {
      sizes[at] = sizes[at - 1]
      indices[at] = indices[at - 1]
    }
    sizes[at] = size
    indices[at] = k
  }
  return indices
}

/**
 * The index of the number that is largest in size.
 * @param {ArrayLike<number>} values
 * @returns {number}
 */
export function heaviest(values) {
  let best = 0
  for (let k = 1; k < values.length; k++) if (Math.abs(values[k]) > Math.abs(values[best])) best = k
  return best
}

/**
 * The numbers of one channel of a flat (height, width, channels) array.
 * @param {ArrayLike<number>} values
 * @param {number} channels
 * @param {number} channel
 * @returns {number[]}
 */
export function channelOf(values, channels, channel) {
  return Array.from({ length: values.length / channels }, (_, k) => values[k * channels + channel])
}
