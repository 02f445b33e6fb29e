import assert from "node:assert/strict"
import { test } from "node:test"

import {
  axesOf,
  convolutionTerms,
  convolve,
  laidKernel,
} from "../../../cnnviz/ui/components/convolution_lab/convolve.js"

/** @import { Convolution } from "../../../cnnviz/ui/components/convolution_lab/convolve.js" */

const PICTURE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
const SHAPE = [3, 4, 1]

/**
 * A setup that is as plain as can be but for some parts.
 * @param {Partial<Convolution>} parts
 * @returns {Convolution}
 */
function setup(parts) {
  return { kernel: [[1]], stride: 1, padding: "valid", dilation: 1, bias: 0, flip: false, ...parts }
}

/**
 * The rows of an output of one channel.
 * @param {ReturnType<typeof convolve>} output
 */
function rows({ values, shape: [height, width] }) {
  return Array.from({ length: height }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)))
}

test("the kernel is laid on every window as it is", () => {
  const kernel = [
    [1, 0],
    [0, -10],
  ]
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel }))), [
    [1 - 60, 2 - 70, 3 - 80],
    [5 - 100, 6 - 110, 7 - 120],
  ])
})

test("a flipped kernel is turned by half a turn", () => {
  const kernel = [
    [1, 2],
    [3, 4],
  ]
  assert.deepEqual(laidKernel({ kernel, flip: true }), [
    [4, 3],
    [2, 1],
  ])
  assert.deepEqual(kernel[0], [1, 2])
  const values = convolve(PICTURE, SHAPE, setup({ kernel, flip: true })).values
  assert.equal(values[0], 4 * 1 + 3 * 2 + 2 * 5 + 1 * 6)
})

test("a stride leaves windows out, the last one where it does not fit", () => {
  const kernel = [[1, 1]]
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel, stride: 2 }))), [
    [3, 7],
    [19, 23],
  ])
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel, stride: 3 }))), [[3]])
})

test("zeros stand around the picture", () => {
  const kernel = [[1, 10]]
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel, padding: 1 }))), [
    [0, 0, 0, 0, 0],
    [10, 21, 32, 43, 4],
    [50, 65, 76, 87, 8],
    [90, 109, 120, 131, 12],
    [0, 0, 0, 0, 0],
  ])
})

test("same padding has the odd zero behind the picture", () => {
  const [, cols] = axesOf([3, 4], setup({ kernel: [[1, 10]], padding: "same" }))
  assert.deepEqual(cols, { size: 4, extent: 2, outputSize: 4, padBefore: 0, padAfter: 1 })
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel: [[1, 10]], padding: "same" })))[0], [21, 32, 43, 4])
  const [strided] = axesOf([7, 1], setup({ kernel: [[1], [1], [1]], padding: "same", stride: 2 }))
  assert.deepEqual(strided, { size: 7, extent: 3, outputSize: 4, padBefore: 1, padAfter: 1 })
})

test("a dilated kernel skips cells", () => {
  const kernel = [
    [1, 10],
    [100, 0],
  ]
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel, dilation: 2 }))), [[1 + 30 + 900, 2 + 40 + 1000]])
})

test("no window fits where the kernel reaches further than the picture and its zeros", () => {
  const kernel = [[1], [1], [1]]
  assert.equal(axesOf([3, 4], setup({ kernel, dilation: 2 }))[0].outputSize, 0)
  assert.equal(axesOf([3, 4], setup({ kernel, dilation: 2, padding: 1 }))[0].outputSize, 1)
})

test("channels are convolved by themselves, and the bias is added to each sum", () => {
  const picture = Uint8Array.of(1, 10, 100, 2, 20, 200, 3, 30, 250)
  const { values, shape } = convolve(picture, [1, 3, 3], setup({ kernel: [[-1, 1]], bias: 0.5 }))
  assert.deepEqual(shape, [1, 2, 3])
  assert.deepEqual([...values], [1.5, 10.5, 100.5, 1.5, 10.5, 50.5])
  const strided = convolve(picture, [1, 3, 3], setup({ kernel: [[1]], stride: 2 }))
  assert.deepEqual([...strided.values], [1, 10, 100, 3, 30, 250])
})

test("more than four weights add up", () => {
  const kernel = [
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ]
  assert.deepEqual(rows(convolve(PICTURE, SHAPE, setup({ kernel }))), [[54, 63]])
})

test("one value is written out term by term, with zeros outside the picture", () => {
  const kernel = [
    [1, 2],
    [3, 4],
  ]
  assert.deepEqual(convolutionTerms(PICTURE, SHAPE, setup({ kernel, padding: 1, bias: -1 }), [0, 1, 0]), {
    window: [0, 0, 1, 2],
    kernel: [1, 2, 3, 4],
    products: [0, 0, 3, 8],
    outside: [true, true, false, false],
    sum: 11,
    value: 10,
    region: { top: -1, left: 0, bottom: 1, right: 2 },
  })
})

test("the terms of every cell add up to what the convolution has there", () => {
  const picture = Uint8Array.from({ length: 5 * 6 * 3 }, (_, k) => (k * 37) % 256)
  const parts = setup({
    kernel: [
      [1, -2, 3],
      [0, 5, -7],
    ],
    stride: 2,
    padding: 2,
    dilation: 2,
    bias: 3,
    flip: true,
  })
  const { values, shape } = convolve(picture, [5, 6, 3], parts)
  assert.deepEqual(shape, [4, 3, 3])
  values.forEach((value, index) => {
    const [cell, channel] = [Math.floor(index / 3), index % 3]
    const terms = convolutionTerms(picture, [5, 6, 3], parts, [Math.floor(cell / 3), cell % 3, channel])
    assert.equal(terms.value, value)
  })
})
