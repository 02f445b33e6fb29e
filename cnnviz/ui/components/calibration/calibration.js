// How sure, how right: bars that can be pointed at or reached with the arrow keys, a legend, and the table of it all.

import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { barsOf, plotIn } from "./bars.js"
import { accuracy, confidence, range, sentence, summary, whole } from "./words.js"

/** @import { Ears } from "../shared/mount.js" */
/** @import { Bin } from "./words.js" */

/**
 * What Python sends.
 * @typedef {{network: string, classes: number, bins: Bin[]}} Calibration
 */

/** What the legend says, by the class of its swatch. @type {[name: string, words: string][]} */
const LEGEND = [
  ["right", "read right"],
  ["mean", "mean confidence"],
  ["missing", "missing: surer than right"],
  ["beyond", "beyond: more often right than sure"],
  ["diagonal", "as sure as right"],
]
const HEADS = ["How sure", "Pictures", "Read right", "Share right", "Mean confidence"]

export default mount((root, /** @type {Calibration} */ data) => new CalibrationChart(root, data), ".calibration")

class CalibrationChart {
  /**
   * @param {HTMLElement} root
   * @param {Calibration} data
   */
  constructor(root, data) {
    this.root = root
    this.data = data
    this.sent = ""
    this.shown = 0
    /** @type {HTMLButtonElement[]} */
    this.buttons = []
    this.chart = element("div", { class: "chart" })
    this.said = element("p", { class: "said", role: "status", "data-testid": "calibration-said" })
    this.numbers = element("details", {})
  }

  /** @param {Ears} ears */
  listen({ onWidth }) {
    onWidth(() => this.draw())
  }

  /** @param {Calibration} data */
  update(data) {
    const sent = JSON.stringify(data)
    if (sent === this.sent) return
    this.sent = sent
    this.data = data
    const counts = data.bins.map(({ count }) => count)
    this.shown = counts.indexOf(Math.max(...counts))
    this.numbers.replaceChildren(element("summary", { text: "All numbers" }), table(data.bins))
    this.root.replaceChildren(this.chart, this.said, legend(), this.numbers)
    this.draw()
  }

  draw() {
    // Out of sight while another page comes; once it has a width again, it is drawn.
    if (!this.root.clientWidth) return
    const { network, bins, classes } = this.data
    const plot = plotIn(this.root.clientWidth)
    const focused = this.buttons.findIndex((button) => button.matches(":focus"))
    this.buttons = bins.map((bin, index) =>
      element("button", {
        type: "button",
        class: "bin",
        title: sentence(bin, classes),
        "aria-label": sentence(bin, classes),
        style: {
          left: `${plot.left + index * plot.side}px`,
          top: `${plot.top}px`,
          width: `${plot.side}px`,
          height: `${plot.height + 44}px`,
        },
        onpointerenter: () => this.say(index),
        onfocus: () => this.say(index),
        onclick: () => this.say(index),
      }),
    )
    const bars = element(
      "div",
      {
        role: "group",
        "aria-label": "The bars: arrow keys lead from one to the next",
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.move(event),
      },
      ...this.buttons,
    )
    this.chart.style.width = `${plot.width}px`
    this.chart.replaceChildren(barsOf(bins, plot, summary(network, bins)), bars)
    this.say(this.shown)
    this.buttons[focused]?.focus()
  }

  /**
   * Say a bar's numbers below the chart; it is marked, and the one that the Tab key reaches.
   * @param {number} index
   */
  say(index) {
    this.shown = index
    this.said.textContent = sentence(this.data.bins[index], this.data.classes)
    this.buttons.forEach((button, place) => {
      button.classList.toggle("shown", place === index)
      button.tabIndex = place === index ? 0 : -1
    })
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const to = binAfter(event.key, this.shown, this.buttons.length)
    if (to === undefined) return
    event.preventDefault()
    this.buttons[to].focus()
  }
}

/**
 * The bin that a key leads to.
 * @param {string} key
 * @param {number} index
 * @param {number} count
 * @returns {number | undefined} Undefined for other keys; at the ends it stays.
 */
export function binAfter(key, index, count) {
  if (key === "Home") return 0
  if (key === "End") return count - 1
  const across = ARROW_STEPS[key]?.[1]
  return across ? Math.min(Math.max(index + across, 0), count - 1) : undefined
}

function legend() {
  return element(
    "p",
    { class: "legend" },
    ...LEGEND.map(([name, words]) => element("span", {}, element("i", { class: `swatch ${name}` }), words)),
  )
}

/** @param {Bin[]} bins */
function table(bins) {
  const share = (/** @type {number | undefined} */ value) => (value === undefined ? "–" : percent(value))
  return element(
    "table",
    { "aria-label": "How sure, how right: all numbers" },
    element("thead", {}, element("tr", {}, ...HEADS.map((text) => element("th", { scope: "col", text })))),
    element(
      "tbody",
      {},
      ...bins.map((bin) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: range(bin) }),
          element("td", { text: bin.count ? whole(bin.count) : "none" }),
          element("td", { text: whole(bin.right) }),
          element("td", { text: share(accuracy(bin)) }),
          element("td", { text: share(confidence(bin)) }),
        ),
      ),
    ),
  )
}
