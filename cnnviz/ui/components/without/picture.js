// The picture and the network of the page: the pad, the answer and the map show them.

import answerView from "../answer/answer.js"
import { sendDrawing } from "../draw_pad/ask.js"
import padView from "../draw_pad/pad.js"
import mapView from "../network_map/map.js"
import { connection } from "../shared/connection.js"
import { readingStore } from "../shared/readings.js"
import { strokesOf } from "../shared/strokes_text.js"
import { fetchNetwork, showSample } from "./reading.js"
import { standing } from "./standing.js"

/** @import { Drawing, Stroke } from "../shared/strokes.js" */

const PEN = 16
/** How long until a drawing is sent again that was not answered, in milliseconds. */
const PAUSE = 1000

export class Picture {
  /** @type {Stroke[]} */
  strokes = []
  /** What is read where nothing is drawn: the sample's index in the gallery; null for the first. @type {string | null} */
  sample = null
  centre = true
  /** Grows whenever something else than the visitor's pen changes the pad. */
  version = 0
  /** Grows with every network and picture: what was asked for before is not wanted any more. */
  turn = 0
  /** Whose turn it is when a drawing is sent again. */
  again = { turn: 0 }

  /**
   * @param {string} network - The name of the one to begin with.
   * @param {(fault: string) => void} say - Hears why the network does not come; "" when it came.
   */
  constructor(network, say) {
    this.network = network
    this.say = say
    this.showPad = standing("draw_pad", padView, (_, drawing) => this.drawn(drawing))
    this.showAnswer = standing("answer", answerView)
    this.showMap = standing("network_map", mapView)
    this.show()
    this.showMap(new Uint8Array())
    readingStore.addEventListener("change", () => {
      const { answer } = readingStore.parts
      if (answer) this.showAnswer(answer)
    })
    connection.addEventListener("back", () => this.read())
  }

  show() {
    const question = { network: this.network, centre: this.centre, edits: "" }
    this.showPad({ version: this.version, pen: PEN, question, strokes: this.strokes })
  }

  /**
   * Show another network.
   * @param {string} network
   */
  async choose(network) {
    const turn = ++this.turn
    this.network = network
    this.show()
    this.say("")
    const fault = await fetchNetwork(network, () => turn === this.turn)
    if (turn !== this.turn) return
    this.say(fault)
    if (!fault) this.read()
  }

  /**
   * Show the picture that an address says, and the network.
   * @param {URLSearchParams} query
   * @param {string[]} networks - Those that can be chosen.
   * @returns {boolean} Whether this page can show it.
   */
  take(query, networks) {
    const network = query.get("network") ?? this.network
    const strokes = query.has("strokes") ? strokesOf(query.get("strokes") ?? "") : []
    if (!strokes || !networks.includes(network) || query.has("edits") || query.has("change") || query.has("picture")) {
      return false
    }
    this.strokes = strokes
    this.sample = query.get("sample")
    this.centre = query.get("centre") !== "no"
    this.version += 1
    void this.choose(network)
    return true
  }

  /**
   * Hear what is drawn. By now the answer is on the page, unless the server had none.
   * @param {Drawing & {shown?: string}} drawing
   */
  drawn({ strokes, shown }) {
    this.strokes = strokes
    this.turn += 1
    this.again.turn += 1
    this.show()
    if (!strokes.length || !shown) this.read()
  }

  /** Have the picture read that is on the pad now; of an empty pad, a sample. */
  read() {
    const turn = ++this.turn
    const current = () => turn === this.turn
    if (!this.strokes.length) {
      void showSample(this.network, this.sample, current).then((fault) => current() && this.say(fault))
      return
    }
    const { network, centre, strokes, version } = this
    const question = { network, centre, edits: "" }
    void sendDrawing(this.again, { version, strokes }, question, ({ shown }) => {
      if (!shown && !connection.lost) setTimeout(() => current() && this.read(), PAUSE)
    })
  }
}
