// What the page asks the server for about networks and pictures.

import { lose } from "../shared/connection.js"
import { showReading } from "../shared/readings.js"
import { receiveNetwork } from "../shared/wire.js"

/** How long to wait for a network that is being loaded, until it is asked for again, in milliseconds. */
const PAUSE = 700

/**
 * Receive a network, once it is loaded.
 * @param {string} name
 * @param {() => boolean} current - Whether it is still wanted.
 * @returns {Promise<string>} Why it does not come; "" if it came, or is not wanted any more.
 */
export async function fetchNetwork(name, current) {
  const { bytes, fault } = await fetchLoaded(`cnnviz/network/${encodeURIComponent(name)}`, current)
  if (!bytes) return fault
  const length = new DataView(bytes.buffer).getUint32(0, true)
  receiveNetwork(bytes.subarray(4, 4 + length))
  receiveNetwork(bytes.subarray(4 + length))
  return ""
}

/**
 * Show how a network reads a sample.
 * @param {string} name - Of the network.
 * @param {string | null} sample - Its index in the gallery; null for the first that is shown.
 * @param {() => boolean} current
 * @returns {Promise<string>} Why not; "" if it is shown, or not wanted any more.
 */
export async function showSample(name, sample, current) {
  const query = sample === null ? "" : `?sample=${encodeURIComponent(sample)}`
  const url = `cnnviz/sample/${encodeURIComponent(name)}${query}`
  const { bytes, reading, fault } = await fetchLoaded(url, current)
  if (bytes && reading) showReading(reading, bytes)
  return fault
}

/**
 * @param {string} url
 * @param {() => boolean} current
 * @returns {Promise<{bytes?: Uint8Array, reading?: string | null, fault: string}>}
 */
async function fetchLoaded(url, current) {
  while (current()) {
    try {
      const response = await fetch(new URL(url, document.baseURI))
      if (response.status === 200) {
        const bytes = new Uint8Array(await response.arrayBuffer())
        return current() ? { bytes, reading: response.headers.get("x-reading"), fault: "" } : { fault: "" }
      }
      if (response.status !== 202) return { fault: await response.text() }
    } catch {
      lose()
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  return { fault: "" }
}
