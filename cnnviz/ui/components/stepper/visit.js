// Where the visitor is: the step, the chosen cell with its way through the network, and the channels to show.

import { explainCell } from "../layers/index.js"
import { INPUT_STEP, stepLayer } from "../scene/steps.js"
import { isOpen } from "../shared/layer_regions.js"
import { heaviest } from "../shared/order.js"
import { fedBy } from "../shared/graph.js"
import { flatIndex } from "../shared/positions.js"
import { createTrail, isCell, strongestCell } from "./trail.js"

/**
 * @import { Position, Reading, Terms } from "../shared/types.js"
 * @import { Chosen, Trail } from "./trail.js"
 */

/** A visit to a network: it lasts while the network stays, and takes readings of other pictures as they come. */
export class Visit {
  /** @param {Reading} reading */
  constructor(reading) {
    this.reading = reading
    /** The step on stage. */
    this.k = 0
    /** By step, the channel that was chosen. @type {number[]} */
    this.channels = []
    /** By step, the channel of the input whose window is shown. @type {(number | undefined)[]} */
    this.inputChannels = []
    /** By step, which of the branches that meet there the way back follows, where it was chosen. @type {number[]} */
    this.branches = []
    /** The steps that have been on stage. @type {Set<number>} */
    this.played = new Set()
    /** @type {Chosen} */
    this.chosen = { k: 0, position: reading.network.columns ? [] : strongestCell(reading, 0) }
    /** @type {Trail} */
    this.trail = createTrail(reading, this.chosen, this.channels, this.branches)
  }

  /** The layer on stage. */
  get layer() {
    return stepLayer(this.reading, this.k)
  }

  /** The cell of the step on stage that belongs to the chosen one. */
  get position() {
    return this.trail.at(this.k)
  }

  /**
   * Begin at a cell, or at the strongest of the first layer.
   * @param {{layer: number, position: Position}} [cell] - It counts only where the network has such a cell.
   * @returns {void}
   */
  begin(cell) {
    const known = this.known(cell)
    if (known) this.played.add(known.layer)
    this.k = known?.layer ?? this.firstStep
    this.inputChannels[this.k] = undefined
    const position = known?.position ?? strongestCell(this.reading, this.k)
    this.prefer(position)
    this.choose(position)
  }

  /**
   * @param {{layer: number, position: Position}} [cell] - As begin takes it.
   * @returns {boolean} Whether the visit is where it would begin with it.
   */
  isAt(cell) {
    const known = this.known(cell)
    if (this.k !== (known?.layer ?? this.firstStep)) return false
    return this.position.join() === (known?.position ?? strongestCell(this.reading, this.k)).join()
  }

  /** @param {{layer: number, position: Position}} [cell] */
  known(cell) {
    return cell && isCell(this.reading, cell) && this.hasStep(cell.layer) ? cell : undefined
  }

  get firstStep() {
    return this.stepBeside(INPUT_STEP, 1) ?? INPUT_STEP
  }

  /**
   * Another picture is read.
   * @param {Reading} reading - Of the same network.
   * @returns {void}
   */
  receive(reading) {
    this.reading = reading
    this.trail = createTrail(reading, this.chosen, this.channels, this.branches)
  }

  /**
   * @param {number} step
   * @returns {boolean} Whether there is such a step, and it may be looked at.
   */
  hasStep(step) {
    const { network } = this.reading
    return step >= INPUT_STEP && step < network.layers.length && isOpen(network, step)
  }

  /**
   * The nearest step in a direction that may be looked at.
   * @param {number} step
   * @param {1 | -1} by
   * @returns {number | undefined} Undefined where there is none.
   */
  stepBeside(step, by) {
    for (let k = step + by; k >= INPUT_STEP && k < this.reading.network.layers.length; k += by) {
      if (this.hasStep(k)) return k
    }
    return undefined
  }

  /**
   * Go to a step; the chosen cell stays the same.
   * @param {number} step
   * @returns {void}
   */
  go(step) {
    this.k = step
    this.inputChannels[step] = undefined
  }

  /**
   * Choose a cell of the step on stage.
   * @param {Position} position
   * @returns {void}
   */
  choose(position) {
    this.chosen = { k: this.k, position }
    this.branches = []
    this.trail = createTrail(this.reading, this.chosen, this.channels, this.branches)
  }

  /**
   * Follow the way back along one of the layers that feed the step on stage, from the cell that is there.
   * @param {number} source
   * @returns {void}
   */
  follow(source) {
    const { reading, k, position } = this
    if (this.chosen.k < k) this.chosen = { k, position }
    this.branches[k] = fedBy(stepLayer(reading, k), k).indexOf(source)
    this.trail = createTrail(reading, this.chosen, this.channels, this.branches)
  }

  /**
   * Show the channel of a cell whenever this step comes on stage.
   * @param {Position} position
   * @returns {void}
   */
  prefer(position) {
    if (position.length === 3) this.channels[this.k] = position[2]
  }

  /**
   * The same cell of another channel or, of units, another unit; after the last comes the first.
   * @param {number} by - How many channels further on.
   * @returns {Position}
   */
  turned(by) {
    const position = [...this.position]
    const last = position.length - 1
    const size = this.layer.output_shape[last]
    position[last] = (position[last] + by + size) % size
    return position
  }

  /** The channel of the input whose window is shown, where filters have one each: at first the one that weighs most. */
  get inputChannel() {
    if (this.layer.role === "filters") {
      this.inputChannels[this.k] ??= heaviest(this.termsAt(this.position)?.subtotals ?? [])
    }
    return this.inputChannels[this.k]
  }

  /**
   * The terms of a cell of the step on stage; an input pixel is just its value.
   * @param {Position} position
   * @returns {Terms | undefined} Undefined while weights are on their way.
   */
  termsAt(position) {
    const { reading, k } = this
    if (k > INPUT_STEP) return explainCell(reading, k, position)
    const value = reading.input[flatIndex(reading.network.input_shape, position)]
    return { value, output: value }
  }
}
