// Messages of cnnviz/wire.py -> networks and readings.

/** Unpack a message: {header, arrays: {name: Float32Array}}. */
function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  // A Float32Array has to start at a multiple of four bytes of its buffer; the message itself may start anywhere.
  const floats = new Float32Array(bytes.slice(4 + length).buffer)
  const arrays = {}
  for (const [name, [offset, shape]] of Object.entries(header.arrays)) {
    arrays[name] = floats.subarray(offset, offset + shape.reduce((a, b) => a * b, 1))
  }
  return { header, arrays }
}

/**
 * The networks this browser tab has received, by name, shared by all components of the page:
 * {name, labels, input_shape, layers, arrays, complete}; complete once the dense kernels are there too.
 */
const networkStore = (globalThis.cnnvizNetworks ??= Object.assign(new EventTarget(), { byName: {} }))

/** Add a network message or a dense message to the store. */
function receiveNetwork(bytes) {
  const { header, arrays } = unpack(bytes)
  const name = header.network
  // The same object grows: readings that are being shown have it, and see what arrives later.
  const network = (networkStore.byName[name] ??= { name, arrays: {} })
  Object.assign(network, header, { arrays: { ...network.arrays, ...arrays } })
  network.complete = Boolean(network.layers?.every((layer) => layer.kind !== "Dense" || network.arrays[`${layer.name}.kernel`]))
  networkStore.dispatchEvent(new Event("change"))
}

/** The network of this name once its layers are known, else undefined. */
function networkCalled(name) {
  const network = networkStore.byName[name]
  return network?.layers ? network : undefined
}

/**
 * A trace message -> {header, network, input, outputs}: outputs[k] is the output of network.layers[k], a Float32Array
 * in the order row, col, channel. Undefined while the network itself has not arrived.
 */
function readTrace(bytes) {
  const { header, arrays } = unpack(bytes)
  const network = networkCalled(header.network)
  if (!network) return undefined
  let values = arrays.input
  const outputs = network.layers.map((layer) => (values = arrays[layer.name] ?? derived(layer, values)))
  return { header, network, input: arrays.input, outputs }
}

/** The output of a layer that does not travel, worked out exactly from the layer before. */
function derived(layer, values) {
  return layer.kind === "ReLU" ? values.map((value) => (value < 0 ? 0 : value)) : values
}

/** What went into layer k of a reading. */
function inputOf(reading, k) {
  return k > 0 ? reading.outputs[k - 1] : reading.input
}
