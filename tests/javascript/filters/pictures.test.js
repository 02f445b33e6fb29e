import assert from "node:assert/strict"
import { test } from "node:test"
import { channelsRead, convolutionAt } from "../../../cnnviz/ui/components/filters/answers.js"
import { cardInRow } from "../../../cnnviz/ui/components/filters/gallery.js"
import { colourShares, kernelOf, stackLayout } from "../../../cnnviz/ui/components/filters/pictures.js"
import { convolution } from "../layers.js"

test("a kernel is picked out of (height, width, channels, filters)", () => {
  const layer = convolutionAt({ layers: [convolution("conv", [9, 9, 3], [2, 2], 4)] }, 0)
  // 2 rows, 2 columns, 3 channels, 4 filters: the weight is cell 100 + channel 10 + filter.
  const weights = Float32Array.from(
    { length: 48 },
    (_, k) => 100 * Math.floor(k / 12) + 10 * (Math.floor(k / 4) % 3) + (k % 4),
  )
  assert.deepEqual(kernelOf({ arrays: { "conv.kernel": weights } }, layer, 3, 1), [13, 113, 213, 313])
})

test("a depthwise kernel is that of one channel, a grouped one that of its group", () => {
  // Two maps of each of two channels, then two filters on a group of two channels each.
  const depthwise = { ...convolution("deep", [9, 9, 2], [1, 2], 4), role: "depthwise" }
  const deep = convolutionAt({ layers: [depthwise] }, 0)
  const network = { arrays: { "deep.kernel": Float32Array.of(0, 1, 2, 3, 10, 11, 12, 13) } }
  assert.equal(channelsRead(deep), 1)
  assert.deepEqual(kernelOf(network, deep, 2, 0), [2, 12])
  const grouped = convolutionAt({ layers: [{ ...convolution("grouped", [9, 9, 4], [1, 1], 2), groups: 2 }] }, 0)
  const weights = { arrays: { "grouped.kernel": Float32Array.of(0, 1, 10, 11) } }
  assert.equal(channelsRead(grouped), 2)
  assert.deepEqual(kernelOf(weights, grouped, 1, 1), [11])
})

test("a kernel for colours: grey is zero, full and none are the ends of the scale", () => {
  const layer = convolutionAt({ layers: [convolution("conv", [9, 9, 3], [1, 2], 1)] }, 0)
  const network = { arrays: { "conv.kernel": Float32Array.of(2, 0, -2, 1, -1, 0) } }
  assert.deepEqual(colourShares(network, layer, 0, 2), [1, 0.5, 0, 0.75, 0.25, 0.5])
  const zeros = { arrays: { "conv.kernel": new Float32Array(6) } }
  assert.deepEqual(colourShares(zeros, layer, 0, 0), [0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
})

test("a stack is arranged so that its kernels are largest, in 112 pixels with 3 between them", () => {
  const layout = (/** @type {number} */ channels, /** @type {number[]} */ size) => stackLayout(size, channels)
  assert.deepEqual(layout(6, [5, 5]), { cols: 2, rows: 3, scale: 7 })
  assert.deepEqual(layout(16, [3, 3]), { cols: 4, rows: 4, scale: 8 })
  assert.deepEqual(layout(2, [3, 3]), { cols: 1, rows: 2, scale: 18 })
  assert.equal(layout(512, [3, 3]).scale, 1)
})

test("the nearest card in the row above or below", () => {
  const place = (/** @type {number} */ offsetLeft, /** @type {number} */ offsetTop, offsetWidth = 40) => ({
    offsetLeft,
    offsetTop,
    offsetWidth,
  })
  const [a, b, c, d, e, f] = [place(0, 0), place(50, 0), place(100, 0), place(0, 60), place(50, 60), place(0, 120, 90)]
  const all = [a, b, c, d, e, f]
  assert.equal(cardInRow(all, b, 1), e)
  assert.equal(cardInRow(all, c, 1), e)
  assert.equal(cardInRow(all, e, 1), f)
  assert.equal(cardInRow(all, f, -1), d)
  assert.equal(cardInRow(all, a, -1), undefined)
  assert.equal(cardInRow(all, f, 1), undefined)
})
