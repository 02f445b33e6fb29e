import assert from "node:assert/strict"
import { test } from "node:test"
import {
  faultOf,
  isOff,
  kernelCell,
  kernelShape,
  numberNow,
  toggled,
  withEdit,
} from "../../../cnnviz/ui/components/what_if_network/edits.js"
import { convolution, dense, flatten, relu } from "../layers.js"
import { residualReading } from "../residual.js"

const CONV = { name: "conv" }

test("an edit takes the place of one of the same number, and comes last", () => {
  const edits = ["conv.kernel.0-0-0-1.2", "conv.off.3", "conv.bias.1.-0.5"]
  assert.deepEqual(withEdit(edits, "conv.kernel.0-0-0-1", 7.25), [
    "conv.off.3",
    "conv.bias.1.-0.5",
    "conv.kernel.0-0-0-1.7.25",
  ])
  assert.deepEqual(withEdit(edits, "conv.kernel.0-0-0-2", -1), [...edits, "conv.kernel.0-0-0-2.-1"])
})

test("the trained number again is no edit", () => {
  assert.deepEqual(withEdit(["conv.bias.1.4", "conv.off.0"], "conv.bias.1", undefined), ["conv.off.0"])
})

test("a channel is switched off, and on again; that of another layer stays", () => {
  const off = toggled(["dense.off.3"], CONV, 3)
  assert.deepEqual(off, ["dense.off.3", "conv.off.3"])
  assert.ok(isOff(off, CONV, 3))
  assert.ok(!isOff(off, CONV, 33))
  assert.deepEqual(toggled(off, CONV, 3), ["dense.off.3"])
})

test("the number in force is the visitor's, else the trained one", () => {
  const edits = ["conv.kernel.1-2-0-3.-0.125", "conv.bias.3.1e-7", "conv.off.3"]
  assert.equal(numberNow(edits, "conv.kernel.1-2-0-3", 9), -0.125)
  assert.equal(numberNow(edits, "conv.bias.3", 9), 1e-7)
  assert.equal(numberNow(edits, "conv.bias.30", 9), 9)
  // A switch has no number.
  assert.equal(numberNow(edits, "conv.off.3", 9), 9)
})

test("a kernel's rows, columns, input channels and filters", () => {
  const layers = [convolution("conv", [28, 28, 3], [5, 4], 6)]
  assert.deepEqual(kernelShape({ layers }, 0), [5, 4, 3, 6])
})

test("a dense layer after maps has a kernel as large as the maps, whatever does not move values between", () => {
  const layers = [flatten("flatten", [4, 5, 6]), relu("relu", [120]), dense("dense", 120, 10)]
  assert.deepEqual(kernelShape({ layers }, 2), [4, 5, 6, 10])
})

test("one after units has its numbers in rows as nearly square as they can be", () => {
  assert.deepEqual(kernelShape({ layers: [dense("first", 9, 84), dense("second", 84, 10)] }, 1), [12, 7, 1, 10])
  assert.deepEqual(kernelShape({ layers: [dense("first", 9, 7), dense("second", 7, 2)] }, 1), [7, 1, 1, 2])
})

test("a cell of a convolution's kernel: its target, and where its trained number is in the array", () => {
  const network = {
    layers: [convolution("conv", [9, 9, 2], [3, 3], 4)],
    arrays: { "conv.kernel": Float32Array.from({ length: 72 }, (_, k) => k) },
  }
  // Row 1, column 2, input channel 1 is input 11 of 18.
  assert.deepEqual(kernelCell(network, 0, [3, 3, 2, 4], 1, 2, 1, 3), {
    target: "conv.kernel.1-2-1-3",
    trained: 11 * 4 + 3,
  })
})

test("a cell of a dense kernel has one index for its input; its number is 0 until the weights arrive", () => {
  const layers = [flatten("flatten", [2, 3, 2]), dense("dense", 12, 10)]
  const arrays = { "dense.kernel": Float32Array.from({ length: 120 }, (_, k) => -k) }
  const shape = kernelShape({ layers }, 1)
  // Row 1, column 0, input channel 1 is input (1 · 3 + 0) · 2 + 1 = 7.
  assert.deepEqual(kernelCell({ layers, arrays }, 1, shape, 1, 0, 1, 4), { target: "dense.kernel.7-4", trained: -74 })
  assert.deepEqual(kernelCell({ layers, arrays: {} }, 1, shape, 1, 0, 1, 4), { target: "dense.kernel.7-4", trained: 0 })
})

test("a typed number is read with a true minus or a comma; what is none gets a sentence", () => {
  for (const text of ["1.5", "−2", " 0,25 ", "1000", "-1000", "1e-3"]) assert.equal(faultOf(text), "", text)
  assert.equal(faultOf("  "), "A cell is empty: write a number from −1000 to 1000.")
  assert.equal(faultOf("−"), "“−” is not a number: write a number from −1000 to 1000.")
  assert.equal(faultOf("1000.1"), "“1000.1” is too large: write a number from −1000 to 1000.")
  assert.ok(faultOf("x".repeat(50)).startsWith(`“${"x".repeat(20)}” is not`))
})

test("a dense layer's kernel is laid out as the maps that feed it, past other branches", () => {
  const { layers } = residualReading().network
  const aside = { ...flatten("aside", [2, 2, 2]), inputs: [0] }
  const network = { layers: [...layers.slice(0, 5), aside, { ...layers[5], inputs: [4] }] }
  assert.deepEqual(kernelShape(network, 6), [2, 2, 4, 2])
})
