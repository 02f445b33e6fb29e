// A page of a data set's pictures, with one of them picked. Nothing is asked of Python but to open it in a network.

import { pictureAt, sameBytes, unpackPictures } from "../shared/bytes.js"
import { find } from "../shared/find.js"
import { placeAfter } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { viewed, viewEvents, views } from "../shared/view_state.js"
import { THUMB_ROOM, thumbnails } from "./grid.js"
import { normalisation } from "./normalisation.js"
import { liveliest } from "./numbers.js"
import { pickedPicture } from "./picked.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { PickedPart, PicturesHeader } from "./types.js" */

export default mount((root) => new PictureBoard(root), ".datasets")

class PictureBoard {
  /** @type {PicturesHeader | undefined} */
  header = undefined
  /** @type {Uint8Array | undefined} */
  data = undefined
  pixels = new Uint8Array()
  /** @type {HTMLButtonElement[]} */
  thumbs = []
  /** Which picture is picked. */
  index = 0
  /** Which of its pixels is looked at. @type {Cell} */
  pixel = [0, 0]
  /** @type {PickedPart[]} */
  parts = []

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.grid = find(root, ".grid", HTMLElement)
    this.picked = find(root, ".picked", HTMLElement)
    this.grid.onkeydown = (event) => this.key(event)
    /** @type {(network: string) => void} */
    this.open = () => {}
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(viewEvents, "given", () => this.header && this.pick(this.wanted()))
    onWidth(() => this.header && this.showPicked(this.header), this.picked)
  }

  /**
   * @param {Uint8Array} data - A line of JSON and the pictures.
   * @param {Send} send
   */
  update(data, { setTriggerValue }) {
    this.open = (network) => setTriggerValue("open", [network, this.header?.indices[this.index]])
    // The theme or another part of the page changed: what was picked stays.
    if (sameBytes(this.data, data)) return
    this.data = data
    /** @type {{header: PicturesHeader, pixels: Uint8Array}} */
    const { header, pixels } = unpackPictures(data)
    Object.assign(this, { header, pixels })
    Object.assign(this.root.dataset, { set: header.title, part: header.part })
    this.thumbs = thumbnails(header, pixels, (index) => this.choose(index))
    this.grid.replaceChildren(...this.thumbs)
    this.grid.dataset.size = header.shape[0] > THUMB_ROOM ? "large" : "small"
    this.pick(this.wanted())
  }

  /** @returns {number} The picture that the address names, where the page has as many. */
  wanted() {
    return Math.min(Number(viewed("picked")), this.thumbs.length - 1)
  }

  /** @param {number} index */
  choose(index) {
    this.pick(index)
    views({ picked: index === 0 ? "" : String(index) })
  }

  /** @param {number} picked */
  pick(picked) {
    const { header } = this
    if (!header) return
    this.index = picked
    this.pixel = liveliest(pictureAt(this.pixels, header.shape, picked), header.shape)
    this.thumbs.forEach((thumb, index) => {
      thumb.setAttribute("aria-pressed", String(index === picked))
      thumb.tabIndex = index === picked ? 0 : -1
    })
    this.showPicked(header)
  }

  /** @param {PicturesHeader} header */
  showPicked(header) {
    const { index } = this
    const view = {
      header,
      index,
      label: header.labels[index],
      pixel: this.pixel,
      width: this.picked.clientWidth,
      values: pictureAt(this.pixels, header.shape, index),
      look: (/** @type {Cell} */ pixel) => this.look(pixel),
      open: (/** @type {string} */ network) => this.open(network),
    }
    const [picture, stages] = [pickedPicture(view), normalisation(view)]
    this.parts = [picture, stages]
    this.picked.replaceChildren(...picture.nodes)
    find(this.root, ".normalisation", HTMLElement).replaceChildren(...stages.nodes)
  }

  /** @param {Cell} pixel */
  look(pixel) {
    this.pixel = pixel
    for (const part of this.parts) part.move(pixel)
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const next = placeAfter(event.key, this.index, this.thumbs)
    if (next === undefined) return
    event.preventDefault()
    this.choose(next)
    this.thumbs[next].focus()
  }
}
