// What the class answered, once the teacher shows it.

import { element } from "../shared/element.js"
import { showResults } from "../shared/results.js"
import { drawingsIn } from "../shared/results_wall.js"
import { Drawings } from "./drawings.js"

/** @import { Results } from "../shared/results_types.js" */
/** @import { Room } from "./room.js" */
/** @import { Shown } from "./room_types.js" */
/** @import { Ask, PanelData } from "./types.js" */

/** What the steps asked for: a step that reveals does not say it. @type {Map<string, Ask>} */
const asks = new Map()

export class ShownResults {
  /** @type {(() => void) | undefined} */
  again = undefined

  /** @param {Room} room */
  constructor(room) {
    this.room = room
    this.place = element("div")
    this.node = element("div", { class: "shown", hidden: true }, element("h3", { text: "Your class" }), this.place)
    this.drawings = new Drawings(room, () => this.again?.())
  }

  /**
   * @param {number[]} steps - The first of which something is shown counts.
   * @param {PanelData} data
   */
  update(steps, data) {
    const { view } = this.room
    const found = this.room.isGone ? undefined : view?.shown.filter((shown) => steps.includes(shown.step))
    const shown = steps.map((step) => found?.find((each) => each.step === step)).find(Boolean)
    if (data.ask) asks.set(`${data.lesson.title} ${data.at}`, data.ask)
    this.again = () => this.update(steps, data)
    this.node.hidden = !shown
    showResults(this.place, shown ? this.results(shown, data) : null)
  }

  /**
   * @param {Shown} shown
   * @param {PanelData} data
   * @returns {Results}
   */
  results(shown, data) {
    const ask = asks.get(`${data.lesson.title} ${shown.step}`)
    const { verdict } = data
    return {
      kind: /** @type {Results["kind"]} */ (shown.kind),
      rounds: shown.rounds,
      truth: verdict?.truth ?? "",
      revealed: data.kind === "reveal" || verdict !== null,
      unit: ask?.type === "number" ? ask.unit : data.ledger?.unit,
      options: ask?.type === "choose" || ask?.type === "class" ? ask.options : undefined,
      beliefs: {},
      mine: mineOf(this.room, shown.step),
      map: ask?.type === "cell" ? { rows: ask.rows, cols: ask.cols } : null,
      drawings: this.drawings.of(drawingsIn(shown.rounds)),
    }
  }
}

/**
 * What the student answered, in the words of what is shown.
 * @param {Room} room
 * @param {number} step
 */
export function mineOf({ view }, step) {
  const own = view?.answers.filter((answer) => answer.step === step) ?? []
  return own.map(({ round, text, number, shown }) => ({ round, text: shown || text, number }))
}
