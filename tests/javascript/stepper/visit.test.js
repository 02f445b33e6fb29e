import assert from "node:assert/strict"
import { test } from "node:test"

import { cover } from "../../../cnnviz/ui/components/shared/covers.js"
import { spokenText } from "../../../cnnviz/ui/components/stepper/speech.js"
import { Visit } from "../../../cnnviz/ui/components/stepper/visit.js"
import { convolution, relu } from "../layers.js"

/** @import { Reading } from "../../../cnnviz/ui/components/shared/types.js" */

/**
 * A convolution and a ReLU over a drawing of 4 × 5 pixels: the largest value stands in row 1, column 2, channel 1.
 * @returns {Reading}
 */
function readingOf() {
  const conv = convolution("conv", [4, 5, 1], [3, 3], 2)
  const clipped = { ...relu("relu", [2, 3, 2]), title: "ReLU" }
  const outputs = Float32Array.from({ length: 12 }, (_, index) => (index === 11 ? 5 : (index % 3) / 4))
  return {
    header: { network: "net" },
    network: {
      name: "net",
      base: "net",
      labels: [],
      reads: "digits",
      input_shape: [4, 5, 1],
      parameters: 20,
      layers: [conv, clipped],
      arrays: { "conv.kernel": new Float32Array(18).fill(0.1), "conv.bias": new Float32Array(2) },
      complete: true,
    },
    input: new Float32Array(20).fill(0.5),
    outputs: [outputs, outputs],
  }
}

test("a visit begins at the strongest cell of the first layer", () => {
  const visit = new Visit(readingOf())
  visit.begin()
  assert.equal(visit.k, 0)
  assert.deepEqual(visit.position, [1, 2, 1])
  assert.equal(visit.layer.name, "conv")
})

test("a visit begins at the cell of a link, if the network has it", () => {
  const visit = new Visit(readingOf())
  visit.begin({ layer: 1, position: [0, 1, 0] })
  assert.deepEqual([visit.k, visit.position], [1, [0, 1, 0]])
  assert.ok(visit.played.has(1))
  visit.begin({ layer: 1, position: [0, 9, 0] })
  assert.deepEqual([visit.k, visit.position], [0, [1, 2, 1]])
})

test("a visit knows whether it is where a link leads, or where it begins without one", () => {
  const visit = new Visit(readingOf())
  visit.begin()
  assert.deepEqual([visit.isAt(), visit.isAt({ layer: 0, position: [1, 2, 1] })], [true, true])
  assert.deepEqual(
    [visit.isAt({ layer: 0, position: [1, 2, 0] }), visit.isAt({ layer: 1, position: [1, 2, 1] })],
    [false, false],
  )
  assert.ok(visit.isAt({ layer: 1, position: [0, 9, 0] }), "the network has no such cell")
  visit.begin({ layer: 1, position: [0, 1, 0] })
  assert.deepEqual([visit.isAt(), visit.isAt({ layer: 1, position: [0, 1, 0] })], [false, true])
})

test("the chosen cell's way goes with the visitor from step to step", () => {
  const visit = new Visit(readingOf())
  visit.begin({ layer: 1, position: [0, 1, 0] })
  visit.go(0)
  assert.deepEqual(visit.position, [0, 1, 0])
  visit.go(-1)
  assert.deepEqual(visit.position, [1, 2, 0])
  assert.deepEqual(
    [visit.hasStep(-1), visit.hasStep(1), visit.hasStep(-2), visit.hasStep(2)],
    [true, true, false, false],
  )
})

test("the same cell turns from channel to channel, and from the last to the first", () => {
  const visit = new Visit(readingOf())
  visit.begin({ layer: 0, position: [0, 1, 0] })
  assert.deepEqual(visit.turned(1), [0, 1, 1])
  assert.deepEqual(visit.turned(-1), [0, 1, 1])
  assert.deepEqual(visit.position, [0, 1, 0])
})

test("a channel that was chosen is shown again for other cells and other pictures", () => {
  const visit = new Visit(readingOf())
  visit.begin()
  visit.prefer([0, 0, 0])
  visit.go(-1)
  visit.choose([2, 2, 0])
  visit.go(0)
  assert.equal(visit.position[2], 0)
  visit.receive(readingOf())
  assert.equal(visit.position[2], 0)
})

test("filters show the window of the channel that weighs most until another is chosen", () => {
  const visit = new Visit(readingOf())
  visit.begin()
  assert.equal(visit.inputChannel, 0)
  visit.inputChannels[0] = 3
  assert.equal(visit.inputChannel, 3)
  visit.go(1)
  assert.equal(visit.inputChannel, undefined)
  visit.go(0)
  assert.equal(visit.inputChannel, 0)
})

test("an input pixel is just its value", () => {
  const visit = new Visit(readingOf())
  visit.begin()
  visit.go(-1)
  assert.deepEqual(visit.termsAt([1, 2, 0]), { value: 0.5, output: 0.5 })
})

test("a screen reader hears the step, the cell and its sum", () => {
  const visit = new Visit(readingOf())
  visit.begin({ layer: 1, position: [1, 2, 1] })
  const terms = visit.termsAt(visit.position)
  assert.ok(terms)
  assert.equal(spokenText(visit, terms), "relu. Row 1, column 2, channel 1. max(0, 5.000) is 5.000.")
  visit.go(-1)
  const pixel = visit.termsAt(visit.position)
  assert.ok(pixel)
  assert.match(spokenText(visit, pixel), /^input\. Row \d, column \d, the picture\. \d\.\d+\.$/)
})

test("a step that is covered is not there: neither a link nor the way from step to step leads to it", (context) => {
  context.after(() => cover())
  const visit = new Visit(readingOf())
  assert.equal(visit.stepBeside(0, 1), 1)
  cover({ covered: ["answer"], gone: [], locked: [], pointed: [], cell: null })
  assert.ok(!visit.hasStep(1))
  assert.equal(visit.stepBeside(0, 1), undefined)
  assert.equal(visit.stepBeside(0, -1), -1)
  visit.begin({ layer: 1, position: [0, 0, 0] })
  assert.equal(visit.k, 0)
})

test("where the arithmetic is covered only the place is said", (context) => {
  context.after(() => cover())
  const visit = new Visit(readingOf())
  const terms = visit.termsAt([1, 2, 1])
  assert.ok(terms)
  visit.choose([1, 2, 1])
  cover({ covered: ["sums"], gone: [], locked: [], pointed: [], cell: null })
  assert.match(spokenText(visit, terms), /Row 1, column 2, filter 1\.$/)
})
