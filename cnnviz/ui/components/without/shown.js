// What the class answered, once the teacher shows it.

import { element } from "../shared/element.js"
import { showResults } from "../shared/results.js"
import { drawingsIn } from "../shared/results_wall.js"

/**
 * @import { Results } from "../shared/results_types.js"
 * @import { Step } from "./asked.js"
 * @import { Place } from "./place.js"
 */

/** So many come at once. */
const MOST = 50

export class Shown {
  node = element("div", { class: "class-answers" })
  /** The addresses of the drawings that have come, by their numbers. @type {Record<string, string>} */
  drawings = {}

  /**
   * @param {Place} place
   * @param {Step} told
   */
  show(place, told) {
    const found = place.view?.shown.find(({ step }) => step === told.step)
    showResults(this.node, found ? this.results(place, told, found) : null)
    if (found) void this.fetchDrawings(place, told, found)
  }

  /**
   * @param {Place} place
   * @param {Step} told
   * @param {Results} found
   * @returns {Results}
   */
  results({ view }, { step, ask }, { kind, rounds }) {
    const mine = (view?.answers ?? [])
      .filter((each) => each.step === step)
      .map(({ round, number, shown, text }) => ({ round, number, text: shown ?? text }))
    const map = ask?.type === "cell" ? { rows: ask.rows, cols: ask.cols } : null
    const unit = ask?.type === "number" ? ask.unit : ""
    const options = ask?.type === "choose" || ask?.type === "class" ? ask.options : []
    return { kind, rounds, mine, map, unit, options, drawings: this.drawings }
  }

  /**
   * @param {Place} place
   * @param {Step} told
   * @param {Results} found
   */
  async fetchDrawings(place, told, found) {
    const numbers = drawingsIn(found.rounds).filter((number) => !(number in this.drawings))
    if (!numbers.length) return
    const { body, sentence } = await place.ask(`/drawings?numbers=${numbers.slice(0, MOST).join(",")}`)
    // What may not be seen does not come, and is not asked for again.
    if (sentence || !Object.keys(body.drawings).length) return
    this.drawings = { ...this.drawings, ...body.drawings }
    this.show(place, told)
  }
}
