import assert from "node:assert/strict"
import { test } from "node:test"

import activation from "../../../cnnviz/ui/components/layers/activation.js"
import batchNormalization from "../../../cnnviz/ui/components/layers/batch_normalization.js"
import conv2d from "../../../cnnviz/ui/components/layers/conv2d.js"
import dense from "../../../cnnviz/ui/components/layers/dense.js"
import flatten from "../../../cnnviz/ui/components/layers/flatten.js"
import globalPooling from "../../../cnnviz/ui/components/layers/global_pooling.js"
import { agrees, explainCell, kindOf } from "../../../cnnviz/ui/components/layers/index.js"
import pooling from "../../../cnnviz/ui/components/layers/pooling.js"
import { channelResults } from "../../../cnnviz/ui/components/layers/parts/channel_results.js"
import softmax, { share } from "../../../cnnviz/ui/components/layers/softmax.js"
import { layerOf, windowLayer } from "./layer.js"

/** @import { Layer, Reading } from "../../../cnnviz/ui/components/shared/types.js" */

const NOTHING = new Float32Array(64)

/**
 * A reading of a network of one layer.
 * @param {Layer} layer
 * @param {Float32Array} input
 * @param {Float32Array} output
 * @param {Record<string, Float32Array>} [arrays]
 * @returns {Reading}
 */
function readingOf(layer, input, output, arrays = {}) {
  const network = {
    name: "net",
    base: "net",
    labels: [],
    reads: /** @type {const} */ ("digits"),
    input_shape: layer.input_shape,
    parameters: 0,
    layers: [layer],
    arrays,
    complete: true,
  }
  return { header: { network: "net" }, network, input, outputs: [output] }
}

test("a convolution adds up its products by channel, with zeros outside the picture, and then the bias", () => {
  const layer = {
    ...windowLayer([2, 2, 2], [2, 2, 1], { kernel_size: [2, 2], pad_top: 1, pad_left: 0 }),
    activation: "relu",
  }
  const input = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40)
  const arrays = { "layer.kernel": Float32Array.of(9, 9, 9, 9, 1, 2, 3, 4), "layer.bias": Float32Array.of(-200) }
  const terms = conv2d.explain(layer, input, NOTHING, arrays, [0, 0, 0])
  assert.deepEqual([...terms.window], [0, 0, 0, 0, 1, 10, 2, 20])
  assert.deepEqual([...terms.products], [0, 0, 0, 0, 1, 20, 6, 80])
  assert.deepEqual([...terms.subtotals], [7, 100])
  assert.equal(terms.preActivation, -93)
  assert.equal(terms.value, 0)
  assert.deepEqual(terms.region, { top: -1, left: 0, bottom: 1, right: 2 })
})

test("what each input channel adds to a filter's map is its subtotal, cell by cell", () => {
  const layer = {
    ...windowLayer([5, 4, 2], [3, 2, 3], {
      kernel_size: [2, 2],
      strides: [2, 2],
      dilation_rate: [2, 1],
      pad_top: 1,
      pad_left: 0,
    }),
    activation: "linear",
  }
  const input = Float32Array.from({ length: 40 }, (_, index) => Math.sin(index))
  const kernel = Float32Array.from({ length: 24 }, (_, index) => Math.cos(index))
  const results = channelResults(layer, input, kernel, 1)
  assert.equal(results.length, 3 * 2 * 2)
  for (let cell = 0; cell < 6; cell++) {
    const position = [Math.floor(cell / 2), cell % 2, 1]
    const { subtotals } = conv2d.explain(layer, input, NOTHING, { "layer.kernel": kernel }, position)
    subtotals.forEach((subtotal, channel) => {
      assert.ok(Math.abs(results[2 * cell + channel] - subtotal) < 1e-5, `channel ${channel} of ${position}`)
    })
  }
})

test("a dense unit adds up its products, the largest named first; a softmax built in compares all units", () => {
  const layer = { ...layerOf("Dense", [3], [2]), activation: "linear" }
  const input = Float32Array.of(1, 2, 3)
  const arrays = { "layer.kernel": Float32Array.of(1, 0, -4, 0, 2, 0), "layer.bias": Float32Array.of(0.5, 0) }
  const terms = dense.explain(layer, input, NOTHING, arrays, [0])
  assert.deepEqual([...terms.products], [1, -8, 6])
  assert.deepEqual(terms.order, [1, 2, 0])
  assert.equal(terms.value, -0.5)
  const { value } = dense.explain({ ...layer, activation: "softmax" }, input, NOTHING, arrays, [0])
  assert.ok(Math.abs(value - Math.exp(-0.5) / (Math.exp(-0.5) + 1)) < 1e-12)
})

test("max pooling keeps the largest of the cells inside, and says where it stands", () => {
  const layer = windowLayer([2, 2, 1], [2, 2, 1], { kernel_size: [2, 2], role: "largest" })
  const input = Float32Array.of(1, 4, 3, 2)
  const inner = pooling.explain(layer, input, NOTHING, {}, [0, 0, 0])
  assert.equal(inner.value, 4)
  assert.deepEqual(inner.winner, { row: 0, col: 1 })
  const edge = pooling.explain(layer, input, NOTHING, {}, [1, 0, 0])
  assert.deepEqual([edge.value, edge.count], [3, 2])
  assert.deepEqual([...edge.window], [3, 2, NaN, NaN])
})

