// The buttons, the learning rate, the progress and what is said.

import { find, focusedAround } from "../shared/find.js"
import { rateText } from "./words.js"

/** @import { Buttons } from "./buttons.js" */
/** @import { Deed } from "./types.js" */

/** What a click asks for. @typedef {Deed | "start" | "again"} Wish */

/** Milliseconds that a new learning rate may take to come back from the server. */
const GRACE = 1500

export class Toolbar {
  /** @type {Buttons | undefined} */
  buttons = undefined
  /** The learning rate that is shown. */
  rate = 0
  /** Until when the server may not have heard of the rate that was asked for. */
  settled = 0

  /**
   * @param {HTMLElement} root
   * @param {(wish: Wish) => void} wish
   * @param {(rate: number) => void} setRate
   * @param {(sentence: string) => void} complain
   */
  constructor(root, wish, setRate, complain) {
    this.root = root
    this.setRate = setRate
    this.complain = complain
    this.start = this.button(".start", () => this.buttons && wish(this.buttons.start.does))
    this.go = this.button(".go", () => this.buttons && wish(this.buttons.go.does))
    this.batch = this.button(".one-batch", () => wish("batch"))
    this.epoch = this.button(".one-epoch", () => wish("epoch"))
    this.stop = this.button(".stop", () => wish("stop"))
    this.again = this.button(".again", () => wish("again"))
    this.slower = this.button(".slower", () => this.change(this.rate / 3))
    this.faster = this.button(".faster", () => this.change(this.rate * 3))
    this.field = find(root, ".rate input", HTMLInputElement)
    this.field.onchange = () => this.change(this.field.valueAsNumber)
    find(root, ".toolbar", HTMLElement).onkeydown = (event) => {
      // The page would scroll away under the curves.
      if (event.key === " " && !(event.target instanceof HTMLButtonElement)) event.preventDefault()
    }
  }

  /**
   * A button that stays in focus when it cannot be pressed: the next moment it may be needed again.
   * @param {string} selector
   * @param {() => void} act
   */
  button(selector, act) {
    const button = find(this.root, selector, HTMLButtonElement)
    button.onclick = () => {
      if (button.ariaDisabled !== "true") act()
    }
    return button
  }

  /** @param {number} asked */
  change(asked) {
    const rate = Number(asked.toPrecision(3))
    if (!Number.isFinite(rate) || rate <= 0) {
      this.complain("A learning rate is a number above 0, such as 0.001.")
      return
    }
    this.rate = rate
    this.settled = performance.now() + GRACE
    this.field.value = `${rate}`
    this.setRate(rate)
  }

  /**
   * @param {Buttons} buttons
   * @param {number} rate - The learning rate now.
   * @returns {void}
   */
  show(buttons, rate) {
    this.buttons = buttons
    const { start, go } = buttons
    dress(this.start, start.can, start.there, start.text)
    dress(this.go, go.can, go.there, go.text)
    for (const button of [this.batch, this.epoch]) dress(button, buttons.one)
    dress(this.stop, buttons.stop)
    dress(this.again, buttons.again)
    this.again.classList.toggle("primary", buttons.againFirst)
    // Whoever pressed a button that is gone goes on with the one that took its place.
    const lost = focusedAround(this.root)
    if (lost instanceof HTMLButtonElement && lost.hidden) (start.there ? this.start : this.again).focus()
    for (const button of [this.slower, this.faster]) dress(button, buttons.rate)
    this.field.disabled = !buttons.rate
    // Whoever types is not disturbed.
    if (rate === this.rate || performance.now() < this.settled || this.field.matches(":focus")) return
    this.rate = rate
    this.field.value = `${Number(rate.toPrecision(3))}`
    this.field.title = `Now ${rateText(rate)}`
  }

  /**
   * @param {number} done - The share of the training that is done.
   * @returns {void}
   */
  showProgress(done) {
    const bar = find(this.root, ".progress", HTMLElement)
    const percent = `${Math.round(Math.min(Math.max(done, 0), 1) * 100)}`
    if (bar.ariaValueNow !== percent) bar.ariaValueNow = percent
    find(bar, "i", HTMLElement).style.width = `${Math.min(done, 1) * 100}%`
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {boolean} can
 * @param {boolean} [there]
 * @param {string} [text]
 */
function dress(button, can, there = true, text = undefined) {
  button.ariaDisabled = can ? null : "true"
  button.hidden = !there
  if (text !== undefined && button.textContent !== text) button.textContent = text
}
