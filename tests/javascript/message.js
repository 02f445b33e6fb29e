// Messages as cnnviz/ui/wire.py packs them.

/**
 * Pack a message.
 * @param {object} header
 * @param {Record<string, number[]>} arrays
 * @returns {Uint8Array}
 */
export function packed(header, arrays) {
  /** @type {Record<string, [number, number[]]>} */
  const where = {}
  /** @type {number[]} */
  const floats = []
  for (const [name, values] of Object.entries(arrays)) {
    where[name] = [floats.length, [values.length]]
    floats.push(...values)
  }
  const encoded = new TextEncoder().encode(JSON.stringify({ ...header, arrays: where }))
  const length = Math.ceil(encoded.length / 4) * 4
  const bytes = new Uint8Array(4 + length + 4 * floats.length).fill(32)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, length, true)
  bytes.set(encoded, 4)
  floats.forEach((value, index) => view.setFloat32(4 + length + 4 * index, value, true))
  return bytes
}
