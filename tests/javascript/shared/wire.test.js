import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { headerOf, networkStore, readTrace, receiveNetwork, unpack } from "../../../cnnviz/ui/components/shared/wire.js"
import { packed } from "../message.js"

const LAYERS = [
  { name: "conv", kind: "Conv2D", role: "filters", activation: "linear" },
  { name: "relu", kind: "ReLU", role: "function", activation: "relu" },
  { name: "flatten", kind: "Flatten", role: "flatten" },
  { name: "dense", kind: "Dense", role: "units", activation: "linear" },
]

/** @param {string} name */
function network(name, base = name) {
  return { network: name, base, labels: ["0", "1"], input_shape: [1, 2, 1], layers: LAYERS }
}

/** @param {string} name */
function trace(name) {
  return packed({ network: name, reading: "r1" }, { input: [0.5, 1], conv: [-1, 2], dense: [3, -4] })
}

beforeEach(() => {
  networkStore.byName = {}
})

test("a message comes back as it was packed, wherever it starts in its buffer", () => {
  const bytes = packed({ title: "three × three" }, { a: [1, 2.5, -3, NaN], none: [], b: [Infinity, 1e-30] })
  for (const offset of [0, 1, 2, 3]) {
    const buffer = new Uint8Array(offset + bytes.length)
    buffer.set(bytes, offset)
    /** @type {{header: {title: string}, arrays: Record<string, Float32Array>}} */
    const { header, arrays } = unpack(buffer.subarray(offset))
    assert.equal(header.title, "three × three")
    assert.deepEqual(arrays, {
      a: Float32Array.of(1, 2.5, -3, NaN),
      none: Float32Array.of(),
      b: Float32Array.of(Infinity, 1e-30),
    })
  }
})

test("the header is read alone, with its length", () => {
  const bytes = packed({ reading: "r1" }, { a: [1] })
  const { header, length } = headerOf(bytes)
  assert.deepEqual(header, { reading: "r1", arrays: { a: [0, [1]] } })
  assert.equal(bytes.length, 4 + length + 4)
})

test("a reading waits for its network, and its layers that did not travel are worked out", () => {
  assert.equal(readTrace(trace("tiny")), undefined)
  receiveNetwork(packed(network("tiny"), { "conv.kernel": [7] }))
  const reading = readTrace(trace("tiny"))
  assert.ok(reading)
  assert.equal(reading.network, networkStore.byName.tiny)
  assert.equal(reading.header.reading, "r1")
  assert.deepEqual(
    reading.outputs.map((values) => [...values]),
    [
      [-1, 2],
      [0, 2],
      [0, 2],
      [3, -4],
    ],
  )
})

test("a network is complete with its dense kernels, which may also come first", () => {
  const whole = packed(network("tiny"), { "conv.kernel": [7] })
  const dense = packed({ network: "tiny" }, { "dense.kernel": [1, 2] })
  for (const messages of [
    [whole, dense],
    [dense, whole],
  ]) {
    networkStore.byName = {}
    receiveNetwork(messages[0])
    assert.equal(networkStore.byName.tiny.complete, false)
    receiveNetwork(messages[1])
    assert.equal(networkStore.byName.tiny.complete, true)
    assert.deepEqual(networkStore.byName.tiny.arrays, {
      "conv.kernel": Float32Array.of(7),
      "dense.kernel": Float32Array.of(1, 2),
    })
  }
})

test("an edited network has the trained one's numbers but for those that were changed", () => {
  receiveNetwork(packed(network("edited", "tiny"), { "dense.kernel.at": [1, 3], "dense.kernel.to": [20, 40] }))
  assert.equal(readTrace(trace("edited")), undefined)
  receiveNetwork(packed(network("tiny"), { "conv.kernel": [7] }))
  assert.ok(readTrace(trace("edited")))
  assert.equal(networkStore.byName.edited.complete, false)
  receiveNetwork(packed({ network: "tiny" }, { "dense.kernel": [1, 2, 3, 4] }))
  assert.equal(networkStore.byName.edited.complete, true)
  assert.deepEqual([...networkStore.byName.edited.arrays["dense.kernel"]], [1, 20, 3, 40])
  assert.deepEqual([...networkStore.byName.edited.arrays["conv.kernel"]], [7])
  assert.deepEqual([...networkStore.byName.tiny.arrays["dense.kernel"]], [1, 2, 3, 4])
})

test("only the last twelve edits are kept, and the trained networks", () => {
  receiveNetwork(packed(network("tiny"), {}))
  for (let k = 0; k < 14; k++) receiveNetwork(packed(network(`edit ${k}`, "tiny"), {}))
  assert.deepEqual(Object.keys(networkStore.byName), ["tiny", ...Array.from({ length: 12 }, (_, k) => `edit ${k + 2}`)])
})
