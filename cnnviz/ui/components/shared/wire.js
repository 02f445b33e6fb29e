// Messages of cnnviz/ui/wire.py -> networks and readings.

import { fedBy } from "./graph.js"
import { outputsOf } from "./kept_outputs.js"

/** @import { ArrayHeader, Layer, Message, Network, Reading, Small } from "./types.js" */

/**
 * What the header of a network's message says, and of one with its dense kernels no more than the network's name.
 * @typedef {{network: string} & Partial<Omit<Network, "name" | "arrays" | "complete">>} NetworkHeader
 */

/**
 * A network of which only its dense kernels may have arrived, or nothing: what belongs to it will.
 * @typedef {Pick<Network, "name" | "arrays"> & Partial<Network>} ArrivingNetwork
 */

/**
 * Unpack a message.
 * @template [Header=unknown]
 * @template [Arrays=Record<string, Float32Array>]
 * @param {Uint8Array} bytes
 * @returns {Message<Header, Arrays>}
 */
export function unpack(bytes) {
  /** @type {{header: Header & ArrayHeader, length: number}} */
  const { header, length } = headerOf(bytes)
  // A Float32Array has to start at a multiple of four bytes of its buffer; the message itself may start anywhere.
  const floats = new Float32Array(bytes.slice(4 + length).buffer)
  /** @type {Record<string, Float32Array>} */
  const arrays = {}
  for (const [name, [offset, shape]] of Object.entries(header.arrays)) {
    arrays[name] = floats.subarray(offset, offset + shape.reduce((a, b) => a * b, 1))
  }
  return { header, arrays: /** @type {Arrays} */ (arrays) }
}

/**
 * The JSON header of a message, and its length in bytes.
 * @template [Header=unknown]
 * @param {Uint8Array} bytes
 * @returns {{header: Header, length: number}}
 */
export function headerOf(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  return { header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))), length }
}

class NetworkStore extends EventTarget {
  /** @type {Record<string, ArrivingNetwork>} */
  byName = {}
}

/**
 * The networks this browser tab has received, by name, shared by all components of the page. "change" events tell of
 * what arrives.
 */
export const networkStore = new NetworkStore()

/**
 * Add a network message or a dense message to the store.
 * @param {Uint8Array} bytes
 * @returns {void}
 */
export function receiveNetwork(bytes) {
  /** @type {Message<NetworkHeader>} */
  const { header, arrays } = unpack(bytes)
  const name = header.network
  // The same object grows: readings that are being shown have it, and see what arrives later.
  const network = (networkStore.byName[name] ??= { name, arrays: {} })
  const { base = name } = header
  if (base === name) Object.assign(network, header, { arrays: Object.assign(network.arrays, arrays) })
  else Object.assign(network, header, { arrays: editedArrays(trainedNetwork(base).arrays, arrays) })
  for (const known of Object.values(networkStore.byName)) {
    const trained = trainedNetwork(known.base ?? known.name)
    known.complete = Boolean(
      trained.layers?.every((layer) => layer.role !== "units" || trained.arrays[`${layer.name}.kernel`]),
    )
  }
  forgetOldEdits()
  networkStore.dispatchEvent(new Event("change"))
}

/**
 * A trained network's place in the store, whether or not it has arrived.
 * @param {string} name
 * @returns {ArrivingNetwork}
 */
function trainedNetwork(name) {
  return (networkStore.byName[name] ??= { name, arrays: {} })
}

/**
 * The trained network's arrays with some numbers changed: copied when they are asked for, since it may arrive later.
 * @param {Record<string, Float32Array>} trained
 * @param {Record<string, Float32Array>} changes - NAME.at are the indices, NAME.to the numbers there.
 * @returns {Record<string, Float32Array>}
 */
