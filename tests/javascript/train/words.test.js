import assert from "node:assert/strict"
import { test } from "node:test"

import {
  accuracyWords,
  besideLine,
  deadLine,
  isOver,
  lossWords,
  missLine,
  mistakeLine,
  rateText,
  statusLine,
  time,
} from "../../../cnnviz/ui/components/train/words.js"

/** @import { TrainHeader } from "../../../cnnviz/ui/components/train/types.js" */

/** @type {TrainHeader} */
const HEADER = {
  run: "r1",
  status: "running",
  step: 420,
  steps_per_epoch: 63,
  epochs: 20,
  seconds: 4.2,
  left: 8.7,
  history: [
    [1, 1, 0.7, 0.9, 0.75],
    [2, 0.4, 0.9, 0.3, 0.962],
  ],
}

test("the status says where the training is, how good it is and how long it takes", () => {
  assert.equal(
    statusLine(HEADER),
    "Batch 420, epoch 6.7 of 20 · 96.2 % on held-out pictures · 4 s trained, about 9 s left",
  )
  assert.equal(statusLine({ run: "r1", status: "running", step: 1234 }), "Batch 1,234")
})

test("the status names the place in the queue", () => {
  assert.match(statusLine({ ...HEADER, status: "waiting", place: 3 }), /^Place 3 in the queue/)
  assert.match(statusLine({ ...HEADER, status: "waiting", place: 1 }), /^You are next/)
  assert.match(statusLine({ ...HEADER, status: "building" }), /^Building/)
})

test("at the end nothing is left, and the test pictures are counted", () => {
  const line = statusLine({ ...HEADER, status: "done", left: 0, test: { correct: 9612, total: 10000 } })
  assert.match(line, /^Done\. Batch 420/)
  assert.doesNotMatch(line, /left/)
  assert.match(line, /test pictures: 9,612 of 10,000 right, 96\.1 %$/)
  assert.match(statusLine({ ...HEADER, status: "paused" }), /^Paused\. .*about 9 s left$/)
})

test("where the curve is covered the status does not say how good it is", () => {
  const tested = { correct: 9612, total: 10000 }
  assert.equal(
    statusLine({ ...HEADER, status: "done", left: 0, test: tested }, false),
    "Done. Batch 420, epoch 6.7 of 20 · 4 s trained",
  )
})

test("an unknown accuracy and an unknown end are left out", () => {
  assert.equal(
    statusLine({ ...HEADER, history: [[1, 1, 0.5, null, null]], left: null }),
    "Batch 420, epoch 6.7 of 20 · 4 s trained",
  )
})

test("a training is over when it is done, stopped or failed", () => {
  assert.deepEqual(
    /** @type {const} */ (["idle", "waiting", "building", "running", "paused", "done", "stopped", "failed"]).filter(
      isOver,
    ),
    ["done", "stopped", "failed"],
  )
})

test("times and rates are short", () => {
  assert.deepEqual([0, 59.4, 60, 125].map(time), ["0 s", "59 s", "1 min 0 s", "2 min 5 s"])
  assert.deepEqual([0.003, 0.00033333, 1e-7].map(rateText), ["0.003", "0.000333", "1e−7"])
})

test("the commonest mistake is named with the number of pictures of its class", () => {
  // prettier-ignore
  const counts = [
    90, 2, 8,
    1, 95, 4,
    3, 12, 85,
  ]
  assert.equal(mistakeLine(counts, ["cat", "dog", "fox"]), "The commonest mistake: fox read as dog, 12 of 100 times.")
})

test("where nothing is misread, it says so", () => {
  assert.equal(mistakeLine([5, 0, 0, 6], ["0", "1"]), "All 11 held-out pictures are read right.")
})

test("dead channels are counted", () => {
  const layer = { name: "conv", weight_range: [], gradient_range: [], channels: 16 }
  assert.equal(deadLine({ ...layer, dead: 0 }), "None of its 16 channels is dead.")
  assert.match(deadLine({ ...layer, dead: 1 }), /^1 of 16 channels is dead/)
  assert.match(deadLine({ ...layer, dead: 3 }), /^3 of 16 channels are dead/)
})

test("what was expected is held against what came", () => {
  assert.equal(
    missLine(0.9, 0.962, 0.1),
    "You expected 90.0 % at the end; it is 96.2 %: 6.2 points more. Over all epochs you were off by 10.0 points on average.",
  )
  assert.match(missLine(0.98, 0.962, 0.1), /1\.8 points less/)
  assert.match(missLine(0.962, 0.962, 0), /and so it is/)
})

/** @type {TrainHeader} */
const TWO = {
  ...HEADER,
  title: "On top of cifar_vgg's features",
  beside: {
    title: "From scratch",
    status: "running",
    step: 63,
    steps_per_epoch: 63,
    history: [[1, 1.5, 0.6, 1.25, 0.61]],
  },
}

test("of two runs both results are told", () => {
  assert.equal(
    besideLine(TWO),
    "On top of cifar_vgg's features: 96.2 % of the held-out pictures. From scratch: 61.0 %.",
  )
  assert.equal(accuracyWords(TWO), "Accuracy: 96.2 % on held-out pictures; From scratch: 61.0 %")
  assert.equal(lossWords(TWO), "Loss: 0.300 on held-out pictures after epoch 2; From scratch: 1.250 after epoch 1")
})

test("a run without an epoch is still learning, or never finished one", () => {
  const { beside } = TWO
  assert.ok(beside)
  const young = { ...beside, history: [] }
  assert.match(besideLine({ ...TWO, beside: young }), /From scratch: still learning\.$/)
  assert.match(
    besideLine({ ...TWO, beside: { ...young, status: "stopped" } }),
    /From scratch: no epoch was finished\.$/,
  )
  assert.equal(
    besideLine({ ...TWO, title: undefined, history: [] }),
    "This run: still learning. From scratch: 61.0 % of the held-out pictures.",
  )
  assert.equal(
    accuracyWords({ ...TWO, beside: young }),
    "Accuracy: 96.2 % on held-out pictures; From scratch: not measured yet",
  )
})

test("a run that is alone is told alone", () => {
  assert.equal(besideLine(HEADER), "")
  assert.equal(besideLine({ ...HEADER, beside: null }), "")
  assert.equal(besideLine({ ...TWO, held: 0 }), "")
  assert.equal(accuracyWords(HEADER), "Accuracy: 96.2 % on held-out pictures")
  assert.equal(accuracyWords(undefined), "Accuracy: not measured yet")
  assert.equal(lossWords(undefined), "Loss: not measured yet")
})

test("without official test pictures none are spoken of", () => {
  for (const read of [undefined, null, { correct: 0, total: 0 }]) {
    assert.doesNotMatch(statusLine({ ...HEADER, status: "done", test: read }), /test pictures|NaN/)
  }
})
