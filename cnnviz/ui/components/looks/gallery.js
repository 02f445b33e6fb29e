// All channels of a layer, each by the patch that excites it most. A click or an arrow key picks one.

import { bytesCanvas, sameBytes, unpackPictures, wholeScale } from "../shared/bytes.js"
import { coverEvents, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { placeAfter } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { reveal } from "../shared/scroll.js"
import { view, viewEvents } from "../shared/view_state.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { Shape } from "../shared/types.js" */

/**
 * What Python says of a layer.
 * @typedef {object} LayerHeader
 * @property {string} network - Its name.
 * @property {string} layer - Its name.
 * @property {string} kind - What a channel is called.
 * @property {Card[]} cards - One a channel.
 */

/**
 * A channel; shape: that of the patch that excites it most, left out where there is none.
 * @typedef {{name: string, shape?: Shape, note: string}} Card
 */

const CARD_ROOM = 64

export default mount((root) => new ChannelGallery(root), ".gallery")

class ChannelGallery {
  /** @type {Uint8Array | undefined} */
  data = undefined
  /** The names of the network and of the layer. @type {{network?: string, layer?: string}} */
  shown = {}
  /** @type {HTMLButtonElement[]} */
  cards = []
  /** What is said of each. @type {{name: string, note: string}[]} */
  words = []
  /** The channel that is marked. */
  chosen = 0
  /** The channel that was picked here and is not shown yet. @type {number | undefined} */
  wanted = undefined

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    root.onkeydown = (event) => this.key(event)
    /** Tells Python. @type {(channel: number) => void} */
    this.choose = () => {}
  }

  /** @param {Ears} ears */
  listen({ on }) {
    on(viewEvents, "channel", () => this.follow())
    on(coverEvents, "change", () => this.nameCards())
  }

  /**
   * @param {Uint8Array} data - A line of JSON and the patches.
   * @param {Send} send
   */
  update(data, { setTriggerValue }) {
    this.choose = (channel) => setTriggerValue("channel", channel)
    if (sameBytes(this.data, data)) return
    this.data = data
    /** @type {{header: LayerHeader, pixels: Uint8Array}} */
    const { header, pixels } = unpackPictures(data)
    this.shown = { network: header.network, layer: header.layer }
    this.wanted = undefined
    this.root.setAttribute(
      "aria-label",
      `All ${header.cards.length} ${header.kind}s of ${header.layer}: arrow keys pick one`,
    )
    this.root.dataset.pictures = String(header.cards.some((card) => card.shape))
    let begin = 0
    this.cards = header.cards.map((card, channel) => {
      const size = card.shape ? card.shape.reduce((a, b) => a * b) : 0
      const values = pixels.subarray(begin, (begin += size))
      return this.card(card, values, channel)
    })
    this.words = header.cards.map(({ name, note }) => ({ name: `${header.kind} ${name}`, note }))
    this.nameCards()
    this.root.replaceChildren(...this.cards)
    this.mark(0)
    this.follow()
  }

  /** Mark the channel that is shown beside, unless another was picked here since. */
  follow() {
    const beside = view.channel
    if (!beside || beside.network !== this.shown.network || beside.layer !== this.shown.layer) return
    if (this.wanted !== undefined && this.wanted !== beside.channel) return
    this.wanted = undefined
    if (beside.channel === this.chosen) return
    this.mark(beside.channel)
    this.reveal()
  }

  /**
   * @param {Card} card
   * @param {Uint8Array} values - Its patch.
   * @param {number} channel
   * @returns {HTMLButtonElement}
   */
  card({ name, shape, note }, values, channel) {
    return element(
      "button",
      {
        type: "button",
        class: "card",
        "data-testid": "looks-channel",
        "data-channel": channel,
        onclick: () => this.pick(channel),
      },
      shape &&
        element(
          "span",
          { class: "well", "data-region": "excitement", "data-cover": "?" },
          bytesCanvas(values, shape, wholeScale(Math.max(shape[0], shape[1]), CARD_ROOM)),
        ),
      element("span", { class: "name", text: name }),
      note && element("span", { class: "note", "data-region": "excitement", "data-cover": "?", text: note }),
    )
  }

  /** A covered channel is named by its number alone. */
  nameCards() {
    const covered = isCovered("excitement")
    for (const [channel, { name, note }] of this.words.entries()) {
      const words = covered || !note ? name : `${name}, ${note}`
      this.cards[channel].setAttribute("aria-label", words)
      this.cards[channel].title = words
    }
  }

  /** @param {number} chosen */
  mark(chosen) {
    this.chosen = chosen
    this.cards.forEach((card, channel) => {
      card.setAttribute("aria-pressed", String(channel === chosen))
      card.tabIndex = channel === chosen ? 0 : -1
    })
  }

  /** @param {number} channel */
  pick(channel) {
    this.wanted = channel
    this.mark(channel)
    this.choose(channel)
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const next = placeAfter(event.key, this.chosen, this.cards)
    if (next === undefined) return
    event.preventDefault()
    this.pick(next)
    this.cards[next].focus({ preventScroll: true })
    this.reveal()
  }

  /** Scroll the gallery, and only the gallery, until the chosen card is in sight. */
  reveal() {
    reveal(this.root, this.cards[this.chosen])
  }
}
