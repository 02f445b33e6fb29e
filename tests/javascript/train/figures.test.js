import assert from "node:assert/strict"
import { test } from "node:test"

import {
  byEpoch,
  byHeartSince,
  lossTop,
  smoothed,
  spanOf,
  thinned,
  ticks,
} from "../../../cnnviz/ui/components/train/figures.js"

/** @import { Epoch } from "../../../cnnviz/ui/components/train/types.js" */

/**
 * A history whose training loss falls all the time.
 * @param {(number | null)[]} held - The loss on held-out pictures after each epoch.
 * @returns {Epoch[]}
 */
function history(held) {
  return held.map((loss, k) => [k + 1, 1 / (k + 1), 0.9, loss, 0.8])
}

test("a smoothed line begins at the first value, and stays at a value that stays", () => {
  assert.deepEqual([...smoothed([2, 2, 2, 2], 10)], [2, 2, 2, 2])
  assert.deepEqual([...smoothed([], 10)], [])
  const means = smoothed([0, 1, 1, 1, 1, 1, 1, 1, 1, 1], 3)
  assert.equal(means[0], 0)
  assert.ok(means.every((mean, k) => k === 0 || mean > means[k - 1]))
  assert.ok(means[9] > 0.99)
})

test("a span of one smooths nothing; what is no number is passed over", () => {
  assert.deepEqual([...smoothed([3, 1, 2], 1)], [3, 1, 2])
  assert.deepEqual([...smoothed([NaN, 4, Infinity, 4], 5)], [NaN, 4, 4, 4])
})

test("half an epoch is smoothed, within limits", () => {
  assert.deepEqual([1, 10, 50, 1000].map(spanOf), [5, 5, 25, 60])
})

test("axes have round numbers, no more than there is room for", () => {
  assert.deepEqual(ticks(1, 6), [0, 0.2, 0.4, 0.6, 0.8, 1])
  assert.deepEqual(ticks(2.42, 6), [0, 0.5, 1, 1.5, 2])
  assert.deepEqual(ticks(20, 9), [0, 5, 10, 15, 20])
  assert.deepEqual(ticks(0.003, 4), [0, 0.001, 0.002, 0.003])
  for (const high of [0.007, 1, 3.3, 12, 99, 12345]) {
    for (const most of [3, 6, 9]) {
      const places = ticks(high, most)
      assert.ok(places.length >= 2 && places.length <= most, `${high} ${most}: ${places}`)
      assert.ok(places.every((place) => place <= high * (1 + 1e-9)))
    }
  }
})

test("the axis of the loss reaches above all values, but not up to a huge first one", () => {
  assert.ok(lossTop([2.3, 2.1, 1.5, 0.4], [1.1]) >= 2.3)
  assert.ok(lossTop([2.3, 2.1, 1.5, 0.4], [2.9]) >= 2.9)
  assert.ok(lossTop([300, 2.4, 2.3, 2.2], []) < 3)
  assert.ok(lossTop([NaN, Infinity, 2, 1.9], [null]) < 3)
  assert.equal(lossTop([], []), 1)
  assert.ok(lossTop([5], []) >= 5)
})

test("a line is as fine as the screen, and keeps its least and largest values", () => {
  assert.deepEqual(thinned([3, 1, 2], 10), [
    [0, 3],
    [1, 1],
    [2, 2],
  ])
  const points = thinned([1, 9, 2, NaN, 5, 5, NaN, NaN, NaN], 3)
  assert.deepEqual(points, [
    [0, 1],
    [0, 9],
    [3, 5],
  ])
})

test("it learns by heart once the loss on held-out pictures has risen for three epochs", () => {
  assert.equal(byHeartSince(history([1, 0.5, 0.4, 0.45, 0.5, 0.55])), 3)
  assert.equal(byHeartSince(history([1, 0.5, 0.4, 0.45, 0.5])), undefined)
  assert.equal(byHeartSince(history([1, 0.5, 0.4, 0.3, 0.2, 0.1])), undefined)
  assert.equal(byHeartSince([]), undefined)
})

test("a loss that stays about the same, or rises on the training pictures too, is not learning by heart", () => {
  assert.equal(byHeartSince(history([1, 0.5, 0.4, 0.41, 0.405, 0.412])), undefined)
  const worse = history([0.4, 0.5, 0.6, 0.7]).map((row, k) => /** @type {Epoch} */ ([row[0], k + 1, ...row.slice(2)]))
  assert.equal(byHeartSince(worse), undefined)
  assert.equal(byHeartSince(history([null, null, null, null])), undefined)
})

test("a column of the history is where it was measured", () => {
  assert.deepEqual(byEpoch(history([1, null, 0.4]), 3), [
    [1, 1],
    [3, 0.4],
  ])
  assert.deepEqual(byEpoch([], 4), [])
})
