// All channels of a layer, each by the patch that excites it most. A click or an arrow key picks one.

import { bytesCanvas, sameBytes, unpackPictures, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { placeAfter } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { view, viewEvents } from "../shared/view_state.js"

const CARD_ROOM = 64

export default mount((root) => new ChannelGallery(root), ".gallery")

class ChannelGallery {
  constructor(root) {
    this.root = root
    root.onkeydown = (event) => this.key(event)
  }

  listen({ on }) {
    on(viewEvents, "channel", () => this.follow())
  }

  update(data, { setTriggerValue }) {
    this.choose = (channel) => setTriggerValue("channel", channel)
    if (sameBytes(this.data, data)) return
    this.data = data
    const { header, pixels } = unpackPictures(data)
    Object.assign(this, { network: header.network, layer: header.layer, wanted: undefined })
    this.root.setAttribute(
      "aria-label",
      `All ${header.cards.length} ${header.kind}s of ${header.layer}: arrow keys pick one`,
    )
    this.root.dataset.pictures = String(header.cards.some((card) => card.shape))
    let begin = 0
    this.cards = header.cards.map((card, channel) => {
      const size = card.shape ? card.shape.reduce((a, b) => a * b) : 0
      const values = pixels.subarray(begin, (begin += size))
      return this.card(card, values, channel, header.kind)
    })
    this.root.replaceChildren(...this.cards)
    this.mark(0)
    this.follow()
  }

  /** Mark the channel that is shown beside, unless another was picked here since. */
  follow() {
    const shown = view.channel
    if (shown?.network !== this.network || shown.layer !== this.layer) return
    if (this.wanted !== undefined && this.wanted !== shown.channel) return
    this.wanted = undefined
    if (shown.channel === this.chosen) return
    this.mark(shown.channel)
    this.reveal()
  }

  card({ name, shape, note }, values, channel, kind) {
    const scale = shape && wholeScale(Math.max(shape[0], shape[1]), CARD_ROOM)
    const words = `${kind} ${name}${note ? `, ${note}` : ""}`
    return element(
      "button",
      {
        type: "button",
        class: "card",
        "data-testid": "looks-channel",
        "data-channel": channel,
        "aria-label": words,
        title: words,
        onclick: () => this.pick(channel),
      },
      shape && element("span", { class: "well" }, bytesCanvas(values, shape, scale)),
      element("span", { class: "name", text: name }),
      note && element("span", { class: "note", text: note }),
    )
  }

  mark(chosen) {
    this.chosen = chosen
    this.cards.forEach((card, channel) => {
      card.setAttribute("aria-pressed", String(channel === chosen))
      card.tabIndex = channel === chosen ? 0 : -1
    })
  }

  pick(channel) {
    this.wanted = channel
    this.mark(channel)
    this.choose(channel)
  }

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
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.cards[this.chosen]
    const within = (start, size, scroll, room) => Math.max(Math.min(scroll, start - 8), start + size + 8 - room)
    this.root.scrollTop = within(offsetTop, offsetHeight, this.root.scrollTop, this.root.clientHeight)
    this.root.scrollLeft = within(offsetLeft, offsetWidth, this.root.scrollLeft, this.root.clientWidth)
  }
}
