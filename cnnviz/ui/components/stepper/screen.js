// What is on screen: the rail, the step on stage, the sum of the cell on show, the words and the channels.

import { agrees, kindOf } from "../layers/index.js"
import { stageSizes } from "../scene/panes.js"
import { fixedLimit, INPUT_STEP, stepLayer, stepOutput } from "../scene/steps.js"
import { tensorflowPart } from "../scene/sums.js"
import { element, isDark } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"
import { sumRegions } from "../shared/layer_regions.js"
import { channelChooser } from "./channels.js"
import { inputScene } from "./input_scene.js"
import { plainScene } from "./plain_scene.js"
import { showRail } from "./rail.js"
import { showTitle, showWords } from "./words.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { StepLayer } from "../scene/steps.js"
 * @import { SumView } from "../scene/sums.js"
 * @import { Position } from "../shared/types.js"
 * @import { Visit } from "./visit.js"
 */

/**
 * What the screen says of the visitor's doing.
 *
 *   go               to a step
 *   goTo             to a step that feeds the one on stage, whose cell follows
 *   choose           a cell of the step on stage
 *   chooseChannel    a channel of it
 *   showInput        the window of another channel of the input
 *   hover            a cell is pointed at, or none
 *   refresh          the cell on show is to be shown again
 *
 * @typedef {{
 *   go: (step: number) => void,
 *   goTo: (step: number) => void,
 *   choose: (position: Position) => void,
 *   chooseChannel: (channel: number) => void,
 *   showInput: (channel: number) => void,
 *   hover: (position: Position | undefined) => void,
 *   refresh: () => void,
 * }} On
 */

