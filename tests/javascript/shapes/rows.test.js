import assert from "node:assert/strict"
import { test } from "node:test"

import { cellsOf } from "../../../cnnviz/ui/components/shapes/rows.js"

/** @type {import("../../../cnnviz/ui/components/shapes/types.js").RowData} */
const POOLING = {
  title: "Max pooling 2×2",
  words: "",
  shape: [14, 14, 6],
  unchanged: false,
  output: "14 × 14 × 6",
  size: "(28 − 2) / 2 + 1",
  weights: "0",
  weights_sum: "",
  measured: "",
  adds: "0",
  adds_sum: "",
  values: "1,176",
  memory: "4.7 kB",
  field: "6 × 6",
  jump: [2, 2],
  cell: [7, 7],
  region: [12, 12, 18, 18],
}

test("a layer of maps says its sums, its memory and how far apart its cells look", () => {
  assert.deepEqual(cellsOf(POOLING), {
    output: ["14 × 14 × 6", "(28 − 2) / 2 + 1"],
    weights: ["0", "", ""],
    adds: ["0", ""],
    memory: ["4.7 kB", "1,176 values"],
    sees: ["6 × 6", "2 apart"],
  })
})

test("steps that differ are two numbers, rows first", () => {
  assert.deepEqual(cellsOf({ ...POOLING, jump: [2, 4] }).sees, ["6 × 6", "2 × 4 apart"])
})

test("a layer that passes values on keeps none, and one that sees everything has no step", () => {
  const flatten = { ...POOLING, memory: "", field: "all", jump: null, cell: null }
  assert.deepEqual(cellsOf(flatten).memory, ["0", "the same values"])
  assert.deepEqual(cellsOf(flatten).sees, ["all", "of the picture"])
})
