// What has been fetched of large networks: layers' outputs, kept for the latest readings, and which weights are here.

const MOST_READINGS = 3

/** @type {Map<string, Float32Array[]>} */
const byReading = new Map()

/** @type {Map<string, Set<number>>} */
const weighed = new Map()

/**
 * The layers of a large network whose weights are here.
 * @param {string} base - The trained network's name.
 * @returns {Set<number>} The same for the same network.
 */
export function weighedOf(base) {
  const known = weighed.get(base) ?? new Set()
  weighed.set(base, known)
  return known
}

/**
 * The outputs of a reading's layers that are here so far: the same array for the same reading.
 * @param {string} name - The reading's.
 * @returns {Float32Array[]}
 */
export function outputsOf(name) {
  const kept = byReading.get(name) ?? []
  byReading.delete(name)
  byReading.set(name, kept)
  for (const old of [...byReading.keys()].slice(0, -MOST_READINGS)) byReading.delete(old)
  return kept
}
