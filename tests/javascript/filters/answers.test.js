import assert from "node:assert/strict"
import { test } from "node:test"
import {
  answersOf,
  convolutionAt,
  convolutions,
  orderCalled,
  reluFollows,
  sorted,
} from "../../../cnnviz/ui/components/filters/answers.js"
import { convolution, dense, flatten, relu } from "../layers.js"
import { residualReading } from "../residual.js"

const LAYERS = [
  convolution("first", [3, 3, 1], [2, 2], 2),
  relu("relu", [2, 2, 2]),
  convolution("second", [2, 2, 2], [1, 1], 3),
  flatten("flatten", [2, 2, 3]),
  dense("dense", 12, 10),
]

/** How the first convolution answers: (2, 2, 2) values, two filters. */
const READING = {
  network: {
    layers: LAYERS,
    arrays: {
      "first.kernel": Float32Array.of(1, -2, 0.5, 0, -3, 1, 0, 0.25),
      "first.bias": Float32Array.of(0.5, -0.25),
    },
  },
  outputs: [Float32Array.of(1, -1, 9, -4, 3, -0.5, -7, -3)],
}

test("the largest value and where it is, the mean, the largest weight and the bias of each filter", () => {
  assert.deepEqual(answersOf(READING, 0), [
    { filter: 0, largest: 9, row: 0, col: 1, mean: 1.5, bias: 0.5, weight: 3 },
    { filter: 1, largest: -0.5, row: 1, col: 0, mean: -2.125, bias: -0.25, weight: 2 },
  ])
})

test("a convolution without biases has zeros", () => {
  const network = { ...READING.network, arrays: { "first.kernel": READING.network.arrays["first.kernel"] } }
  assert.deepEqual(
    answersOf({ ...READING, network }, 0).map(({ bias }) => bias),
    [0, 0],
  )
})

test("the largest comes first, the smallest number too, and those that are alike by number", () => {
  const answer = { largest: 0, row: 0, col: 0, mean: 0, bias: 0, weight: 0 }
  const answers = [
    { ...answer, filter: 0, largest: 2, bias: -1, weight: 0.5 },
    { ...answer, filter: 1, largest: 5, bias: -3, weight: 0.5 },
    { ...answer, filter: 2, largest: 2, bias: 4, weight: 0.75 },
  ]
  const order = (/** @type {Parameters<typeof sorted>[1]} */ figure) =>
    sorted([...answers].reverse(), figure).map(({ filter }) => filter)
  assert.deepEqual(order("filter"), [0, 1, 2])
  assert.deepEqual(order("largest"), [1, 0, 2])
  assert.deepEqual(order("bias"), [2, 0, 1])
  assert.deepEqual(order("weight"), [2, 0, 1])
})

test("an order that there is none of is that by number", () => {
  assert.equal(orderCalled("bias"), "bias")
  assert.equal(orderCalled("mean"), "filter")
  assert.equal(orderCalled("toString"), "filter")
})

test("which layers are convolutions", () => {
  assert.deepEqual(convolutions({ layers: LAYERS }), [0, 2])
  assert.equal(convolutionAt({ layers: LAYERS }, 2).name, "second")
  assert.throws(() => convolutionAt({ layers: LAYERS }, 1), TypeError)
  assert.throws(() => convolutionAt({ layers: LAYERS }, 9), TypeError)
})

test("a ReLU follows where there is one before the next layer with weights, or built in", () => {
  assert.ok(reluFollows({ layers: LAYERS }, 0))
  assert.ok(!reluFollows({ layers: LAYERS }, 2))
  assert.ok(reluFollows({ layers: [{ ...LAYERS[2], activation: "relu" }, ...LAYERS.slice(3)] }, 0))
})

test("where branches meet, a ReLU that follows is one on every way, and none behind a sum", () => {
  const { layers } = residualReading().network
  const relus = [0, 1].map((source) => ({ ...relu(`relu-${source}`, [2, 2, 2]), inputs: [source] }))
  const [conv, wide] = layers
  // conv feeds a convolution and a ReLU; wide a ReLU alone.
  const forked = { layers: [conv, wide, ...relus] }
  assert.deepEqual([reluFollows(forked, 0), reluFollows(forked, 1)], [false, true])
  const behindSum = { layers: [...layers.slice(0, 3), { ...relu("relu", [2, 2, 2]), inputs: [2] }] }
  assert.ok(!reluFollows(behindSum, 1))
  assert.ok(reluFollows(behindSum, 2))
})
