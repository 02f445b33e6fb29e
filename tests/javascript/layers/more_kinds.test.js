import assert from "node:assert/strict"
import { test } from "node:test"

import conv2d from "../../../cnnviz/ui/components/layers/conv2d.js"
import transposed from "../../../cnnviz/ui/components/layers/conv2d_transpose.js"
import dense from "../../../cnnviz/ui/components/layers/dense.js"
import { kindOf } from "../../../cnnviz/ui/components/layers/index.js"
import layerNormalization from "../../../cnnviz/ui/components/layers/layer_normalization.js"
import normalization from "../../../cnnviz/ui/components/layers/normalization.js"
import { receptiveField } from "../../../cnnviz/ui/components/layers/parts/windows.js"
import permute from "../../../cnnviz/ui/components/layers/permute.js"
import prelu from "../../../cnnviz/ui/components/layers/prelu.js"
import softmax from "../../../cnnviz/ui/components/layers/softmax.js"
import tokenPooling from "../../../cnnviz/ui/components/layers/token_pooling.js"
import upSampling from "../../../cnnviz/ui/components/layers/up_sampling2d.js"
import { FUNCTIONS, functionOf } from "../../../cnnviz/ui/components/shared/functions.js"
import { layerOf, windowLayer } from "./layer.js"

const NOTHING = new Float32Array(64)

test("a filter in a group reads the channels of its own group alone", () => {
  const layer = { ...windowLayer([1, 1, 4], [1, 1, 2]), activation: "linear", groups: 2 }
  const arrays = { "layer.kernel": Float32Array.of(1, 3, 2, 4) }
  const terms = conv2d.explain(layer, Float32Array.of(1, 2, 10, 20), NOTHING, arrays, [0, 0, 1])
  assert.deepEqual([terms.first, [...terms.subtotals], terms.value], [2, [30, 80], 110])
  assert.equal(kindOf(layer).scene, undefined)
  const alone = { ...layer, groups: 1 }
  assert.notEqual(kindOf(alone).scene, undefined)
})

test("a dense layer, and a softmax, work at every place of maps by themselves", () => {
  const layer = { ...layerOf("Dense", [1, 2, 2], [1, 2, 2]), activation: "linear" }
  const arrays = { "layer.kernel": Float32Array.of(1, 2, 3, 4) }
  const terms = dense.explain(layer, Float32Array.of(9, 9, 1, 2), Float32Array.of(0, 0, 7, 10), arrays, [0, 1, 1])
  assert.deepEqual([[...terms.products], terms.value, terms.output], [[2, 8], 10, 10])
  const shares = layerOf("Softmax", [1, 2, 2], [1, 2, 2])
  const share = softmax.explain(shares, Float32Array.of(0, 0, 1000, 1000), NOTHING, {}, [0, 1, 0])
  assert.deepEqual([share.value, [...share.logits]], [0.5, [1000, 1000]])
  assert.deepEqual(
    [layer, shares].map((each) => [kindOf(each).scene, kindOf(each).source(each, [0, 1, 0])]),
    Array(2).fill([undefined, { top: 0, left: 1, bottom: 1, right: 2 }]),
  )
})

test("a transposed convolution adds up the cells whose kernels lie over a cell", () => {
  const layer = {
    ...layerOf("Conv2DTranspose", [1, 2, 1], [1, 5, 1]),
    activation: "relu",
    row_reach: /** @type {[number, number][]} */ ([[0, 1]]),
    col_reach: /** @type {[number, number][]} */ ([
      [0, 1],
      [0, 1],
      [0, 2],
      [1, 2],
      [1, 2],
    ]),
    spread: [1, 3],
    spread_strides: [1, 2],
    spread_before: [0, 0],
  }
  const arrays = { "layer.kernel": Float32Array.of(1, 10, 100), "layer.bias": Float32Array.of(0.5) }
  const values = [0, 1, 2, 3, 4].map((col) =>
    transposed.explain(layer, Float32Array.of(1, 2), NOTHING, arrays, [0, col, 0]),
  )
  assert.deepEqual(
    values.map(({ value }) => value),
    [1.5, 10.5, 102.5, 20.5, 200.5],
  )
  assert.deepEqual([...values[2].kernel], [100, 1])
})

