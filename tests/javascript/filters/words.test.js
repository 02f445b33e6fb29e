import assert from "node:assert/strict"
import { test } from "node:test"
import { feederWords, rankWords, sumWords } from "../../../cnnviz/ui/components/filters/words.js"
import { convolution } from "../layers.js"
import { residualReading } from "../residual.js"

/** @param {number} count */
function answers(count) {
  return Array.from({ length: count }, (_, filter) => ({
    filter,
    largest: -filter,
    row: 0,
    col: 0,
    mean: 0,
    bias: 0,
    weight: 0,
  }))
}

test("ranks are ordinals, but the first has none", () => {
  const all = answers(113)
  const words = (/** @type {number} */ rank) => rankWords(all, rank - 1)
  assert.equal(words(1), "strongest answer of 113")
  assert.equal(words(2), "2nd strongest answer of 113")
  assert.equal(words(3), "3rd strongest answer of 113")
  assert.equal(words(4), "4th strongest answer of 113")
  assert.equal(words(11), "11th strongest answer of 113")
  assert.equal(words(13), "13th strongest answer of 113")
  assert.equal(words(21), "21st strongest answer of 113")
  assert.equal(words(112), "112th strongest answer of 113")
})

/** @param {number[]} subtotals */
function terms(subtotals, bias = -0.5) {
  const preActivation = subtotals.reduce((a, b) => a + b, 0) + bias
  const numbers = new Float64Array(9)
  const value = Math.max(preActivation, 0)
  return {
    window: numbers,
    kernel: numbers,
    products: numbers,
    subtotals: Float64Array.from(subtotals),
    bias,
    preActivation,
    value,
    output: value,
  }
}

test("the sum in one line: products of one channel, subtotals of several, and the function that is built in", () => {
  const layer = convolution("conv", [9, 9, 1], [3, 3], 2)
  assert.equal(sumWords(layer, terms([1.25])), "9 products make 1.250, − bias 0.500 = 0.750")
  assert.equal(sumWords(layer, terms([1, 0.25], 0.5)), "2 subtotals make 1.250, + bias 0.500 = 1.750")
  assert.equal(
    sumWords({ ...layer, activation: "relu" }, terms([-1])),
    "9 products make −1.000, − bias 0.500 = −1.500, and max(0, −1.500) = 0.000",
  )
})

test("what feeds a layer is the one before, or has a name", () => {
  const { network } = residualReading()
  assert.equal(feederWords(network, 1), "the layer before")
  const aside = { ...convolution("aside", [2, 2, 2], [1, 1], 2), inputs: [0] }
  assert.equal(feederWords({ layers: [...network.layers.slice(0, 3), aside] }, 3), "conv")
})
