import assert from "node:assert/strict"
import { test } from "node:test"
import {
  beyondScales,
  cssColour,
  largest,
  packed,
  packedColour,
  scaleGradient,
  textColour,
} from "../../../cnnviz/ui/components/shared/colour.js"

const WHITE = "rgb(255 255 255)"
const MARKERS = ["rgb(194 24 139)", "rgb(255 106 193)"]

/**
 * How far two colours are apart, from 0 to 441.
 * @param {string} first
 * @param {string} second
 */
function distance(first, second) {
  const [from, to] = [first, second].map((colour) => colour.match(/\d+/g)?.map(Number) ?? [])
  return Math.hypot(...from.map((value, primary) => value - to[primary]))
}

test("a colour is packed with red in its lowest byte, opaque", () => {
  assert.equal(packed([1, 2, 3]), 0xff030201)
  assert.equal(packed([255, 255, 255]), 0xffffffff)
})

test("zero is white on every scale, and black in ink", () => {
  for (const limit of [0, 1e-9, 1, 1e9]) {
    assert.equal(cssColour(0, limit), WHITE)
    assert.equal(cssColour(-0, limit), WHITE)
    assert.equal(cssColour(0, limit, true), "rgb(13 17 23)")
  }
})

test("positive values are blue and negative ones orange, darkest from the limit on", () => {
  assert.equal(cssColour(2, 2), "rgb(8 48 107)")
  assert.equal(cssColour(-2, 2), "rgb(127 39 4)")
  assert.equal(cssColour(1, 2), "rgb(106 174 214)")
  assert.equal(cssColour(-1, 2), "rgb(253 140 60)")
  assert.equal(cssColour(5, 2), cssColour(2, 2))
  assert.equal(cssColour(-5, 2), cssColour(-2, 2))
})

test("ink is white at the limit, whatever the sign", () => {
  assert.equal(cssColour(1, 1, true), WHITE)
  assert.equal(cssColour(-1, 1, true), WHITE)
})

test("no number and the infinities have colours of their own, far from each other, the markers and any shade", () => {
  const beyond = [NaN, Infinity, -Infinity].map((value) => cssColour(value, 1))
  assert.deepEqual(beyond, ["rgb(0 190 70)", "rgb(124 58 255)", "rgb(255 232 0)"])
  const shades = Array.from({ length: 201 }, (_, step) => cssColour(step / 100 - 1, 1))
  const ink = Array.from({ length: 101 }, (_, step) => cssColour(step / 100, 1, true))
  beyond.forEach((colour, index) => {
    for (const other of [...beyond.toSpliced(index, 1), ...MARKERS, ...shades, ...ink]) {
      assert.ok(distance(colour, other) > 80, `${colour} ${other}`)
    }
  })
  for (const value of [NaN, Infinity, -Infinity]) assert.equal(packedColour(value, 0, true), packedColour(value, 1))
})

test("on a scale of length 0 every number is white", () => {
  for (const value of [-1, 0, 1, 1e30]) assert.equal(cssColour(value, 0), WHITE)
})

test("a scale ends at the largest number that is finite: an infinite one does not whiten the rest", () => {
  const values = Float32Array.of(1, -4, Infinity, -Infinity, NaN, 2)
  assert.equal(largest(values), 4)
  assert.equal(cssColour(-4, largest(values)), "rgb(127 39 4)")
  assert.notEqual(cssColour(2, largest(values)), WHITE)
  assert.equal(largest([NaN, Infinity]), 0)
  assert.equal(largest([]), 0)
})

/**
 * The luminance of WCAG 2.
 * @param {number[]} colour - Red, green, blue, from 0 to 255.
 */
function luminance(colour) {
  const [red, green, blue] = colour.map((level) => {
    const share = level / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test("text is black on light colours and white on dark ones, and can be read on all: 4.5 to 1", () => {
  assert.equal(textColour(0, 1), "#000000")
  assert.equal(textColour(1, 1), "#ffffff")
  assert.equal(textColour(-1, 1), "#ffffff")
  assert.equal(textColour(0, 1, true), "#ffffff")
  assert.equal(textColour(1, 1, true), "#000000")
  for (const ink of [false, true]) {
    for (let value = -1; value <= 1; value += 1 / 256) {
      const below = luminance((cssColour(value, 1, ink).match(/\d+/g) ?? []).map(Number))
      const text = textColour(value, 1, ink) === "#ffffff" ? 1 : 0
      const contrast = (Math.max(below, text) + 0.05) / (Math.min(below, text) + 0.05)
      assert.ok(contrast >= 4.5, `${contrast} at ${value}`)
    }
  }
})

test("the gradient shows the scale from end to end", () => {
  const signed = scaleGradient(true)
  assert.ok(signed.startsWith("linear-gradient(to right, rgb(127 39 4), "), signed)
  assert.ok(signed.includes(`, ${WHITE}, `), signed)
  assert.ok(signed.endsWith(", rgb(8 48 107))"), signed)
  assert.ok(scaleGradient(false).startsWith(`linear-gradient(to right, ${WHITE}, `))
  assert.ok(scaleGradient(false, true).endsWith(`, ${WHITE})`))
})

test("what no scale reaches is found once each, in any of several arrays", () => {
  assert.deepEqual(beyondScales([0, -1, 2], Float32Array.of(3)), [])
  assert.deepEqual(beyondScales([0, -Infinity, NaN, 1], Float32Array.of(NaN, Infinity)), [NaN, Infinity, -Infinity])
  assert.deepEqual(beyondScales([], [-Infinity]), [-Infinity])
})
