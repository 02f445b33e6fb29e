import assert from "node:assert/strict"
import { test } from "node:test"
import { number, percent, shapeText, shortNumber } from "../../../cnnviz/ui/components/shared/format.js"

test("a number has three digits after the point, and a true minus", () => {
  assert.equal(number(1.2345), "1.234")
  assert.equal(number(-12), "−12.000")
  assert.equal(number(0), "0.000")
  assert.equal(number(-0), "0.000")
  assert.equal(number(0.5, 1), "0.5")
})

test("a small number is not written as zero", () => {
  assert.equal(number(0.0005), "0.001")
  assert.equal(number(0.00021), "2.1e−4")
  assert.equal(number(-0.00021), "−2.1e−4")
  assert.equal(number(0.004, 2), "4.0e−3")
})

test("what is no number, or infinite, says so", () => {
  assert.equal(number(NaN), "NaN")
  assert.equal(number(Infinity), "∞")
  assert.equal(number(-Infinity), "−∞")
  assert.equal(percent(NaN), "NaN")
})

test("a number in a small square is short, and zero where it rounds to zero", () => {
  assert.equal(shortNumber(1.239), "1.24")
  assert.equal(shortNumber(-1.239), "−1.24")
  assert.equal(shortNumber(0.004), "0")
  assert.equal(shortNumber(-0.004), "0")
})

test("a share is a percentage, and only 0 and 1 are written as such", () => {
  assert.equal(percent(0), "0 %")
  assert.equal(percent(1), "100 %")
  assert.equal(percent(0.5), "50 %")
  assert.equal(percent(0.9997), "99.97 %")
  assert.equal(percent(0.105), "10.5 %")
  assert.equal(percent(0.00005), "0.01 %")
  assert.equal(percent(0.00004), "< 0.01 %")
  assert.equal(percent(0.99996), "> 99.99 %")
})

test("a size has a sign between its numbers", () => {
  assert.equal(shapeText([28, 28, 6]), "28 × 28 × 6")
  assert.equal(shapeText([10]), "10")
})
