import assert from "node:assert/strict"
import { test } from "node:test"

import { createTrail } from "../../../cnnviz/ui/components/stepper/trail.js"
import { Visit } from "../../../cnnviz/ui/components/stepper/visit.js"
import { residualReading } from "../residual.js"

const reading = residualReading()
const [CONV, WIDE, ADD, JOIN, FLATTEN] = [0, 1, 2, 3, 4]

/**
 * Where a way leads, layer by layer.
 * @param {{k: number, position: number[]}} chosen
 * @param {number[]} [branches]
 */
function way(chosen, branches) {
  const { at } = createTrail(reading, chosen, [], branches)
  return [-1, CONV, WIDE, ADD, JOIN, FLATTEN].map(at)
}

test("the way back from a sum follows the branch whose term is largest", () => {
  // wide's second channel is made of conv's first; the short cut would lead to conv's second.
  assert.deepEqual(way({ k: ADD, position: [1, 0, 1] }).slice(0, 4), [
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 1],
    [1, 0, 1],
  ])
})

test("the way back follows another branch where it was chosen", () => {
  const branches = []
  branches[ADD] = 1
  const [, conv, wide] = way({ k: ADD, position: [1, 0, 1] }, branches)
  assert.deepEqual(
    [conv, wide],
    [
      [1, 0, 1],
      [1, 0, 1],
    ],
  )
})

test("a joined value leads back to the branch that it comes from", () => {
  assert.deepEqual(way({ k: JOIN, position: [0, 1, 1] })[1], [0, 1, 1])
  assert.deepEqual(way({ k: JOIN, position: [0, 1, 3] }).slice(1, 4), [
    [0, 1, 0],
    [0, 1, 1],
    [0, 1, 1],
  ])
})

test("the way on finds a channel behind those of the branches before", () => {
  assert.deepEqual(way({ k: ADD, position: [1, 0, 1] }).slice(4), [[1, 0, 3], [2 * 4 + 3]])
  assert.deepEqual(way({ k: CONV, position: [1, 0, 1] }).slice(4), [[1, 0, 1], [2 * 4 + 1]])
})

test("a visitor who goes to a branch follows it, until another cell is chosen", () => {
  const visit = new Visit(reading)
  visit.begin({ layer: ADD, position: [1, 0, 1] })
  visit.follow(CONV)
  assert.equal(visit.branches[ADD], 1)
  visit.go(CONV)
  assert.deepEqual(visit.position, [1, 0, 1])
  visit.go(ADD)
  visit.choose([0, 0, 1])
  assert.equal(visit.branches[ADD], undefined)
  assert.deepEqual(visit.trail.at(CONV), [0, 0, 0])
})

test("who goes to a branch from a cell that only follows chooses that cell first", () => {
  const visit = new Visit(reading)
  visit.begin({ layer: CONV, position: [1, 1, 0] })
  visit.go(ADD)
  const { position } = visit
  visit.follow(CONV)
  visit.go(CONV)
  assert.deepEqual(visit.position, position)
  assert.deepEqual(visit.chosen, { k: ADD, position })
})

test("the way back through a large network grows with what arrives", () => {
  const whole = residualReading()
  const layers = whole.network.layers.map((layer) => ({ ...layer, parameter_count: 0 }))
  const network = { ...whole.network, name: "large", base: "large", layers, columns: layers.map((_, k) => [k]) }
  const outputs = [...whole.outputs]
  delete outputs[CONV]
  const { at } = createTrail({ ...whole, network, outputs }, { k: ADD, position: [1, 0, 1] }, [])
  assert.deepEqual(at(WIDE), [1, 0, 1])
  assert.deepEqual(at(CONV), [0, 0, 0])
  outputs[CONV] = whole.outputs[CONV]
  assert.deepEqual(at(CONV), [1, 0, 0])
})
