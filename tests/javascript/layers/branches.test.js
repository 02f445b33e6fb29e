import assert from "node:assert/strict"
import { test } from "node:test"

import { agrees, explainCell, kindOf, sentenceOf } from "../../../cnnviz/ui/components/layers/index.js"
import { residualReading } from "../residual.js"

const reading = residualReading()
const [ADD, JOIN] = [2, 3]

/**
 * Layer k with other words of its own.
 * @param {number} k
 * @param {object} own
 */
function changed(k, own) {
  const layers = reading.network.layers.map((layer, index) => (index === k ? Object.assign({ ...layer }, own) : layer))
  return { ...reading, network: { ...reading.network, layers } }
}

/**
 * What is read of the terms of one cell.
 * @typedef {{value: number, terms: number[], places: number[][], branch: number, source: number[]}} Read
 */

/**
 * @param {typeof reading} of
 * @param {number} k
 * @param {number[]} position
 */
const termsOf = (of, k, position) => /** @type {Read} */ (/** @type {unknown} */ (explainCell(of, k, position)))

test("a sum has a term of each branch, from the same place, and follows the largest", () => {
  const terms = termsOf(reading, ADD, [1, 0, 1])
  assert.deepEqual([terms.terms, terms.value], [[9, -3], 6])
  assert.deepEqual(terms.places, [
    [1, 0, 1],
    [1, 0, 1],
  ])
  assert.equal(terms.branch, 0)
  assert.ok(agrees(reading, ADD, { value: terms.value, output: reading.outputs[ADD][5] }))
})

test("the largest and the smallest follow the branch that was chosen", () => {
  assert.equal(termsOf(changed(ADD, { operation: "max" }), ADD, [1, 0, 1]).branch, 0)
  const least = termsOf(changed(ADD, { operation: "min" }), ADD, [1, 0, 1])
  assert.deepEqual([least.value, least.branch], [-3, 1])
})

test("a product follows the maps, not what weighs them, and one cell weighs them all", () => {
  const gate = changed(ADD, {
    operation: "×",
    inputs: [0, 1],
    input_shapes: [
      [1, 1, 2],
      [2, 2, 2],
    ],
  })
  // The cell of the gate is the first of conv's: 1 and −1.
  const terms = termsOf(gate, ADD, [1, 0, 1])
  assert.deepEqual([terms.terms, terms.value, terms.branch], [[-1, 9], -9, 1])
  assert.deepEqual(terms.places[0], [0, 0, 1])
  const { layers } = gate.network
  assert.deepEqual(kindOf(layers[ADD]).source(layers[ADD], [1, 0, 1], 0), {
    top: 0,
    left: 0,
    bottom: 1,
    right: 1,
    channel: 1,
  })
})

test("a joined value comes from one branch alone", () => {
  const layer = reading.network.layers[JOIN]
  const terms = termsOf(reading, JOIN, [1, 0, 3])
  assert.deepEqual([terms.value, terms.branch, terms.source], [6, 1, [1, 0, 1]])
  assert.equal(kindOf(layer).source(layer, [1, 0, 3], 0), undefined)
  assert.deepEqual(kindOf(layer).source(layer, [1, 0, 3], 1), { top: 1, left: 0, bottom: 2, right: 1, channel: 1 })
})

test("a screen reader hears which layer brings what", () => {
  const say = (/** @type {number} */ k, /** @type {number[]} */ position) => {
    const terms = explainCell(reading, k, position)
    return terms && sentenceOf(reading, k, terms)
  }
  assert.equal(say(ADD, [1, 0, 1]), "wide 9.000 + conv −3.000 is 6.000")
  assert.equal(say(JOIN, [1, 0, 3]), "channel 1 of add, unchanged: 6.000")
})

test("the margin of a padding comes from nowhere", () => {
  const padded = { ...reading.network.layers[0], kind: "ZeroPadding2D", pad_top: 1, pad_left: 1 }
  assert.equal(kindOf(padded).source(padded, [0, 2, 0]), undefined)
  assert.deepEqual(kindOf(padded).source(padded, [1, 2, 0]), { top: 0, left: 1, bottom: 1, right: 2, channel: 0 })
})
