import assert from "node:assert/strict"
import { test } from "node:test"

import {
  bestOf,
  inUnits,
  nearest,
  peakOf,
  tellingClasses,
} from "../../../cnnviz/ui/components/changed_picture/along.js"

// Five values, three classes.
const VALUES = Float32Array.of(-2, -1, 0, 1, 2)
const SHARES = Float32Array.of(0.9, 0.1, 0, 0.6, 0.4, 0, 0.3, 0.6, 0.1, 0.2, 0.7, 0.1, 0.1, 0.7, 0.2)
const share = (/** @type {number} */ index, /** @type {number} */ label) => SHARES[3 * index + label]
const READ = [0, 0, 1, 1, 1]

test("the class that is read has the largest probability", () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => bestOf(SHARES, index, 3)),
    READ,
  )
})

test("the nearest value; of two the first", () => {
  assert.equal(nearest(VALUES, 0.7), 3)
  assert.equal(nearest(VALUES, -1.5), 0)
  assert.equal(nearest(VALUES, 99), 4)
})

test("lines begin with the class before the first turn, then those after the turns, then the others by their peaks", () => {
  assert.deepEqual(tellingClasses(VALUES, share, 3, READ, [{ value: -0.5, before: 1, after: 2 }]), [1, 2, 0])
})

test("without a turn they begin with the class that is read most", () => {
  assert.deepEqual(tellingClasses(VALUES, share, 3, READ, []), [1, 0, 2])
})

test("a class that never has 15 % gets no line", () => {
  const faint = (/** @type {number} */ index, /** @type {number} */ label) => (label === 2 ? 0.14 : share(index, label))
  assert.deepEqual(tellingClasses(VALUES, faint, 3, READ, []), [1, 0])
})

test("a name stands at its line's peak, nearest to where one is, or in the middle of a flat one", () => {
  assert.equal(peakOf(VALUES, share, 0), 0)
  assert.equal(peakOf(VALUES, share, 1), 4)
  assert.equal(peakOf(VALUES, share, 1, 0), 3)
  assert.equal(
    peakOf(VALUES, () => 0.5, 0),
    2,
  )
})

test("a value has four digits, its unit and a true minus", () => {
  assert.equal(inUnits(-12.3456, "°"), "−12.35°")
  assert.equal(inUnits(0.5, " px"), "0.5 px")
})
