// What two networks were after each epoch of their trainings, side by side.

import { connection } from "../shared/connection.js"
import { find, findAll } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { askFor } from "../train/ask.js"
import { byEpoch } from "../train/figures.js"
import { drawPlot } from "../train/plot.js"
import { Answers } from "./answers.js"
import { Panel } from "./panel.js"
import { plotWords, shownRuns } from "./words.js"

/** @import { Ears } from "../shared/mount.js" */
/** @import { Mark } from "../train/plot.js" */
/** @import { Answer } from "../train/ask.js" */
/** @import { BackData, BackHeader, Question } from "./types.js" */

const NOTHING = new Float32Array()
/** How long to wait before a screen reader says what is read, in milliseconds. */
const REST = 600

export default mount((root, /** @type {BackData} */ data) => new LookBack(root, data), ".look-back")

class LookBack {
  /** The runs that the visitor has chosen, on the left and on the right. @type {(string | undefined)[]} */
  chosen = []
  /** Whether anybody can see it: before that, the server is asked for nothing. */
  inSight = false

  /**
   * @param {HTMLElement} root
   * @param {BackData} data
   */
  constructor(root, data) {
    this.root = root
    this.data = data
    const answers = new Answers((question) => this.ask(question))
    /** @type {Panel[]} */
    this.panels = findAll(root, ".panel", HTMLElement).map(
      (node) =>
        new Panel(node, answers, {
          choose: (panel, name) => this.choose(panel, name),
          move: (panel) => this.moved(panel),
          play: (panel) => this.plays(panel),
          settle: () => this.settled(),
          isReady: () => this.isReady,
        }),
    )
    this.plot = find(root, ".overview svg", SVGSVGElement)
    this.together = find(root, ".together input", HTMLInputElement)
    this.together.onchange = () => this.moved(this.panels[0])
    this.speak = afterPause(() => this.say(), REST)
    this.sight = new IntersectionObserver((entries) => this.see(Boolean(entries.at(-1)?.isIntersecting)))
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    this.sight.observe(this.root)
    onWidth(() => this.fit())
    on(connection, "back", () => this.look())
  }

  leave() {
    this.sight.disconnect()
    this.inSight = false
    for (const panel of this.panels) panel.pause()
  }

  /** @param {BackData} data */
  update(data) {
    this.data = data
    this.show()
  }

  /**
   * @param {Question} question
   * @returns {Promise<Answer<BackHeader>>}
   */
  ask({ run, epoch }) {
    return askFor(this.data.url, { visit: this.data.visit, run, epoch })
  }

  /** @returns {Panel[]} Those that are shown. */
  get open() {
    return this.panels.filter(({ root }) => !root.hidden)
  }

  /** @returns {boolean} */
  get isReady() {
    return this.panels.every(({ isReady }) => isReady)
  }

  /** Show the runs that are to be shown, each where its slider was: at first at its last epoch. */
  show() {
    const { runs } = this.data
    const names = shownRuns(
      runs.map(({ name }) => name),
      this.chosen,
    )
    const others = this.panels.some(({ run }, k) => run?.name !== names[k])
    for (const [k, panel] of this.panels.entries()) {
      const run = runs.find(({ name }) => name === names[k])
      panel.root.hidden = !run
      if (!run) continue
      const wasLast = !panel.run || panel.index >= panel.run.epochs.length - 1
      const stays = panel.run?.name === run.name && !wasLast
      panel.take(run, runs, (stays ? panel.epoch : run.epochs.at(-1)) ?? 0)
    }
    const pair = names.length === 2
    find(this.root, ".together", HTMLElement).hidden = !pair
    find(this.root, ".panels", HTMLElement).classList.toggle("pair", pair)
    this.root.hidden = !names.length
    if (others) this.align(this.panels[0])
    this.drawPlot()
    this.look()
  }

  /**
   * @param {Panel} panel
   * @param {string} name
   */
  choose(panel, name) {
    const run = this.data.runs.find((other) => other.name === name)
    if (!run) return
    const guide = this.together.checked ? this.open.find((other) => other !== panel) : panel
    const epoch = (guide ?? panel).epoch ?? run.epochs.at(-1) ?? 0
    // The other one is not to change because of this one.
    this.chosen = this.panels.map((other) => (other === panel ? name : other.run?.name))
    panel.take(run, this.data.runs, epoch)
    this.drawPlot()
    this.look()
  }

  /** @param {Panel} panel */
  moved(panel) {
    this.align(panel)
    this.drawPlot()
    this.look()
  }

  /**
   * Move the other slider along.
   * @param {Panel} panel
   */
  align(panel) {
    if (!this.together.checked || panel.epoch === undefined) return
    for (const other of this.open) if (other !== panel) other.follow(panel.epoch)
  }

  /** @param {Panel} panel - Two that play would pull at each other's sliders. */
  plays(panel) {
    if (this.together.checked) for (const other of this.panels) if (other !== panel) other.pause()
  }

  /** Ask for what is to be seen, if anybody can see it. */
  look() {
    for (const panel of this.open) {
      if (this.inSight) panel.look(this.data.picture)
      else panel.wish.forget()
    }
    this.settled()
  }

  /** @param {boolean} inSight */
  see(inSight) {
    this.inSight = inSight
    if (!inSight) for (const panel of this.panels) panel.pause()
    this.look()
  }

  /** Say to tests and style sheets whether all is shown; what nobody can see is asked for by nobody. */
  settled() {
    this.root.dataset.state = this.isReady ? "ready" : this.inSight ? "loading" : "unseen"
    if (this.isReady && this.inSight) this.speak()
  }

  say() {
    const words = this.open.map(({ run, answer }) => (run && answer ? `${run.title}, ${answer}.` : "")).join(" ")
    const line = find(this.root, ".news", HTMLElement)
    if (line.textContent !== words) line.textContent = words
  }

  fit() {
    this.drawPlot()
    for (const panel of this.open) panel.draw()
  }

  drawPlot() {
    const width = find(this.root, ".overview", HTMLElement).clientWidth
    const shown = this.open.flatMap(({ run, epoch }) => (run ? [{ run, epoch }] : []))
    if (!width || !shown.length) return
    const [left, right] = shown
    /** @type {Mark["of"][]} */
    const lines = ["held", right?.run.name === left.run.name ? "held" : "beside"]
    drawPlot(this.plot, {
      width,
      epochs: Math.max(...shown.map(({ run }) => Math.max(run.rows.at(-1)?.[0] ?? 0, run.epochs.at(-1) ?? 0))),
      steps: 1,
      top: 1,
      write: (value) => `${Math.round(value * 100)} %`,
      values: NOTHING,
      held: byEpoch(left.run.rows, 4),
      title: left.run.title,
      beside: right && lines[1] === "beside" ? { title: right.run.title, held: byEpoch(right.run.rows, 4) } : undefined,
      rates: [],
      marks: shown.flatMap(({ epoch }, k) => (epoch === undefined ? [] : [{ epoch, of: lines[k] }])),
    })
    this.plot.setAttribute("aria-label", plotWords(shown))
    for (const [k, entry] of findAll(this.root, ".overview .key > span", HTMLElement).entries()) {
      entry.hidden = !shown[k] || (k > 0 && lines[1] === "held")
      find(entry, "span", HTMLElement).textContent = shown[k]?.run.title ?? ""
    }
  }
}
