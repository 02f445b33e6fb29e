import assert from "node:assert/strict"
import { test } from "node:test"
import { addPoint, isFull, MIN_STEP, PAD_SIZE } from "../../../cnnviz/ui/components/shared/strokes.js"

test("a point is kept in half units", () => {
  /** @type {number[]} */
  const points = []
  assert.equal(addPoint(points, 10.2, 20.3, MIN_STEP), true)
  assert.deepEqual(points, [10, 20.5])
})

test("a point too near to the last one is left out", () => {
  const points = [10, 20]
  assert.equal(addPoint(points, 11.5, 20, MIN_STEP), false)
  assert.deepEqual(points, [10, 20])
  assert.equal(addPoint(points, 12, 20, MIN_STEP), true)
  assert.equal(addPoint(points, 10, 20, MIN_STEP), true)
  assert.deepEqual(points, [10, 20, 12, 20, 10, 20])
})

test("a point beyond the margin comes to its edge", () => {
  /** @type {number[]} */
  const points = []
  addPoint(points, -1000, PAD_SIZE + 1000, MIN_STEP)
  assert.deepEqual(points, [-50, PAD_SIZE + 50])
})

test("what is no number is no point", () => {
  /** @type {number[]} */
  const points = []
  assert.equal(addPoint(points, NaN, 5, MIN_STEP), false)
  assert.equal(addPoint(points, 5, NaN, MIN_STEP), false)
  assert.deepEqual(points, [])
})

test("the pad is full at two hundred strokes, or at twenty thousand points", () => {
  const stroke = { width: 20, points: [0, 0] }
  assert.equal(isFull([]), false)
  assert.equal(isFull(new Array(199).fill(stroke)), false)
  assert.equal(isFull(new Array(200).fill(stroke)), true)
  assert.equal(isFull([{ width: 20, points: new Array(39998).fill(0) }]), false)
  assert.equal(isFull([{ width: 20, points: new Array(39998).fill(0) }, stroke]), true)
})
