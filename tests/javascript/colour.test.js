// The colours of values: what no scale reaches is told apart, and takes nothing else with it.

import assert from "node:assert/strict"
import { test } from "node:test"

import { cssColour, largest, packedColour, textColour } from "../../cnnviz/ui/components/shared/colour.js"

const MARKERS = ["rgb(194 24 139)", "rgb(255 106 193)"]

/**
 * @param {string} colour - As cssColour writes it.
 * @returns {number[]} Red, green and blue.
 */
function parts(colour) {
  return colour.match(/\d+/g)?.map(Number) ?? []
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} How far two colours are apart, from 0 to 441.
 */
function distance(one, other) {
  const [from, to] = [parts(one), parts(other)]
  return Math.hypot(...from.map((value, primary) => value - to[primary]))
}

test("the largest number is finite", () => {
  assert.equal(largest([1, -3, Infinity, NaN, -Infinity, 2]), 3)
  assert.equal(largest([Infinity, NaN]), 0)
})

test("an infinite value leaves the others their colours", () => {
  const values = [0, 1, Infinity, -Infinity, -2]
  const limit = largest(values)
  for (const value of [0, 1, -2]) assert.equal(packedColour(value, limit), packedColour(value, 2))
  assert.notEqual(packedColour(1, limit), packedColour(0, limit))
})

test("NaN, infinity and minus infinity are unlike each other, the markers and every shade of the scales", () => {
  const beyond = [NaN, Infinity, -Infinity].map((value) => cssColour(value, 1))
  const shades = Array.from({ length: 201 }, (_, step) => cssColour(step / 100 - 1, 1))
  const ink = Array.from({ length: 101 }, (_, step) => cssColour(step / 100, 1, true))
  beyond.forEach((colour, index) => {
    const others = beyond.filter((_, other) => other !== index)
    for (const other of [...others, ...MARKERS, ...shades, ...ink]) assert.ok(distance(colour, other) > 80, `${colour} ${other}`)
  })
  assert.deepEqual(
    [NaN, Infinity, -Infinity].map((value) => cssColour(value, 1, true)),
    beyond,
  )
})

test("text can be read on every colour", () => {
  for (const value of [NaN, Infinity, -Infinity, 0, 1, -1]) assert.match(textColour(value, 1), /^#(10151c|ffffff)$/)
})
