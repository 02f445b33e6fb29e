import assert from "node:assert/strict"
import { test } from "node:test"
import {
  equals,
  number,
  percent,
  productText,
  shapeText,
  shortNumber,
  sumSign,
} from "../../../cnnviz/ui/components/shared/format.js"

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

test("a number in a small square is short, and only zero is written 0", () => {
  assert.equal(shortNumber(1.239), "1.24")
  assert.equal(shortNumber(-1.239), "−1.24")
  assert.equal(shortNumber(0), "0")
  assert.equal(shortNumber(-0.0013), "−0.00")
  assert.equal(shortNumber(0.004), "0.00")
})

test("a sum is equal where its numbers add up as they are written, and else about equal", () => {
  assert.equal(sumSign([0.085, -0.103, 0.425, 0.017], 0.424), "=")
  assert.equal(sumSign([0.0854, -0.1031, 0.4254, 0.0174], 0.4251), "≈")
  assert.equal(sumSign([1.0004, 0.00021], 1.0006), "≈")
  assert.equal(sumSign([0.1, NaN], NaN), "=")
  assert.equal(productText(2, -0.25, -0.5), "2.000 × −0.250 =")
  assert.equal(productText(13.8, 0.0124, 0.17112), "13.800 × 0.012 ≈")
  assert.equal(
    equals("2.1e−4", (half) => half / 2, "4.2e−4"),
    "=",
  )
  assert.equal(
    equals("2.1e−4", (half) => half / 2, "4.4e−4"),
    "≈",
  )
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