export class Screen {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} controls - Those that play.
   * @param {On} on
   */
  constructor(root, controls, on) {
    this.root = root
    this.controls = controls
    this.on = on
    this.rail = element("nav", { class: "rail", "aria-label": "The network, layer by layer" })
    const way = (/** @type {string} */ name) =>
      element("button", { type: "button", class: "way", "data-testid": `stepper-${name}` })
    this.previous = way("previous")
    this.next = way("next")
    this.title = element("div", { class: "title" })
    this.stageNode = element("div", { class: "stage" })
    this.sum = element("div", { class: "sum", "data-testid": "stepper-formula" })
    this.words = element("div", { class: "words" })
    this.chooser = element("aside")
    this.status = element("p", { class: "status", role: "status" })
    /** The step on stage; there as soon as a step was shown. @type {Stage | undefined} */
    this.stage = undefined
    /** @type {Scene | undefined} */
    this.scene = undefined
    /** @type {SumView} */
    this.view = { open: new Set(), lists: [], refresh: on.refresh }
    root.append(
      this.rail,
      element("header", { class: "heading" }, this.previous, this.title, this.next),
      this.stageNode,
      element("div", { class: "below" }, element("div", {}, controls, this.sum, this.words), this.chooser),
      this.status,
    )
  }

  /** The map that fills in, where there is one. */
  get output() {
    return this.scene?.output
  }

  /**
   * Show all steps, and what leads to the ones before and after.
   * @param {Visit} visit
   * @returns {void}
   */
  showRail({ reading, k, trail }) {
    showRail(this.rail, { reading, k, go: this.on.go, channelOfStep: (step) => trail.at(step)[2] })
  }

  /**
   * Let the buttons lead to the steps before and after; an arrow stays with its word.
   * @param {Visit} visit
   * @returns {void}
   */
  showWays(visit) {
    this.previous.textContent = `◀\u00a0${this.wayTo(this.previous, visit, visit.stepBeside(visit.k, -1), "Back") ?? "The start"}`
    this.next.textContent = `${this.wayTo(this.next, visit, visit.stepBeside(visit.k, 1), "Next") ?? "The end"}\u00a0▶`
  }

  /**
   * Let a button lead to a step, if there is one.
   * @param {HTMLButtonElement} button
   * @param {Visit} visit
   * @param {number | undefined} step
   * @param {string} word
   * @returns {string | undefined} What stands on it; undefined where there is no such step.
   */
  wayTo(button, visit, step, word) {
    const there = step !== undefined
    if (!there && focusedAround(this.root) === button) this.root.focus({ preventScroll: true })
    button.disabled = !there
    button.onclick = () => there && this.on.go(step)
    return there ? `${word}: ${stepLayer(visit.reading, step).name}` : undefined
  }

  /**
   * Show the step that the visitor is at; the cell on show follows.
   * @param {Visit} visit
   * @returns {void}
   */
  showStep(visit) {
    const { reading, k, layer, position } = visit
    const kept = this.keptFocus()
    const stage = {
      reading,
      k,
      layer,
      position,
      choose: this.on.choose,
      ...stageSizes(this.root.clientWidth),
      scheme: /** @type {Stage["scheme"]} */ (isDark(this.root) ? "dark" : "light"),
      inputChannel: visit.inputChannel,
      termsAt: (/** @type {Position} */ cell) => visit.termsAt(cell),
      setInputChannel: this.on.showInput,
      hover: this.on.hover,
      goTo: this.on.goTo,
      branch: () => visit.branches[k],
    }
    const scene = sceneOf(layer)(stage)
    Object.assign(this, { stage, scene })
    this.root.classList.toggle("dark", stage.scheme === "dark")
    this.stageNode.replaceChildren(...scene.panes)
    this.stageNode.classList.toggle("narrow", stage.narrow)
    this.stageNode.dataset.role = layer.role
    this.stageNode.style.setProperty("--map-width", `${stage.mapWidth}px`)
    this.stageNode.style.setProperty("--map-height", `${stage.mapHeight}px`)
    this.sum.dataset.region = k > INPUT_STEP ? sumRegions(layer).join(" ") : "sums picture"
    this.controls.hidden = !scene.output
    showTitle(this.title, { reading, k, layer })
    showWords(this.words, layer, scene.note)
    this.showChooser(visit)
    this.focusAgain(kept?.startsWith("channel-") ? `channel-${position[2]}` : kept)
  }

  /** @param {Visit} visit */
  showChooser({ reading, k, layer, position }) {
    const several = layer.output_shape.length === 3 && layer.output_shape[2] > 1
    const chooser = () =>
      channelChooser({
        layer,
        k,
        values: stepOutput(reading, k),
        limit: fixedLimit(reading, k),
        channel: position[2],
        choose: this.on.chooseChannel,
      })
    this.chooser.replaceChildren(...(several ? [chooser()] : []))
  }

  /**
   * Show a cell of the step, and its sum.
   * @param {Visit} visit
   * @param {Position} position
   * @param {number} revealed - How many cells of the step are computed.
   * @returns {void}
   */
  showCell(visit, position, revealed) {
    const { scene } = this
    if (!scene) return
    const { reading, k } = visit
    const terms = visit.termsAt(position)
    Object.assign(this.root.dataset, { layer: visit.layer.name, position: position.join() })
    const kept = this.keptFocus()
    scene.update({ position, terms, revealed })
    this.view.lists = []
    this.sum.replaceChildren(
      element(
        "p",
        {},
        ...(terms
          ? [
              ...scene.sum(terms, position, this.view),
              " ",
              k > INPUT_STEP && !terms.unexplained && tensorflowPart(agrees(reading, k, terms), terms, scene.text),
            ].filter(Boolean)
          : ["The weights are on their way …"]),
      ),
      ...this.view.lists,
    )
    if (kept?.startsWith("more")) this.focusAgain(kept)
  }

  /** What is to have the focus again once it was made anew: its data-keep. */
  keptFocus() {
    return focusedAround(this.root)?.getAttribute("data-keep") ?? undefined
  }

  /** @param {string | undefined} kept */
  focusAgain(kept) {
    const node = kept === undefined ? null : this.root.querySelector(`[data-keep="${kept}"]`)
    if (node instanceof HTMLElement) node.focus({ preventScroll: true })
  }
}

/**
 * What is shown of a step.
 * @param {StepLayer} layer
 * @returns {(stage: Stage) => Scene}
 */
function sceneOf(layer) {
  return layer.role === "input" ? inputScene : (kindOf(layer).scene ?? plainScene)
}
