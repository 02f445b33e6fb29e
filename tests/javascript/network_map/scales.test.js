import assert from "node:assert/strict"
import { test } from "node:test"

import {
  isAllZero,
  mapLimits,
  rangeText,
  scaleLimits,
  valueRanges,
} from "../../../cnnviz/ui/components/network_map/scales.js"
import { convolution, flatten, relu } from "../layers.js"

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

test("a range is from the least to the greatest value, which need not be of one size", () => {
  const [range, none] = valueRanges([Float32Array.of(-7.163, 2.718, NaN, 0, -Infinity), Float32Array.of(NaN, Infinity)])
  assert.equal(rangeText(range), "−7.16 … 2.72")
  assert.equal(rangeText(none), "")
  assert.equal(rangeText([0, 12.345]), "0 … 12.3")
  assert.equal(rangeText([-0.00012, 0.5]), "−1.2e−4 … 0.50")
})

test("of a layer without values below zero the scale reaches most of them, of others and of one map all", () => {
  const values = Float32Array.from({ length: 1000 }, (_, index) => (index < 500 ? 0 : index < 995 ? 1 : 10))
  const after = { ...NETWORK, layers: [relu("relu", [10, 50, 2])] }
  const [, [reach]] = scaleLimits({ network: after, outputs: [values] }, [[10, 10]], "layer")
  assert.ok(reach >= 1 && reach < 1.02)
  assert.deepEqual(scaleLimits({ network: after, outputs: [values] }, [[10, 4]], "map")[1], [10, 4])
  assert.deepEqual(scaleLimits({ network: after, outputs: [values] }, [[10, 4]], "network")[1], [10, 10])
  const signed = { ...NETWORK, layers: [{ ...relu("conv", [10, 50, 2]), signed: true }] }
  assert.deepEqual(scaleLimits({ network: signed, outputs: [values] }, [[10, 4]], "layer")[1], [10, 10])
  assert.deepEqual(scaleLimits({ network: after, outputs: [new Float32Array(1000)] }, [[0, 0]], "layer")[1], [0, 0])
})
