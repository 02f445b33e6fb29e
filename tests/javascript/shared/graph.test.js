import assert from "node:assert/strict"
import { test } from "node:test"

import {
  fedBy,
  fedFrom,
  isAnswer,
  makesLogits,
  reachedFrom,
  sourceNames,
  sourceOf,
} from "../../../cnnviz/ui/components/shared/graph.js"
import { channelBefore } from "../../../cnnviz/ui/components/shared/picture.js"
import { dense, relu } from "../layers.js"
import { residualReading } from "../residual.js"

const { network } = residualReading()

test("a layer that does not say what feeds it is fed by the one before, the first by the picture", () => {
  assert.deepEqual(fedBy(relu("relu", [2]), 3), [2])
  const chain = { layers: [relu("first", [2]), relu("second", [2])], labels: ["a", "b"] }
  assert.deepEqual([sourceOf(chain, 0), sourceOf(chain, 1)], [-1, 0])
  assert.deepEqual(sourceNames(chain, 0), ["input"])
  assert.deepEqual([...reachedFrom(chain, -1)], [-1, 0, 1])
})

test("where branches meet, all that feed a layer are named in its order", () => {
  assert.deepEqual(sourceNames(network, 2), ["wide", "conv"])
  assert.equal(sourceOf(network, 2), 1)
})

test("a layer may feed several, and reaches what they reach", () => {
  assert.deepEqual(fedFrom(network, 0), [1, 2, 3])
  assert.deepEqual(fedFrom(network, 6), [])
  assert.deepEqual([...reachedFrom(network, 2)], [2, 3, 4, 5, 6])
  // What another branch computes is not reached.
  const fork = { layers: [...network.layers, { ...relu("aside", [2, 2, 2]), inputs: [0] }] }
  assert.ok(!reachedFrom(fork, 1).has(7))
})

test("logits are what a softmax over the classes is fed, wherever it stands", () => {
  assert.deepEqual(
    network.layers.map((_, k) => makesLogits(network, k)),
    [false, false, false, false, false, true, false],
  )
  const { layers, labels } = network
  const aside = { ...dense("aside", 16, 2), inputs: [4] }
  assert.ok(!makesLogits({ layers: [...layers.slice(0, 6), aside, { ...layers[6], inputs: [5] }], labels }, 6))
  assert.ok(!makesLogits({ layers, labels: ["no", "yes", "perhaps"] }, 5))
})

test("the answer's layer and those that feed it have the classes' names", () => {
  assert.deepEqual(
    network.layers.map((_, k) => isAnswer(network, k)),
    [false, false, false, false, false, true, true],
  )
})

test("the picture's channels have names for every layer that it feeds", () => {
  const colour = {
    input_shape: [2, 2, 3],
    layers: [relu("first", [2, 2, 3]), { ...relu("aside", [2, 2, 3]), inputs: [-1] }],
  }
  assert.deepEqual([channelBefore(colour, 0, 1), channelBefore(colour, 1, 1)], ["green", "green"])
  assert.equal(channelBefore({ ...colour, layers: [colour.layers[0], relu("second", [2, 2, 3])] }, 1, 1), "channel 1")
})
