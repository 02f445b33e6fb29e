// Answers that did not come by Streamlit: the drawing pad asks for them directly, the other components show them.

export const readingStore = Object.assign(new EventTarget(), { name: undefined, parts: {} })
const PATIENCE = 600
const patience = {}

/** Show an answer of cnnviz/ui/stroke/route.py in all components of the page. Returns its name. */
export function showReading(name, bytes) {
  const length = new DataView(bytes.buffer).getUint32(0, true)
  readingStore.name = name
  readingStore.parts = { map: bytes.subarray(4, 4 + length), answer: bytes.subarray(4 + length) }
  readingStore.dispatchEvent(new Event("change"))
  return name
}

/**
 * What a component shall show now that Streamlit gave it a message: the message itself, or the answer it refers to.
 * Undefined where that answer is not here: another is on its way, or else the component asks Streamlit for it.
 */
export function referredTo(part, data, setStateValue) {
  const name = data.length < 200 && referenceIn(data)
  if (!name) return data
  if (readingStore.name === name) return readingStore.parts[part]
  clearTimeout(patience[part])
  patience[part] = setTimeout(() => readingStore.name !== name && setStateValue("missing", name), PATIENCE)
  return undefined
}

/** The name of the reading that a message stands for, undefined if it is none of these. */
function referenceIn(message) {
  const header = JSON.parse(new TextDecoder().decode(message.subarray(4)))
  return header.reference ? header.reading : undefined
}
