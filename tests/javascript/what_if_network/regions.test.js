import assert from "node:assert/strict"
import { test } from "node:test"

import { regionOf } from "../../../cnnviz/ui/components/what_if_network/regions.js"
import { layerOf } from "../layers.js"
import { residualReading } from "../residual.js"

/**
 * @param {[role: string, shape: number[]][]} layers
 */
function chain(layers) {
  const made = layers.map(([role, shape]) =>
    layerOf({ name: role, kind: role, role, input_shape: shape, output_shape: shape }),
  )
  return { layers: made }
}

test("maps are maps; logits and what softmax makes of them are the answer; hidden units are neither", () => {
  const network = chain([
    ["filters", [8, 8, 4]],
    ["flatten", [256]],
    ["units", [16]],
    ["units", [10]],
    ["probabilities", [10]],
  ])
  assert.deepEqual(
    network.layers.map((_, k) => regionOf(network, k)),
    ["maps", undefined, undefined, "changed-answer", "changed-answer"],
  )
})

test("where the last layer has weights it alone answers", () => {
  const network = chain([
    ["units", [16]],
    ["units", [10]],
  ])
  assert.deepEqual([regionOf(network, 0), regionOf(network, 1)], [undefined, "changed-answer"])
})

test("in a network that branches the last layer answers too", () => {
  const { network } = residualReading()
  assert.equal(regionOf(network, network.layers.length - 1), "changed-answer")
})
