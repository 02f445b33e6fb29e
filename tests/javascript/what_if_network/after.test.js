import assert from "node:assert/strict"
import { test } from "node:test"
import { changeInWords, lead, otherWords } from "../../../cnnviz/ui/components/what_if_network/answer.js"
import { changeWords, largestChange } from "../../../cnnviz/ui/components/what_if_network/later.js"
import { outputsAfter } from "../../../cnnviz/ui/components/what_if_network/what_if_network.js"
import { convolution, dense, flatten, relu } from "../layers.js"
import { residualReading } from "../residual.js"

const LABELS = ["zero", "one"]

test("the lead is the log odds: 0 at half, 3 to 1 is ln 3", () => {
  assert.equal(lead(Float32Array.of(0.5, 0.25, 0.25), 0), 0)
  assert.ok(Math.abs(lead(Float32Array.of(0.75, 0.125, 0.125), 0) - Math.log(3)) < 1e-9)
  assert.ok(Math.abs(lead(Float32Array.of(0.75, 0.25), 1) + Math.log(3)) < 1e-9)
})

test("an answer that turned, one that moved, and one that did not", () => {
  const before = Float32Array.of(0.75, 0.25)
  assert.equal(
    changeInWords(LABELS, before, Float32Array.of(0.25, 0.75), 0, 1),
    "As trained it read zero with 75 %; now it reads one with 75 %.",
  )
  assert.equal(changeInWords(LABELS, before, Float32Array.of(0.5625, 0.4375), 0, 0), "75 % before, 56.25 % now.")
  assert.equal(changeInWords(LABELS, before, Float32Array.of(0.75, 0.25), 0, 0), "75 %, as before to two digits.")
})

test("the largest change of a channel is the largest in size, with its index in the flat output", () => {
  // Two channels: the first changes by -3 at index 2, the second by nothing.
  const before = Float32Array.of(1, 9, 2, 9, 3, 9)
  const after = Float32Array.of(2, 9, -1, 9, 5, 9)
  assert.deepEqual(largestChange(before, after, 0, 2), { size: 3, at: 2 })
  assert.deepEqual(largestChange(before, after, 1, 2), { size: 0, at: 1 })
})

test("a change says where it is in a map, and the numbers before and after", () => {
  const before = new Float32Array(12)
  const after = before.with(9, -1.5)
  const change = largestChange(before, after, 1, 2)
  // Index 9 of (2, 3, 2) is row 1, column 1, channel 1.
  assert.equal(
    changeWords(true, 1, change, before, after, [2, 3, 2]),
    "channel 1: changed most at row 1, column 1: 0.000 before, −1.500 now",
  )
  assert.equal(
    changeWords(true, 0, largestChange(before, after, 0, 2), before, after, [2, 3, 2]),
    "channel 0: as it was",
  )
  assert.equal(changeWords(false, 9, change, before, after, [12]), "unit 9: 0.000 before, −1.500 now")
})

test("what did not change is the trained output, what travelled is taken, and a ReLU is worked out", () => {
  const layers = [
    convolution("first", [1, 2, 1], [1, 1], 1),
    convolution("second", [1, 2, 1], [1, 1], 1),
    relu("relu", [1, 2, 1]),
    flatten("flatten", [1, 2, 1]),
    dense("dense", 2, 1),
  ]
  const outputs = [[1, 2], [3, -4], [3, 0], [3, 0], [5]].map((values) => Float32Array.from(values))
  /** @type {import("../../../cnnviz/ui/components/shared/types.js").Reading} */
  const original = {
    header: { network: "tiny" },
    network: {
      name: "tiny",
      base: "tiny",
      labels: LABELS,
      reads: "digits",
      input_shape: [1, 2, 1],
      parameters: 0,
      layers,
      arrays: {},
      complete: true,
    },
    input: Float32Array.of(0, 1),
    outputs,
  }
  const travelled = { second: Float32Array.of(-7, 8), dense: Float32Array.of(6) }
  const after = outputsAfter(original, ["first"], travelled)
  assert.deepEqual(
    after.map((values) => [...values]),
    [[1, 2], [-7, 8], [0, 8], [0, 8], [6]],
  )
  assert.equal(after[0], outputs[0])
})

test("what is worked out is what feeds a layer, which need not be the one before", () => {
  const reading = residualReading()
  const { network, outputs } = reading
  const layers = [...network.layers.slice(0, 3), { ...relu("aside", [2, 2, 2]), inputs: [0] }]
  const original = { ...reading, network: { ...network, layers }, outputs: outputs.slice(0, 4) }
  const conv = Float32Array.of(1, -1, 2, -2, 3, -3, 4, -4)
  const after = outputsAfter(original, ["wide", "add"], { conv })
  assert.deepEqual([...after[3]], [1, 0, 2, 0, 3, 0, 4, 0])
  assert.equal(after[2], outputs[2])
})

test("a number is no class: it is said before and after", () => {
  assert.deepEqual(otherWords([1.5], [1.5], false), ["It answers 1.500", "as trained. What would change it?"])
  assert.deepEqual(otherWords([1.5], [-2], true), ["It answers −2.000", "As trained it answered 1.500."])
  assert.deepEqual(otherWords([1, 2], [1, 3], true)[0], "It answers with a map")
})
