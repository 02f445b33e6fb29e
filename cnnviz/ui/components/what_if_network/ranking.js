// Which channel matters most: all of them, the one first without which least is left of the answer.

import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { number, percent } from "../shared/format.js"

/**
 * The effects of all channels; label: the class that the trained network reads, lead: its log odds.
 * @typedef {{label: number, lead: number, rows: RankedChannel[]}} Ranking
 */

/**
 * A channel, the probability of the class without it, what is then read, and the class's log odds.
 * @typedef {[layer: string, channel: number, probability: number, read: number, lead: number]} RankedChannel
 */

/**
 * @typedef {object} RankingView
 * @property {Ranking | null} ranking - null while there is none.
 * @property {boolean} wanted - Whether it is asked for.
 * @property {string[]} edits
 * @property {boolean} channels - Whether the network has any.
 * @property {string[]} labels - The classes' names.
 */

/** The list of the channels. */
export class RankingList {
  /** The ranking whose rows stand there, as text. */
  shown = ""

  /**
   * @param {HTMLElement} host
   * @param {(layer: string, channel: number) => void} toggle - Hears which channel was clicked.
   */
  constructor(host, toggle) {
    this.host = host
    this.toggle = toggle
  }

  /** @param {RankingView} view */
  show({ ranking, wanted, edits, channels, labels }) {
    this.host.hidden = !channels
    find(this.host, ".ask", HTMLElement).hidden = wanted
    find(this.host, ".close", HTMLElement).hidden = !wanted
    find(this.host, ".ranking-words", HTMLElement).textContent = ranking
      ? `Each channel switched off alone, in the trained network: what is left of the lead of ${labels[ranking.label]}, ${number(ranking.lead, 1)}, and of its probability. Click one to switch it off here.`
      : wanted
        ? "It is being worked out."
        : ""
    const text = ranking ? JSON.stringify(ranking) : ""
    if (this.shown !== text) {
      this.shown = text
      const rows = ranking ? ranking.rows.map((row, index) => this.row(ranking, row, index, labels)) : []
      find(this.host, ".rows", HTMLElement).replaceChildren(...rows)
    }
    for (const row of findAll(this.host, ".rows > button", HTMLElement)) {
      const off = edits.includes(`${row.dataset.layer}.off.${row.dataset.channel}`)
      row.setAttribute("aria-pressed", String(off))
      row.title = off ? "It is off: click to switch it on" : "Click to switch it off"
    }
  }

  /**
   * @param {Ranking} ranking
   * @param {RankedChannel} row
   * @param {number} index
   * @param {string[]} labels
   * @returns {HTMLElement}
   */
  row(ranking, [layer, channel, probability, read, lead], index, labels) {
    return element(
      "button",
      {
        type: "button",
        "data-layer": layer,
        "data-channel": channel,
        onclick: () => this.toggle(layer, channel),
      },
      element("span", { class: "place", text: `${index + 1}` }),
      element("span", { class: "who", text: `${layer} channel ${channel}` }),
      element(
        "span",
        { class: "track" },
        element("span", {
          class: "bar is",
          style: { width: `${Math.min(100, Math.max(0, (lead / ranking.lead) * 100))}%` },
        }),
      ),
      element("span", { class: "share", text: number(lead, 1) }),
      element("span", { class: "share", text: percent(probability) }),
      element("span", { class: "read", text: read === ranking.label ? "" : `→ ${labels[read]}` }),
    )
  }
}