test("enlarged maps copy the nearest cell or mix the nearest ones", () => {
  const layer = {
    ...layerOf("UpSampling2D", [1, 2, 1], [1, 4, 1]),
    row_reach: /** @type {[number, number][]} */ ([[0, 1]]),
    col_reach: /** @type {[number, number][]} */ ([
      [0, 1],
      [0, 2],
      [0, 2],
      [1, 2],
    ]),
    row_shares: [0],
    col_shares: [0, 0.25, 0.75, 0],
  }
  const at = (/** @type {number} */ col) =>
    upSampling.explain(layer, Float32Array.of(0, 8), NOTHING, {}, [0, col, 0]).value
  assert.deepEqual([0, 1, 2, 3].map(at), [0, 2, 6, 8])
  const network = { input_shape: [1, 2, 1], layers: [layer] }
  assert.deepEqual(receptiveField(network, 0, [0, 3, 0]), { top: 0, left: 1, bottom: 1, right: 2 })
})

test("values are compared with those of their cell, or of their group of maps", () => {
  const one = { ...layerOf("LayerNormalization", [1, 2, 2], [1, 2, 2]), epsilon: 0, together: 2, over_maps: false }
  const input = Float32Array.of(1, 3, 5, 15)
  const terms = layerNormalization.explain(one, input, NOTHING, { "layer.gamma": Float32Array.of(1, 2) }, [0, 1, 1])
  assert.deepEqual([terms.count, terms.mean, terms.root, terms.value], [2, 10, 5, 2])
  const group = { ...one, together: 1, over_maps: true }
  assert.deepEqual(layerNormalization.explain(group, input, NOTHING, {}, [0, 1, 1]).mean, 9)
})

test("a normalisation by channel, a learned slope, swapped axes and the mean of tokens", () => {
  const centred = { ...layerOf("Normalization", [1, 1, 2], [1, 1, 2]), mean: [0, 4], deviation: [1, 2] }
  assert.equal(normalization.explain(centred, Float32Array.of(0, 10), NOTHING, {}, [0, 0, 1]).value, 3)
  const sloped = { ...layerOf("PReLU", [1, 2, 2], [1, 2, 2]), slopes: [1, 1, 2] }
  const slopes = { "layer.alpha": Float32Array.of(0.5, 0.25) }
  assert.equal(prelu.explain(sloped, Float32Array.of(0, 0, 1, -4), NOTHING, slopes, [0, 1, 1]).value, -1)
  const swapped = { ...layerOf("Permute", [2, 1, 3], [3, 1, 2]), axes: [1, 0], sizes: [2, 3] }
  assert.deepEqual(permute.explain(swapped, NOTHING, NOTHING, {}, [2, 0, 1]).source, [1, 0, 2])
  const pooled = layerOf("GlobalAveragePooling1D", [2, 1, 2], [2], { role: "mean" })
  assert.equal(tokenPooling.explain(pooled, Float32Array.of(1, 2, 3, 6), NOTHING, {}, [1]).value, 4)
})

test("an attention has TensorFlow's value, and says why there is no more", () => {
  const layer = { ...layerOf("MultiHeadAttention", [4, 1, 2], [4, 1, 2], { role: "whole" }), why: "Too many numbers." }
  const terms = kindOf(layer).explain(layer, NOTHING, Float32Array.of(0, 5), {}, [0, 0, 1])
  assert.deepEqual(terms, { value: 5, output: 5, unexplained: true })
  assert.equal(kindOf(layer).sentence(layer, terms), "TensorFlow computed 5.000. Too many numbers.")
})

test("functions with numbers of their own", () => {
  const of = (/** @type {object} */ options, /** @type {number} */ z) =>
    functionOf({ ...layerOf("ReLU", [1], [1]), activation: "rectifier", ...options }).of(z)
  assert.deepEqual([of({ slope: 0.5 }, -4), of({ most: 6 }, 9), of({ threshold: 1, slope: 0.5 }, 0)], [-2, 6, -0.5])
  assert.equal(functionOf({ ...layerOf("ELU", [1], [1]), activation: "elu", alpha: 2 }).of(-100), -2)
  assert.ok(Math.abs(FUNCTIONS.gelu.of(1) - 0.8413447460685429) < 1e-12)
  assert.deepEqual([-9, 0, 9].map(FUNCTIONS.hard_sigmoid.of), [0, 0.5, 1])
})
