import assert from "node:assert/strict"
import { test } from "node:test"

import { emptyGuess, lastOf, missOf, PLACES, risingTo, withLine } from "../../../cnnviz/ui/components/train/guess.js"

/** @param {number} accuracy */
const flat = (accuracy) => withLine(emptyGuess(), { x: 0, y: accuracy }, { x: 1, y: accuracy })

test("a line is drawn either way, without gaps, and stays inside", () => {
  const right = withLine(emptyGuess(), { x: 0, y: 0 }, { x: 1, y: 1 })
  const left = withLine(emptyGuess(), { x: 1, y: 1 }, { x: 0, y: 0 })
  for (const [place, value] of right.entries()) {
    assert.ok(Math.abs(value - place / (PLACES - 1)) < 1e-6)
    assert.ok(Math.abs(left[place] - value) < 1e-6)
  }
  const outside = withLine(emptyGuess(), { x: -3, y: 2 }, { x: 9, y: -1 })
  assert.ok(outside.every((value) => value >= 0 && value <= 1))
})

test("a later stroke is drawn over an earlier one", () => {
  const drawn = withLine(flat(0.5), { x: 1, y: 0.9 }, { x: 1, y: 0.9 })
  assert.ok(Math.abs((lastOf(drawn) ?? 0) - 0.9) < 1e-6)
  assert.equal(drawn[0], 0.5)
})

test("a final accuracy alone makes a curve that rises to it", () => {
  const guess = risingTo(0.9)
  assert.equal(guess[0], 0)
  assert.ok(guess.every((value, place) => place === 0 || value > guess[place - 1]))
  assert.ok(Math.abs((lastOf(guess) ?? 0) - 0.9) < 1e-6)
  assert.equal(lastOf(emptyGuess()), undefined)
})

test("how far off it was, at the end and on average", () => {
  const miss = missOf(
    flat(0.5),
    [
      [1, 1, 0.5, 1, 0.25],
      [2, 1, 0.5, 1, 0.75],
    ],
    2,
  )
  assert.deepEqual(miss, { expected: 0.5, found: 0.75, mean: 0.25 })
  assert.equal(missOf(emptyGuess(), [[1, 1, 1, 1, 0.5]], 1), undefined)
  assert.equal(missOf(flat(0.5), [], 2), undefined)
})
