// The curves of loss and accuracy, side by side, and what they tell.

import { find } from "../shared/find.js"
import { byHeartSince, lossTop } from "./figures.js"
import { missOf } from "./guess.js"
import { drawPlot } from "./plot.js"
import { Prediction } from "./predict.js"
import { heldAccuracy, isOver, missLine, share } from "./words.js"

/** @import { Known, Status } from "./types.js" */

const NOTHING = new Float32Array()

export class Curves {
  /**
   * @param {HTMLElement} root
   * @param {() => void} changed - Hears when the visitor predicts something.
   */
  constructor(root, changed) {
    this.root = root
    this.loss = find(root, ".of-loss svg", SVGSVGElement)
    this.accuracy = find(root, ".of-accuracy svg", SVGSVGElement)
    this.prediction = new Prediction(this.accuracy, find(root, ".guess", HTMLElement), changed)
  }

  /**
   * @param {Known | undefined} known
   * @param {Status | "idle"} state
   * @param {number} planned - How many epochs the recipe has; 0 if that is not known.
   * @returns {void}
   */
  draw(known, state, planned) {
    const { prediction } = this
    prediction.show(state === "idle" || isOver(state), isOver(state))
    // Whoever predicts the next training does not copy the last one.
    const seen = prediction.drawing ? undefined : known
    this.drawLoss(known, planned)
    this.drawAccuracy(seen, planned)
    this.tellMiss(seen, state)
    find(this.root, ".yours", HTMLElement).hidden = !prediction.guess
  }

  /**
   * @param {Known | undefined} known
   * @param {number} planned
   */
  drawLoss(known, planned) {
    const { loss: values = NOTHING, header } = known ?? {}
    const history = header?.history ?? []
    const byHeart = byHeartSince(history)
    const held = pairs(history, 3)
    const top = values.length
      ? lossTop(
          values,
          history.map((row) => row[3]),
        )
      : 2.5
    drawPlot(this.loss, {
      ...this.common(known, planned),
      width: this.loss.parentElement?.clientWidth ?? 0,
      top,
      write: (value) => `${value}`,
      values,
      held,
      byHeart,
    })
    const last = held.at(-1)
    this.loss.setAttribute(
      "aria-label",
      last ? `Loss: ${last[1].toFixed(3)} on held-out pictures after epoch ${last[0]}` : "Loss: not measured yet",
    )
    const highest = values.reduce((most, value) => (value > most ? value : most), 0)
    const remarks = []
    if (byHeart !== undefined) {
      remarks.push(`Epoch ${byHeart}: from here on it learns its pictures by heart: validation loss rises.`)
    }
    if (highest > top) remarks.push(`The highest loss, ${highest.toPrecision(3)}, lies above the picture.`)
    say(find(this.root, ".of-loss .remark", HTMLElement), remarks.join(" "))
  }

  /**
   * @param {Known | undefined} known
   * @param {number} planned
   */
  drawAccuracy(known, planned) {
    drawPlot(this.accuracy, {
      ...this.common(known, planned),
      width: this.accuracy.parentElement?.clientWidth ?? 0,
      top: 1,
      write: (value) => `${Math.round(value * 100)} %`,
      values: known?.accuracy ?? NOTHING,
      held: pairs(known?.header.history ?? [], 4),
      guess: this.prediction.guess,
    })
    const last = heldAccuracy(known?.header.history)
    this.accuracy.setAttribute(
      "aria-label",
      last === undefined ? "Accuracy: not measured yet" : `Accuracy: ${share(last)} on held-out pictures`,
    )
  }

  /**
   * @param {Known | undefined} known
   * @param {number} planned
   */
  common(known, planned) {
    const { epochs = planned, steps_per_epoch: steps = 0, rates = [] } = known?.header ?? {}
    return { epochs, steps: steps || 1, rates }
  }

  /**
   * @param {Known | undefined} known
   * @param {Status | "idle"} state
   */
  tellMiss(known, state) {
    const { guess, next } = this.prediction
    const { history = [], epochs = 0 } = known?.header ?? {}
    const miss = guess && !next && epochs && state === "done" ? missOf(guess, history, epochs) : undefined
    const words = miss ? missLine(miss.expected, miss.found, miss.mean) : ""
    say(find(this.root, ".of-accuracy .remark", HTMLElement), words)
  }
}

/**
 * A column of the history with the epochs.
 * @param {import("./types.js").Epoch[]} history
 * @param {3 | 4} column
 * @returns {[epoch: number, value: number][]}
 */
function pairs(history, column) {
  return history.flatMap((row) => {
    const value = row[column]
    return value === null || !Number.isFinite(value) ? [] : [[row[0], value]]
  })
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function say(node, words) {
  if (node.textContent !== words) node.textContent = words
}
