// The layers' outputs of large networks that have been fetched, kept for the latest readings.

const MOST_READINGS = 3

/** @type {Map<string, Float32Array[]>} */
const byReading = new Map()

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
