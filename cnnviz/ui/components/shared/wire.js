// Messages of cnnviz/ui/wire.py -> networks and readings.

/** Unpack a message: {header, arrays: {name: Float32Array}}. */
export function unpack(bytes) {
  const { header, length } = headerOf(bytes)
  // A Float32Array has to start at a multiple of four bytes of its buffer; the message itself may start anywhere.
  const floats = new Float32Array(bytes.slice(4 + length).buffer)
  const arrays = {}
  for (const [name, [offset, shape]] of Object.entries(header.arrays)) {
    arrays[name] = floats.subarray(offset, offset + shape.reduce((a, b) => a * b, 1))
  }
  return { header, arrays }
}

/** The JSON header of a message, and its length in bytes. */
export function headerOf(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  return { header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))), length }
}

/**
 * The networks this browser tab has received, by name, shared by all components of the page:
 * {name, base, labels, input_shape, layers, arrays, complete}; complete once the dense kernels are there too. base is the
 * name of the trained network: another than its own for one that a visitor has edited.
 */
export const networkStore = Object.assign(new EventTarget(), { byName: {} })

/** Add a network message or a dense message to the store. */
export function receiveNetwork(bytes) {
  const { header, arrays } = unpack(bytes)
  const name = header.network
  // The same object grows: readings that are being shown have it, and see what arrives later.
  const network = (networkStore.byName[name] ??= { name, arrays: {} })
  if ((header.base ?? name) === name) Object.assign(network, header, { arrays: Object.assign(network.arrays, arrays) })
  else Object.assign(network, header, { arrays: editedArrays(trainedNetwork(header.base).arrays, arrays) })
  for (const one of Object.values(networkStore.byName)) {
    const trained = trainedNetwork(one.base ?? one.name)
    one.complete = Boolean(
      trained.layers?.every((layer) => layer.kind !== "Dense" || trained.arrays[`${layer.name}.kernel`]),
    )
  }
  forgetOldEdits()
  networkStore.dispatchEvent(new Event("change"))
}

/** A trained network's place in the store, whether or not it has arrived. */
function trainedNetwork(name) {
  return (networkStore.byName[name] ??= { name, arrays: {} })
}

/** The trained network's arrays with some numbers changed: copied when they are asked for, since it may arrive later. */
function editedArrays(trained, changes) {
  const arrays = Object.create(trained)
  for (const key of Object.keys(changes)) {
    if (!key.endsWith(".at")) continue
    const name = key.slice(0, -".at".length)
    let made
    Object.defineProperty(arrays, name, {
      get: () => (made ??= trained[name] && patched(trained[name], changes[key], changes[`${name}.to`])),
    })
  }
  return arrays
}

function patched(array, places, values) {
  const copy = array.slice()
  places.forEach((place, k) => {
    copy[place] = values[k]
  })
  return copy
}

/** Every edit is a network: keep the last few. */
function forgetOldEdits() {
  const edited = Object.values(networkStore.byName).filter((network) => network.base && network.base !== network.name)
  for (const network of edited.slice(0, -12)) delete networkStore.byName[network.name]
}

/** The network of this name once its layers are known, else undefined. */
function networkCalled(name) {
  const network = networkStore.byName[name]
  return network?.layers && trainedNetwork(network.base).layers ? network : undefined
}

/**
 * A trace message -> {header, network, input, outputs}: outputs[k] is the output of network.layers[k], a Float32Array
 * in the order row, col, channel. Undefined while the network itself has not arrived.
 */
export function readTrace(bytes) {
  const { header, arrays } = unpack(bytes)
  const network = networkCalled(header.network)
  if (!network) return undefined
  let values = arrays.input
  const outputs = network.layers.map((layer) => (values = arrays[layer.name] ?? derived(layer, values)))
  return { header, network, input: arrays.input, outputs }
}

/** The output of a layer that does not travel, worked out exactly from the layer before. */
export function derived(layer, values) {
  return layer.activation === "relu" ? values.map((value) => (value < 0 ? 0 : value)) : values
}

/** What went into layer k of a reading. */
export function inputOf(reading, k) {
  return k > 0 ? reading.outputs[k - 1] : reading.input
}
