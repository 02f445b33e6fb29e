// One run as it was after one of its epochs: which run, which epoch, and what the network was then.

import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { Filters } from "../train/filters.js"
import { Reading } from "../train/reading.js"
import { changedWords, figuresWords, nearest, whenWords } from "./words.js"
import { Wish } from "./wish.js"

/** @import { Answer } from "../train/ask.js" */
/** @import { Answers } from "./answers.js" */
/** @import { BackHeader, BackRun, Question } from "./types.js" */

const UNHEARD = "The server does not answer. Move the slider to ask again."
const NOTHING_KEPT = "No weights of this run are kept."

/** How long an epoch is shown while it plays, in milliseconds. */
const BEAT = 900
/** How often to look whether a slow answer has come, in milliseconds. */
const PATIENCE = 100

/**
 * What a panel tells of.
 * @typedef {object} Heard
 * @property {(panel: Panel, name: string) => void} choose - Another run is chosen.
 * @property {(panel: Panel) => void} move - The slider was moved to another epoch.
 * @property {(panel: Panel) => void} play - It begins to play.
 * @property {() => void} settle - What it is to show is shown, or not to be had.
 * @property {() => boolean} isReady - Whether all panels show what they are to show.
 */

export class Panel {
  /** @type {BackRun | undefined} */
  run = undefined
  /** The index of the epoch in run.epochs. */
  index = 0
  /** What is shown. @type {Answer<BackHeader>["message"]} */
  shown = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined

  /**
   * @param {HTMLElement} root
   * @param {Answers} answers
   * @param {Heard} heard
   */
  constructor(root, answers, heard) {
    this.root = root
    this.heard = heard
    this.reading = new Reading(root)
    this.filters = new Filters(root)
    this.wish = new Wish(answers, (answer, question) => this.show(answer, question))
    this.select = find(root, "select", HTMLSelectElement)
    this.slider = find(root, "input", HTMLInputElement)
    this.button = find(root, ".play", HTMLButtonElement)
    this.still = matchMedia("(prefers-reduced-motion: reduce)")
    this.select.onchange = () => heard.choose(this, this.select.value)
    this.slider.oninput = () => {
      this.pause()
      this.move(Number(this.slider.value))
    }
    this.button.onclick = () => (this.timer ? this.pause() : this.play())
    this.showButton()
  }

  /** @returns {number | undefined} Undefined where no epoch is kept. */
  get epoch() {
    return this.run?.epochs[this.index]
  }

  /**
   * Show a run. The slider is at the epoch that is nearest.
   * @param {BackRun} run
   * @param {BackRun[]} runs - All that may be chosen.
   * @param {number} epoch
   * @returns {void}
   */
  take(run, runs, epoch) {
    if (this.run?.name !== run.name) {
      this.pause()
      this.wish.forget()
    }
    this.run = run
    this.index = nearest(run.epochs, epoch)
    const options = JSON.stringify(runs.map(({ name, title }) => [name, title]))
    if (this.select.dataset.options !== options) {
      this.select.dataset.options = options
      this.select.replaceChildren(...runs.map(({ name, title }) => element("option", { value: name, text: title })))
    }
    this.select.value = run.name
    this.slider.max = `${Math.max(run.epochs.length - 1, 0)}`
    this.slider.disabled = run.epochs.length < 2
    this.button.disabled = this.slider.disabled
    find(this.root, ".changed", HTMLElement).textContent = changedWords(run, runs[0])
    this.showEpoch()
  }

  /**
   * Move the slider.
   * @param {number} index - Of the epoch.
   */
  move(index) {
    this.index = index
    this.showEpoch()
    this.heard.move(this)
  }

  /**
   * Put the slider where another one was moved.
   * @param {number} epoch
   * @returns {void}
   */
  follow(epoch) {
    if (!this.run) return
    this.index = nearest(this.run.epochs, epoch)
    this.showEpoch()
  }

  showEpoch() {
    const { run, epoch } = this
    this.slider.value = `${this.index}`
    const when = epoch === undefined ? NOTHING_KEPT : whenWords(epoch)
    const last = run?.epochs.at(-1)
    this.slider.setAttribute("aria-valuetext", when)
    find(this.root, ".now", HTMLElement).textContent = epoch ? `${when} of ${last}` : when
    find(this.root, ".figures", HTMLElement).textContent =
      run && epoch !== undefined ? figuresWords(run.rows, epoch) : ""
  }

  /**
   * Show what the network was, and what it makes of a picture.
   * @param {number} picture - Its number.
   * @returns {void}
   */
  look(picture) {
    const { run, epoch } = this
    if (run && epoch !== undefined) this.wish.want({ run: run.name, epoch, picture })
    else {
      this.wish.forget()
      this.hide("")
    }
  }

  /** Whether what is to be shown is shown, or not to be had. */
  get isReady() {
    return this.root.hidden || this.epoch === undefined || this.wish.met
  }

  /**
   * @param {Answer<BackHeader>} answer
   * @param {Question} question
   */
  show({ message, say }, question) {
    if (message) {
      this.shown = message
      this.say("")
      find(this.root, ".seen", HTMLElement).hidden = false
      Object.assign(this.root.dataset, { run: question.run, epoch: `${question.epoch}` })
      this.draw()
    } else {
      this.hide(say || UNHEARD)
      this.pause()
      // Whoever asks again may get an answer.
      this.wish.forget()
      this.wish.met = true
    }
    this.heard.settle()
  }

  /** @param {string} words - Why there is nothing to see. */
  hide(words) {
    this.shown = undefined
    this.say(words)
    find(this.root, ".seen", HTMLElement).hidden = true
    delete this.root.dataset.epoch
  }

  /** @param {string} words */
  say(words) {
    const line = find(this.root, ".says", HTMLElement)
    if (line.textContent !== words) line.textContent = words
  }

  draw() {
    const width = this.root.clientWidth
    if (!this.shown || !width) return
    this.reading.draw(this.shown, width)
    this.filters.draw(this.shown, width)
  }

  /** The answer in words. */
  get answer() {
    const { header, arrays } = this.shown ?? {}
    const shares = arrays?.probabilities
    if (!shares?.length || !header?.labels || this.epoch === undefined) return ""
    const best = shares.indexOf(Math.max(...shares))
    return `${whenWords(this.epoch)}: read as ${header.labels[best]}`
  }

  /** Go through the epochs; whoever wants no motion goes on by one. */
  play() {
    const last = (this.run?.epochs.length ?? 0) - 1
    this.heard.play(this)
    if (this.still.matches) {
      this.move(this.index >= last ? 0 : this.index + 1)
      return
    }
    if (this.index >= last) this.move(0)
    this.timer = setTimeout(() => this.step(), BEAT)
    this.showButton()
  }

  step() {
    const last = (this.run?.epochs.length ?? 0) - 1
    if (!this.heard.isReady()) {
      this.timer = setTimeout(() => this.step(), PATIENCE)
      return
    }
    this.timer = setTimeout(() => this.step(), BEAT)
    this.move(Math.min(this.index + 1, last))
    if (this.index >= last) this.pause()
  }

  pause() {
    clearTimeout(this.timer)
    this.timer = undefined
    this.showButton()
  }

  showButton() {
    this.button.textContent = this.still.matches ? "Next epoch" : this.timer ? "❚❚ Pause" : "▶ Play"
  }
}
