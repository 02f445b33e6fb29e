// What is said of an epoch, and which runs and epochs are shown.

import { heldAccuracy, share } from "../train/words.js"

/** @import { Epoch } from "../train/types.js" */
/** @import { BackRun } from "./types.js" */

/**
 * When an epoch was: "before it learned", "after epoch 3".
 * @param {number} epoch
 * @returns {string}
 */
export function whenWords(epoch) {
  return epoch === 0 ? "before it learned" : `after epoch ${epoch}`
}

/**
 * What is another than in the run before; of the first run, what it was like.
 * @param {BackRun} run
 * @param {BackRun} first
 * @returns {string}
 */
export function changedWords(run, first) {
  return run.changed && run.name !== first.name ? `Changed since the run before: ${run.changed}` : run.changed
}

/**
 * The figures of an epoch: "Held-out pictures: 96.2 % right, loss 0.123. Training pictures: 97.0 % right, loss 0.101."
 * @param {Epoch[]} rows
 * @param {number} epoch
 * @returns {string}
 */
export function figuresWords(rows, epoch) {
  const row = rows.find(([measured]) => measured === epoch)
  if (!row) return epoch === 0 ? "Its weights are still random. Nothing was measured." : "Nothing was measured."
  const [, loss, accuracy, heldLoss, held] = row
  const parts = [figures("Held-out pictures", held, heldLoss), figures("Training pictures", accuracy, loss)]
  return parts.filter(Boolean).join(" ") || "Nothing was measured."
}

/**
 * @param {string} what
 * @param {number | null} accuracy
 * @param {number | null} loss
 */
function figures(what, accuracy, loss) {
  const parts = [
    ...(accuracy === null ? [] : [`${share(accuracy)} right`]),
    ...(loss === null ? [] : [`loss ${loss.toFixed(3)}`]),
  ]
  return parts.length ? `${what}: ${parts.join(", ")}.` : ""
}

/**
 * What the plot shows, for those who do not see it.
 * @param {{run: BackRun, epoch: number | undefined}[]} shown - The runs, and where their sliders are.
 * @returns {string}
 */
export function plotWords(shown) {
  const lines = shown.map(({ run, epoch }) => {
    const last = heldAccuracy(run.rows)
    const at = heldAccuracy(run.rows.filter(([measured]) => measured === epoch))
    const words = [
      last === undefined ? "not measured" : `${share(last)} at the end`,
      ...(at === undefined || epoch === undefined ? [] : [`${share(at)} ${whenWords(epoch)}`]),
    ]
    return `${run.title}: ${words.join(", ")}`
  })
  return `Accuracy on held-out pictures. ${lines.join("; ")}`
}

/**
 * The index of the epoch that is nearest; of two, the earlier one.
 * @param {number[]} epochs - At least one.
 * @param {number} epoch
 * @returns {number}
 */
export function nearest(epochs, epoch) {
  return epochs.reduce(
    (best, other, index) => (Math.abs(other - epoch) < Math.abs(epochs[best] - epoch) ? index : best),
    0,
  )
}

/**
 * Which runs are shown: those that were chosen, as long as they are there; else the last on the left, and on the right
 * the one before it.
 * @param {string[]} names - Of all runs, the oldest first.
 * @param {(string | undefined)[]} chosen - On the left, and on the right.
 * @returns {string[]} None, one or two.
 */
export function shownRuns(names, chosen) {
  const there = (/** @type {string | undefined} */ name) => names.find((other) => other === name)
  const left = there(chosen[0]) ?? names.at(-1)
  if (left === undefined) return []
  if (names.length === 1) return [left]
  const place = names.indexOf(left)
  return [left, there(chosen[1]) ?? names[place ? place - 1 : 1]]
}
