// Predict first: the visitor draws the accuracy that they expect, or types the one at the end.

import { element } from "../shared/element.js"
import { emptyGuess, lastOf, risingTo, withLine } from "./guess.js"
import { areaOf } from "./plot.js"
import { share } from "./words.js"

/** @import { Point } from "./guess.js" */

export class Prediction {
  /** What is expected. @type {Float32Array | undefined} */
  guess = undefined
  /** Whether it is being drawn. */
  drawing = false
  /** Where the pointer was last. @type {Point | undefined} */
  pen = undefined
  offered = false
  /** Whether a training is over, which was predicted or not. */
  over = false
  /** Whether what is drawn is for the training that is still to come. */
  next = false

  /**
   * @param {SVGSVGElement} plot - To be drawn on.
   * @param {HTMLElement} place - Of the buttons.
   * @param {() => void} changed - Hears of every change.
   */
  constructor(plot, place, changed) {
    this.plot = plot
    this.changed = changed
    this.begin = element("button", { type: "button", "data-testid": "train-predict", onclick: () => this.open() })
    this.field = element("input", {
      type: "number",
      min: 0,
      max: 100,
      step: "any",
      inputmode: "decimal",
      "data-testid": "train-guess",
      oninput: () => this.type(),
    })
    this.done = element("button", { type: "button", text: "That is it", onclick: () => this.close() })
    this.forget = element("button", { type: "button", text: "Forget it", onclick: () => this.clear() })
    this.how = element(
      "div",
      { class: "how" },
      element("p", { text: "Draw into the plot how you expect the accuracy to grow, or type where it ends:" }),
      element("label", {}, "accuracy at the end, in % ", this.field),
      this.done,
      this.forget,
    )
    place.append(this.begin, this.how)
    this.listen()
    this.show(true, false)
  }

  listen() {
    this.plot.onpointerdown = (event) => {
      if (!this.drawing || event.button > 0) return
      event.preventDefault()
      this.plot.setPointerCapture(event.pointerId)
      this.pen = undefined
      this.draw(event)
    }
    this.plot.onpointermove = (event) => {
      if (this.drawing && this.plot.hasPointerCapture(event.pointerId)) this.draw(event)
    }
  }

  /** @param {PointerEvent} event */
  draw(event) {
    const box = this.plot.getBoundingClientRect()
    const area = areaOf(box.width)
    const to = {
      x: (event.clientX - box.left - area.left) / area.width,
      y: 1 - (event.clientY - box.top - area.top) / area.height,
    }
    this.guess = withLine(this.guess ?? emptyGuess(), this.pen ?? to, to)
    this.pen = to
    this.field.value = ((lastOf(this.guess) ?? 0) * 100).toFixed(1)
    this.changed()
  }

  type() {
    if (this.field.value === "" || !Number.isFinite(this.field.valueAsNumber)) return
    this.guess = risingTo(this.field.valueAsNumber / 100)
    this.changed()
  }

  open() {
    if (this.over && !this.next) {
      this.next = true
      this.guess = undefined
      this.field.value = ""
    }
    this.drawing = true
    this.show(this.offered, this.over)
    this.field.focus()
    this.changed()
  }

  /** Stop drawing; what was drawn stays. */
  close() {
    const focused = this.how.matches(":focus-within")
    this.drawing = false
    this.show(this.offered, this.over)
    if (focused && this.offered) this.begin.focus()
    this.changed()
  }

  /** A training has begun: what is drawn is for it. */
  begun() {
    this.close()
    this.next = false
  }

  clear() {
    this.guess = undefined
    this.field.value = ""
    this.close()
  }

  /**
   * @param {boolean} offered - Whether no training is going on.
   * @param {boolean} over - Whether one has come to its end.
   * @returns {void}
   */
  show(offered, over) {
    this.offered = offered
    this.over = over
    if (!offered) this.drawing = false
    const end = this.guess && lastOf(this.guess)
    const first = over ? "Predict the next one" : "Predict first"
    const words = end === undefined || (over && !this.next) ? first : `You expect ${share(end)} at the end: change it`
    if (this.begin.textContent !== words) this.begin.textContent = words
    this.begin.hidden = this.drawing || !offered
    this.how.hidden = !this.drawing
    this.plot.classList.toggle("drawing", this.drawing)
  }
}
