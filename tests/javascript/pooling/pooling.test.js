import assert from "node:assert/strict"
import { test } from "node:test"

import { wholeCell } from "../../../cnnviz/ui/components/pooling/plane.js"
import { sumsOf, windowValues } from "../../../cnnviz/ui/components/pooling/sums.js"
import { tableOf } from "../../../cnnviz/ui/components/pooling/table.js"

const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

test("a window's values come row by row, those beyond the edge left out", () => {
  assert.deepEqual(windowValues(VALUES, [3, 4], [1, 1], 2), [6, 7, 10, 11])
  assert.deepEqual(windowValues(VALUES, [3, 4], [2, 3], 2), [12])
  assert.deepEqual(windowValues(VALUES, [3, 4], [-1, -1], 2), [1])
  assert.deepEqual(windowValues(VALUES, [3, 4], [0, 0], 1), [1])
})

test("each kind of pooling is written out", () => {
  const pooled = { max: 4, average: 0, l2: Math.sqrt(26) }
  assert.deepEqual(sumsOf([0, -3, 4, -1], pooled, [0, 1], false), [
    ["max", "Max", "largest of 0, −3, 4, −1 =", "4", "at row 0, column 1"],
    ["average", "Average", "(0 + (−3) + 4 + (−1)) ÷ 4 =", "0"],
    ["l2", "L2 norm", "√(0² + (−3)² + 4² + (−1)²) =", "5.099"],
  ])
})

test("one value is its own average", () => {
  const sums = sumsOf([7], { max: 7, average: 7, l2: 7 }, [2, 3], true)
  assert.deepEqual(
    sums.map(([, , sum]) => sum),
    ["largest of 7 =", "7 ÷ 1 =", "√(7²) ="],
  )
})

test("typed numbers keep four digits, others three", () => {
  const pooled = { max: 1 / 3, average: 1 / 3, l2: 1 / 3 }
  assert.equal(sumsOf([1 / 3], pooled, [0, 0], true)[0][3], "0.3333")
  assert.equal(sumsOf([1 / 3], pooled, [0, 0], false)[0][3], "0.333")
})

test("of many values the first eight are written", () => {
  const terms = Array.from({ length: 25 }, (_, k) => k)
  const [max, average, l2] = sumsOf(terms, { max: 24, average: 12, l2: 70 }, [4, 4], false)
  assert.equal(max[2], "largest of 0, 1, 2, 3, 4, 5, 6, 7 … 25 numbers =")
  assert.equal(average[2], "(0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + … 25 numbers) ÷ 25 =")
  assert.equal(l2[2], "√(0² + 1² + 2² + 3² + 4² + 5² + 6² + 7² + … 25 numbers) =")
  assert.equal(sumsOf(terms.slice(0, 16), { max: 15, average: 7.5, l2: 35 }, [3, 3], false)[0][2].split(",").length, 16)
})

test("cells have whole pixels, unless there are more of them than pixels", () => {
  assert.equal(wholeCell(100, 8, 2), 10)
  assert.equal(wholeCell(100, 100, 0), 1)
  assert.equal(wholeCell(50, 100, 0), 0.5)
})

test("a table is read with tabs, semicolons or spaces", () => {
  const table = [
    ["1", "−2"],
    ["3.5", ""],
  ]
  assert.deepEqual(tableOf("1\t−2\r\n3.5;\n"), table)
  assert.deepEqual(tableOf(" 1  2 "), [["1", "2"]])
  assert.deepEqual(tableOf(""), [[""]])
})

test("an average is about equal where the numbers as they are written do not give it", () => {
  const cells = [0.00249, ...new Array(9).fill(0.00149)]
  const [, [, , sum, value]] = sumsOf(cells, { max: 0.00249, average: 0.00159, l2: 1 }, [0, 0], false)
  assert.ok(sum.startsWith("(0.002 + 0.001 + 0.001 +") && sum.endsWith(") ÷ 10 ≈"))
  assert.equal(value, "0.002")
})
