import assert from "node:assert/strict"
import { test } from "node:test"

import { stages, stageText } from "../../../cnnviz/ui/components/datasets/normalisation.js"

const GREY = { mean: [0.1307], deviation: [0.3081], measured_on: "the 60,000 training pictures here" }
const COLOUR = { mean: [0.5, 0.4, 0.25], deviation: [0.2, 0.4, 0.5], measured_on: "the 10 training pictures here" }

/**
 * What each stage makes of a byte.
 * @param {import("../../../cnnviz/ui/components/datasets/normalisation.js").Stage[]} all
 * @param {number} value
 * @param {number} channel
 */
function texts(all, value, channel) {
  return all.map((stage) => stageText(stage, value, channel))
}

test("black, white and a grey as stored, divided by 255 and standardised", () => {
  const all = stages(GREY)
  // (0 - 0.1307) / 0.3081 and (1 - 0.1307) / 0.3081
  assert.deepEqual(texts(all, 0, 0), ["0", "0.00", "−0.42"])
  assert.deepEqual(texts(all, 255, 0), ["255", "1.00", "2.82"])
  // (128 / 255 - 0.1307) / 0.3081
  assert.deepEqual(texts(all, 128, 0), ["128", "0.50", "1.21"])
})

test("every channel has its own mean and standard deviation", () => {
  const [, , standardised] = stages(COLOUR)
  const white = [0, 1, 2].map((channel) => standardised.of(255, channel))
  const expected = [2.5, 1.5, 1.5]
  white.forEach((value, channel) => assert.ok(Math.abs(value - expected[channel]) < 1e-12))
})

test("what rounds to zero has no minus", () => {
  const [, , standardised] = stages(GREY)
  // (33 / 255 - 0.1307) / 0.3081 = -0.0042
  assert.ok(standardised.of(33, 0) < 0)
  assert.equal(stageText(standardised, 33, 0), "0.00")
})

test("the words say the mean and the standard deviation, of colour pictures a pair for each channel", () => {
  const last = (/** @type {typeof GREY} */ header) => stages(header)[2].words
  assert.equal(
    last(GREY),
    "Mean 0, standard deviation 1, over the 60,000 training pictures here: mean 0.131, standard deviation 0.308.",
  )
  assert.ok(
    last(COLOUR).includes("each channel by its own: red 0.500 ± 0.200, green 0.400 ± 0.400, blue 0.250 ± 0.500."),
  )
})
