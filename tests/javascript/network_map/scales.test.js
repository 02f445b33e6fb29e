import assert from "node:assert/strict"
import { test } from "node:test"

import { isAllZero, mapLimits } from "../../../cnnviz/ui/components/network_map/scales.js"
import { convolution, flatten } from "../layers.js"

/** @import { Network } from "../../../cnnviz/ui/components/shared/types.js" */

/** @type {Network} */
const NETWORK = {
  name: "net",
  base: "net",
  labels: [],
  reads: "digits",
  input_shape: [3, 4, 1],
  parameters: 30,
  layers: [convolution("conv", [3, 4, 1], [3, 3], 3), flatten("flatten", [1, 2, 3])],
  arrays: {},
  complete: true,
}

test("a scale ends at the largest finite value of a map", () => {
  const outputs = [Float32Array.of(1, NaN, 0, -3, Infinity, 0), Float32Array.of(1, NaN, 0, -3, -Infinity, 0)]
  assert.deepEqual(mapLimits({ network: NETWORK, outputs }), [[3, 0, 0], [3]])
})

test("a map of nothing but NaN and infinity is not all zero", () => {
  const values = [1, NaN, 0, -3, Infinity, -0]
  assert.deepEqual(
    [0, 1, 2].map((channel) => isAllZero(values, 3, channel)),
    [false, false, true],
  )
})
