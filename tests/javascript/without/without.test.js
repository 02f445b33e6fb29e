import assert from "node:assert/strict"
import { test } from "node:test"

import { strokesOf } from "../../../cnnviz/ui/components/shared/strokes_text.js"
import { coveredBy, drawnAddress, isHere, pageOf } from "../../../cnnviz/ui/components/without/asked.js"
import { drawingText } from "../../../cnnviz/ui/components/without/written.js"

const STROKES = [
  { width: 16, points: [140, 20, 140, 25.5, 138, 60] },
  { width: 9, points: [-50, 330] },
]
/** @type {import("../../../cnnviz/ui/components/without/asked.js").Step} */
const STEP = {
  step: 3,
  title: "",
  kind: "predict",
  takes: "choose",
  prose: "",
  ask: { type: "choose", options: ["a", "b"] },
  sure: false,
  address: "draw?network=mnist_lab&source=Samples&sample=0",
  drawing: "",
}

test("a drawing is written as Python writes it, and read back as it was", () => {
  // The docstring of cnnviz/pictures/strokes_text.py.
  assert.equal(drawingText(STROKES.slice(0, 1)), "Q_F8_CMfqb_Dc")
  assert.deepEqual(strokesOf(drawingText(STROKES)), STROKES)
})

test("an address says a page and its state", () => {
  assert.equal(pageOf("./").page, "draw")
  assert.equal(pageOf("filters?layer=conv2d").query.get("layer"), "conv2d")
})

test("what is drawn is told with the step's own network", () => {
  const address = drawnAddress({ ...STEP, takes: "draw" }, STROKES)
  const { page, query } = pageOf(address)
  assert.equal(page, "draw")
  assert.deepEqual(strokesOf(query.get("strokes") ?? ""), STROKES)
  assert.deepEqual([query.get("network"), query.get("source")], ["mnist_lab", "Draw"])
})

test("only what is drawn on the first page is answered here, and every other question", () => {
  assert.ok(isHere(STEP))
  assert.ok(isHere({ ...STEP, takes: "draw" }))
  assert.ok(!isHere({ ...STEP, takes: "do", address: "convolution_lab?part=own_kernel" }))
  assert.ok(!isHere({ ...STEP, takes: "work", ledger: null }))
})

test("what may tell the answer is covered while the question is open", () => {
  assert.deepEqual(coveredBy(STEP, true), ["answer", "logits", "maps", "sums"])
  assert.deepEqual(coveredBy(STEP, false), [])
  assert.deepEqual(coveredBy({ ...STEP, kind: "do", ask: null }, true), [])
  const cell = /** @type {const} */ ({ type: "cell", of: "maps", rows: 4, cols: 4 })
  assert.ok(!coveredBy({ ...STEP, ask: cell }, true).includes("maps"))
})