test("a window without a number has no winner", () => {
  const layer = windowLayer([1, 2, 1], [1, 1, 1], { kernel_size: [1, 2], role: "largest" })
  assert.equal(pooling.explain(layer, Float32Array.of(NaN, NaN), NOTHING, {}, [0, 0, 0]).winner, null)
})

test("mean pooling divides by the cells inside alone", () => {
  const layer = windowLayer([2, 2, 1], [2, 2, 1], { kernel_size: [2, 2], role: "mean" })
  const terms = pooling.explain(layer, Float32Array.of(1, 4, 3, 2), NOTHING, {}, [1, 0, 0])
  assert.deepEqual([terms.value, terms.winner], [2.5, null])
})

test("global pooling takes the mean of a channel, or its largest cell", () => {
  const own = { kernel_size: [2, 2], strides: [2, 2] }
  const input = Float32Array.of(0, 1, 0, 5, 0, 3, 0, 7)
  const mean = globalPooling.explain(windowLayer([2, 2, 2], [2], { ...own, role: "mean" }), input, NOTHING, {}, [1])
  assert.deepEqual([mean.value, mean.total, mean.winner], [4, 16, null])
  const most = globalPooling.explain(windowLayer([2, 2, 2], [2], { ...own, role: "largest" }), input, NOTHING, {}, [1])
  assert.deepEqual([most.value, most.winner], [7, { row: 1, col: 1 }])
})

test("a batch normalisation shifts and scales by channel; gamma is 1 and beta 0 where there is none", () => {
  const layer = { ...layerOf("BatchNormalization", [1, 1, 2], [1, 1, 2]), epsilon: 1 }
  const arrays = { "layer.moving_mean": Float32Array.of(0, 2), "layer.moving_variance": Float32Array.of(0, 8) }
  const input = Float32Array.of(0, 8)
  const plain = batchNormalization.explain(layer, input, NOTHING, arrays, [0, 0, 1])
  assert.deepEqual([plain.root, plain.normalised, plain.value], [3, 2, 2])
  const learned = { ...arrays, "layer.gamma": Float32Array.of(0, 10), "layer.beta": Float32Array.of(0, -1) }
  assert.equal(batchNormalization.explain(layer, input, NOTHING, learned, [0, 0, 1]).value, 19)
})

test("an activation, a flatten and a softmax of small numbers", () => {
  const relu = { ...layerOf("ReLU", [2], [2]), activation: "relu" }
  assert.equal(activation.explain(relu, Float32Array.of(-3, 2), NOTHING, {}, [0]).value, 0)
  const row = layerOf("Flatten", [2, 2, 2], [8])
  assert.deepEqual(flatten.explain(row, NOTHING, NOTHING, {}, [5]).source, [1, 0, 1])
  const terms = softmax.explain(layerOf("Softmax", [2], [2]), Float32Array.of(1000, 1000), NOTHING, {}, [1])
  assert.deepEqual([terms.value, terms.total, terms.largest], [0.5, 2, 1000])
  assert.equal(share(Float32Array.of(3), 0), 1)
})

test("of a layer that no file explains TensorFlow's value is known, and no agreement is claimed", () => {
  const layer = layerOf("Double", [2], [2])
  const reading = readingOf(layer, Float32Array.of(1, 2), Float32Array.of(2, 4))
  const terms = explainCell(reading, 0, [1])
  assert.deepEqual(terms, { value: 4, output: 4, unexplained: true })
  assert.equal(agrees(reading, 0, { value: 4, output: 4, unexplained: true }), false)
  assert.deepEqual([kindOf(layer).ledger, kindOf(layer).scene], [undefined, undefined])
})

test("a unit has no terms until its weights are here", () => {
  const layer = layerOf("Dense", [1], [1], { role: "units", activation: "linear" })
  assert.equal(explainCell(readingOf(layer, Float32Array.of(3), Float32Array.of(6)), 0, [0]), undefined)
  const arrays = { "layer.kernel": Float32Array.of(2) }
  assert.equal(explainCell(readingOf(layer, Float32Array.of(3), Float32Array.of(6), arrays), 0, [0])?.value, 6)
})

test("a value agrees to 1e-4 of itself or of the layer's mean size; NaN agrees with NaN alone", () => {
  const reading = readingOf(layerOf("ReLU", [2], [2]), NOTHING, Float32Array.of(0, -2))
  assert.equal(agrees(reading, 0, { value: 0.00009, output: 0 }), true)
  assert.equal(agrees(reading, 0, { value: 0.00011, output: 0 }), false)
  assert.equal(agrees(reading, 0, { value: 10.0009, output: 10 }), true)
  assert.equal(agrees(reading, 0, { value: 10.0011, output: 10 }), false)
  assert.equal(agrees(reading, 0, { value: NaN, output: NaN }), true)
  assert.equal(agrees(reading, 0, { value: NaN, output: 0 }), false)
})
