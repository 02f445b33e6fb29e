import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

import { cover } from "../../../cnnviz/ui/components/shared/covers.js"
import { isOpen, mayTellSum, regionOf, sumRegions } from "../../../cnnviz/ui/components/shared/layer_regions.js"
import { layerName } from "../../../cnnviz/ui/components/shared/names.js"
import { convolution, dense, flatten, layerOf } from "../layers.js"

const softmax = layerOf({
  name: "softmax",
  kind: "Softmax",
  role: "probabilities",
  input_shape: [3],
  output_shape: [3],
})
const NETWORK = {
  labels: ["a", "b", "c"],
  layers: [
    convolution("conv", [6, 6, 1], [3, 3], 2),
    flatten("flatten", [4, 4, 2]),
    dense("dense", 32, 3),
    dense("dense_1", 3, 3),
    softmax,
  ],
}

/** @param {string[]} covered */
const coverRegions = (...covered) => cover({ covered, gone: [], locked: [], pointed: [], cell: null })

afterEach(() => cover())

test("the answer comes out of the last layer, the logits go into its softmax, and before them are maps", () => {
  assert.deepEqual(
    [-1, 0, 1, 2, 3, 4].map((k) => regionOf(NETWORK, k)),
    ["picture", "maps", "maps", "maps", "logits", "answer"],
  )
  assert.equal(regionOf(NETWORK, 4, "partner-answer"), "partner-answer")
})

test("shares of the classes are the answer although a layer follows, shares of anything else are not", () => {
  const followed = { ...NETWORK, layers: [...NETWORK.layers, flatten("flatten_1", [1, 1, 3])] }
  assert.equal(regionOf(followed, 4), "answer")
  const attention = layerOf({ ...softmax, output_shape: [4, 4, 2] })
  assert.equal(regionOf({ ...NETWORK, layers: [attention, ...NETWORK.layers] }, 0), "maps")
})

test("a layer of maps may be looked at where maps are covered, the layer of the answer not", () => {
  coverRegions("maps", "answer")
  assert.deepEqual(
    [-1, 0, 3, 4].map((k) => isOpen(NETWORK, k)),
    [true, true, true, false],
  )
  assert.ok(isOpen(NETWORK, 4, "partner-answer"))
})

test("the arithmetic has the weights, and a softmax's the logits: it is not told where they are covered", () => {
  const [conv, , , , last] = NETWORK.layers
  assert.deepEqual(sumRegions(conv), ["sums", "filters"])
  assert.deepEqual(sumRegions(last), ["sums", "logits"])
  coverRegions("logits")
  assert.deepEqual([conv, last].map(mayTellSum), [true, false])
  coverRegions("filters")
  assert.deepEqual([conv, last].map(mayTellSum), [false, true])
})

test("a layer's name does not say its size where sizes are covered", () => {
  const units = { name: "dense", title: "Dense 128" }
  assert.equal(layerName(units), "dense · Dense 128")
  coverRegions("shapes")
  assert.equal(layerName(units), "dense")
})