function editedArrays(trained, changes) {
  const arrays = Object.create(trained)
  for (const key of Object.keys(changes)) {
    if (!key.endsWith(".at")) continue
    const name = key.slice(0, -".at".length)
    /** @type {Float32Array | undefined} */
    let made
    Object.defineProperty(arrays, name, {
      get: () => (made ??= trained[name] && patched(trained[name], changes[key], changes[`${name}.to`])),
    })
  }
  return arrays
}

/**
 * A copy of an array with other values at some of its indices.
 * @param {Float32Array} array
 * @param {Float32Array} indices
 * @param {Float32Array} values
 * @returns {Float32Array}
 */
function patched(array, indices, values) {
  const copy = array.slice()
  indices.forEach((index, k) => {
    copy[index] = values[k]
  })
  return copy
}

/** Every edit is a network: keep the last few. */
function forgetOldEdits() {
  const edited = Object.values(networkStore.byName).filter((network) => network.base && network.base !== network.name)
  for (const network of edited.slice(0, -12)) delete networkStore.byName[network.name]
}

/**
 * The network of this name.
 * @param {string} name
 * @returns {Network | undefined} Undefined until its layers are known.
 */
function networkCalled(name) {
  const network = networkStore.byName[name]
  return network && hasArrived(network) && hasArrived(trainedNetwork(network.base)) ? network : undefined
}

/**
 * @param {ArrivingNetwork} network
 * @returns {network is Network}
 */
function hasArrived(network) {
  return network.layers !== undefined
}

/**
 * Read a trace message.
 * @param {Uint8Array} bytes
 * @returns {Reading | undefined} Undefined while the network itself has not arrived.
 */
export function readTrace(bytes) {
  /** @type {Message<Reading["header"] & {small?: [maps: number, rows: number, cols: number, limit: number][]}>} */
  const { header, arrays } = unpack(bytes)
  const network = networkCalled(header.network)
  if (!network) return undefined
  if (network.columns) {
    const outputs = outputsOf(header.reading ?? "")
    network.layers.forEach(({ name }, k) => (outputs[k] ??= arrays[name]))
    return { header, network, input: arrays.input, outputs, small: smallMaps(header.small ?? [], arrays.small) }
  }
  /** @type {Float32Array[]} */
  const outputs = []
  for (const [k, layer] of network.layers.entries()) {
    const [source] = fedBy(layer, k)
    outputs.push(arrays[layer.name] ?? derived(layer, source < 0 ? arrays.input : outputs[source]))
  }
  return { header, network, input: arrays.input, outputs }
}

/**
 * The small maps of all columns, one after the other in the bytes of an array.
 * @param {[maps: number, rows: number, cols: number, limit: number][]} shapes
 * @param {Float32Array} bytes
 * @returns {Small[]}
 */
function smallMaps(shapes, bytes) {
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let start = 0
  return shapes.map(([maps, rows, cols, limit]) => {
    const end = start + maps * rows * cols
    const small = { maps, rows, cols, limit, values: values.subarray(start, end) }
    start = end
    return small
  })
}

/**
 * The output of a layer that does not travel, worked out exactly from what goes in.
 * @param {Layer} layer
 * @param {Float32Array} values - Its input.
 * @returns {Float32Array}
 */
export function derived(layer, values) {
  return layer.activation === "relu" ? values.map((value) => (value < 0 ? 0 : value)) : values
}

/**
 * All that went into layer k of a reading, in the layer's order.
 * @param {Reading} reading
 * @param {number} k
 * @returns {Float32Array[]}
 */
export function inputsOf(reading, k) {
  return fedBy(reading.network.layers[k], k).map((source) => (source < 0 ? reading.input : reading.outputs[source]))
}

/**
 * What went into layer k of a reading; of several inputs, the first. For -1 it is the picture.
 * @param {Reading} reading
 * @param {number} k
 * @returns {Float32Array}
 */
export function inputOf(reading, k) {
  return k < 0 ? reading.input : inputsOf(reading, k)[0]
}
