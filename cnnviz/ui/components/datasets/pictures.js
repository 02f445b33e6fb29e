// A page of a data set's pictures, with one of them picked. Nothing is asked of Python but to open it in a network.

import { pictureAt, sameBytes, unpackPictures } from "../shared/bytes.js"
import { placeAfter } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { THUMB_ROOM, thumbnails } from "./grid.js"
import { normalisation } from "./normalisation.js"
import { liveliest } from "./numbers.js"
import { pickedPicture } from "./picked.js"

export default mount((root) => new PictureBoard(root), ".datasets")

class PictureBoard {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.find(".grid").onkeydown = (event) => this.key(event)
  }

  listen({ onWidth }) {
    onWidth(() => this.header && this.showPicked(), this.find(".picked"))
  }

  update(data, { setTriggerValue }) {
    this.open = (network) => setTriggerValue("open", [network, this.header.indices[this.index]])
    // The theme or another part of the page changed: what was picked stays.
    if (sameBytes(this.data, data)) return
    this.data = data
    Object.assign(this, unpackPictures(data))
    Object.assign(this.root.dataset, { set: this.header.title, part: this.header.part })
    this.thumbs = thumbnails({ ...this, pick: (index) => this.pick(index) })
    this.find(".grid").replaceChildren(...this.thumbs)
    this.find(".grid").dataset.size = this.header.shape[0] > THUMB_ROOM ? "large" : "small"
    this.pick(0)
  }

  pick(index) {
    this.index = index
    this.pixel = liveliest(pictureAt(this.pixels, this.header.shape, index), this.header.shape)
    this.thumbs.forEach((thumb, place) => {
      thumb.setAttribute("aria-pressed", String(place === index))
      thumb.tabIndex = place === index ? 0 : -1
    })
    this.showPicked()
  }

  showPicked() {
    const { header, pixels, index } = this
    const picked = this.find(".picked")
    this.width = picked.clientWidth
    const view = {
      header,
      index,
      label: header.labels[index],
      pixel: this.pixel,
      width: this.width,
      values: pictureAt(pixels, header.shape, index),
      look: (pixel) => this.look(pixel),
      open: (network) => this.open(network),
    }
    this.parts = [pickedPicture(view), normalisation(view)]
    picked.replaceChildren(...this.parts[0].nodes)
    this.find(".normalisation").replaceChildren(...this.parts[1].nodes)
  }

  look(pixel) {
    this.pixel = pixel
    for (const part of this.parts) part.move(pixel)
  }

  key(event) {
    const next = placeAfter(event.key, this.index, this.thumbs)
    if (next === undefined) return
    event.preventDefault()
    this.pick(next)
    this.thumbs[next].focus()
  }
}
