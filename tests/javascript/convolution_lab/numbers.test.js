import assert from "node:assert/strict"
import { test } from "node:test"

import {
  brief,
  isBeginning,
  queryOf,
  readNumber,
  readWhole,
  short,
} from "../../../cnnviz/ui/components/convolution_lab/numbers.js"

test("numbers are read with a point or a comma, and with either minus", () => {
  for (const [text, value] of /** @type {[string, number][]} */ ([
    [" 0.5 ", 0.5],
    ["−1,25", -1.25],
    [".5", 0.5],
    ["+3.", 3],
    ["1e3", 1000],
  ])) {
    assert.deepEqual(readNumber(text, 1000), { value }, text)
  }
  // Minus zero would be another number in the URL.
  assert.ok(Object.is(readNumber("-0", 1).value, 0))
})

test("what is no number is said with an example", () => {
  assert.equal(readNumber("", 9).problem, "this is empty: type a number such as −1 or 0.5.")
  assert.equal(readNumber("one half", 9).problem, "“one half” is no number: type a number such as −1 or 0.5.")
  assert.equal(readNumber("0x1F, or 31 as we say", 9).problem?.slice(0, 16), "“0x1F, or 31 …” ")
  assert.equal(readNumber("1001", 1000).problem, "“1001” is too large: use numbers from −1,000 to 1,000.")
  assert.equal(readNumber("1e999", 1000).problem, "“1e999” is too large: use numbers from −1,000 to 1,000.")
})

test("whole numbers are read within their limits", () => {
  assert.deepEqual(readWhole(" 16", 1, 16), { value: 16 })
  for (const text of ["0", "17", "1.5", "-1"]) {
    assert.equal(readWhole(text, 1, 16).problem, `“${text}” does not work: type a whole number from 1 to 16.`)
  }
  assert.equal(readWhole(" ", 0, 16).problem, "this is empty: type a whole number from 0 to 16.")
})

test("the beginning of a number is no mistake yet", () => {
  for (const text of ["", "-", "−", "+.", ",", "1e", "2E-"]) assert.equal(isBeginning(text), true, text)
  for (const text of ["1", "-1", "x", "--"]) assert.equal(isBeginning(text), false, text)
})

test("numbers are brief", () => {
  assert.deepEqual([brief(-3), brief(1 / 3), brief(-0.5, 1), brief(0.0004)], ["−3", "0.33", "−0.5", "4e−4"])
  assert.deepEqual([short(12.345), short(123.456), short(1234.56)], ["12.35", "123.5", "1235"])
})

test("a setup is written as URL parameters", () => {
  const setup = {
    kernel: [
      [1, -0.5],
      [0, 2],
    ],
    stride: 2,
    padding: /** @type {const} */ ("same"),
    dilation: 1,
    bias: -1,
    flip: true,
    view: null,
    at: null,
  }
  const query = { kernel: "1_-0.5__0_2", stride: "2", padding: "same", dilation: "1", bias: "-1", flip: "1" }
  assert.deepEqual(queryOf(setup), query)
  assert.deepEqual(queryOf({ ...setup, view: "red", at: [3, 14] }), { ...query, view: "red", at: "3-14" })
})
