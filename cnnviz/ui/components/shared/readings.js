// Answers that did not come by Streamlit: the drawing pad asks for them directly, the other components show them.

/**
 * The parts of an answer: the message of a reading for the maps, and that of the answer beside them.
 * @typedef {"map" | "answer"} Part
 */

class ReadingStore extends EventTarget {
  /** The answer's name; undefined before the first. @type {string | undefined} */
  name = undefined
  /** @type {Partial<Record<Part, Uint8Array>>} */
  parts = {}
  /** Whether the answer that is shown is not that of the drawing on the pad. */
  stale = false
}

/**
 * The latest answer; "change" events tell of a new one, "stale" events of whether it still is that of the drawing, and
 * "cleared" events that there is no drawing any more.
 */
export const readingStore = new ReadingStore()

/** How long a component waits for an answer that is on its way, in milliseconds. */
const PATIENCE = 600
/** @type {Partial<Record<Part, ReturnType<typeof setTimeout>>>} */
const patience = {}

/**
 * Show an answer of cnnviz/ui/stroke/route.py in all components of the page.
 * @param {string} name
 * @param {Uint8Array} bytes - It starts its buffer.
 * @returns {string} The name.
 */
export function showReading(name, bytes) {
  const length = new DataView(bytes.buffer).getUint32(0, true)
  readingStore.name = name
  readingStore.parts = { map: bytes.subarray(4, 4 + length), answer: bytes.subarray(4 + length) }
  readingStore.dispatchEvent(new Event("change"))
  setStale(false)
  return name
}

/**
 * Say whether the answer that is shown is not that of the drawing on the pad.
 * @param {boolean} stale
 * @returns {void}
 */
export function setStale(stale) {
  if (readingStore.stale === stale) return
  readingStore.stale = stale
  readingStore.dispatchEvent(new Event("stale"))
}

/**
 * Say that the drawing was taken away. Streamlit may not have heard of it: then what it says next is what it said before
 * it, and a component is not told twice.
 * @returns {void}
 */
export function tellCleared() {
  readingStore.dispatchEvent(new Event("cleared"))
}

/**
 * The message that a component goes back to when the drawing was taken away.
 * @param {Uint8Array | undefined} said - What Streamlit said last.
 * @returns {Uint8Array | undefined} Undefined where that stands for a drawing's answer: Streamlit will say another.
 */
export function saidBefore(said) {
  return said?.length && !(said.length < 200 && referenceIn(said)) ? said : undefined
}

/**
 * What a component shall show now that Streamlit gave it a message: the message itself, or the answer it refers to.
 * @param {Part} part
 * @param {Uint8Array} data
 * @param {(name: string, value: unknown) => void} setStateValue
 * @returns {Uint8Array | undefined} Undefined where that answer is not here: another is on its way, or else the
 *   component asks Streamlit for it.
 */
export function referredTo(part, data, setStateValue) {
  const name = data.length < 200 && referenceIn(data)
  if (!name) return data
  if (readingStore.name === name) return readingStore.parts[part]
  clearTimeout(patience[part])
  patience[part] = setTimeout(() => readingStore.name !== name && setStateValue("missing", name), PATIENCE)
  return undefined
}

/**
 * The name of the reading that a message stands for.
 * @param {Uint8Array} message
 * @returns {string | undefined} Undefined if the message is a reading itself.
 */
function referenceIn(message) {
  // An answer of few numbers is as short as a reference, and has numbers behind its header.
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4, 4 + length)))
  return header.reference ? header.reading : undefined
}
