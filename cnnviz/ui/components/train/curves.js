// The curves of loss and accuracy, side by side, and what they tell.

import { find } from "../shared/find.js"
import { byEpoch, byHeartSince, lossTop } from "./figures.js"
import { missOf } from "./guess.js"
import { drawPlot } from "./plot.js"
import { Prediction } from "./predict.js"
import { accuracyWords, besideLine, isOver, lossWords, missLine } from "./words.js"

/** @import { Known, Status, TrainHeader } from "./types.js" */

const NOTHING = new Float32Array()
const HELD_OUT = "held-out pictures, after every epoch"

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
    this.showKey(known?.header)
    say(find(this.root, ".results", HTMLElement), seen ? besideLine(seen.header) : "")
  }

  /**
   * @param {Known | undefined} known
   * @param {number} planned
   */
  drawLoss(known, planned) {
    const { loss: values = NOTHING, header } = known ?? {}
    const history = header?.history ?? []
    const byHeart = byHeartSince(history)
    const held = byEpoch(history, 3)
    const beside = besideOf(header, 3)
    const heights = [...held, ...(beside?.held ?? [])].map(([, value]) => value)
    const top = values.length || heights.length ? lossTop(values, heights) : 2.5
    drawPlot(this.loss, {
      ...this.common(known, planned),
      width: this.loss.parentElement?.clientWidth ?? 0,
      top,
      write: (value) => `${value}`,
      values,
      held,
      beside,
      byHeart,
    })
    this.loss.setAttribute("aria-label", lossWords(header))
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
      held: byEpoch(known?.header.history ?? [], 4),
      beside: besideOf(known?.header, 4),
      guess: this.prediction.guess,
    })
    this.accuracy.setAttribute("aria-label", accuracyWords(known?.header))
  }

  /** @param {TrainHeader | undefined} header */
  showKey(header) {
    const { beside, title } = header ?? {}
    const held = header?.held !== 0
    find(this.root, ".of-held", HTMLElement).hidden = !held
    find(this.root, ".other", HTMLElement).hidden = !beside || !held
    say(find(this.root, ".held-words", HTMLElement), `${HELD_OUT}${beside ? `: ${title || "this run"}` : ""}`)
    say(find(this.root, ".other-words", HTMLElement), beside ? `${HELD_OUT}: ${beside.title}` : "")
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
 * The line of the run that is shown beside this one.
 * @param {TrainHeader | undefined} header
 * @param {3 | 4} column - Of its history.
 */
function besideOf(header, column) {
  return header?.beside ? { title: header.beside.title, held: byEpoch(header.beside.history, column) } : undefined
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function say(node, words) {
  if (node.textContent !== words) node.textContent = words
}
