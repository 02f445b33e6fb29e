// A colour picture taken apart into red, green and blue, each of them weighed, and put together again.

import { CHANNELS, sameBytes, unpackPictures, wholeScale } from "../shared/bytes.js"
import { saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { contextOf, find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { cellAfter, cellUnder } from "../shared/pointing.js"

/**
 * @import { Cell } from "../shared/pointing.js"
 * @import { Send } from "../shared/mount.js"
 * @import { Shape } from "../shared/types.js"
 */

/**
 * What Python says of the picture.
 * @typedef {object} Header
 * @property {Shape} shape - (height, width, 3).
 * @property {number[]} percent - How much of each channel is shown at first.
 * @property {boolean} grey - Whether the channels are shown in grey at first.
 */

const FULL = 255
export default mount((root, data) => new Colour(root, data), ".colour")

class Colour {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data - A message.
   */
  constructor(root, data) {
    this.root = root
    this.find = (/** @type {string} */ selector) => find(root, selector, HTMLElement)
    /** @type {{header: Header}} */
    const { header } = unpackPictures(data)
    this.percent = header.percent
    this.grey = header.grey
    this.shape = header.shape
    /** The picture, flat. @type {Uint8Array} */
    this.pixels = new Uint8Array()
    /** @type {Cell} */
    this.pixel = [0, 0]
    this.scale = 1
    /** @type {ReturnType<Colour["panel"]>[]} */
    this.panels = []
    /** @type {Send["setStateValue"]} */
    this.setStateValue = () => {}
    this.tell = afterPause(
      () => this.root.isConnected && this.setStateValue("chosen", { percent: this.percent, grey: this.grey }),
      250,
    )
    this.controls = CHANNELS.map((name, channel) => this.control(name, channel))
    const grey = find(root, ".grey input", HTMLInputElement)
    grey.checked = this.grey
    grey.onchange = () => {
      this.grey = grey.checked
      this.paint()
      this.tell()
    }
    this.find(".save").onclick = () =>
      this.panels.at(-1)?.canvas.toBlob((blob) => blob && saveFile(blob, "weighed.png"), "image/png")
  }

  /**
   * @param {Uint8Array} data
   * @param {Send} send
   */
  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    /** @type {{header: Header, pixels: Uint8Array}} */
    const { header, pixels } = unpackPictures(data)
    // What was told of the sliders comes back: they must not lose the pointer or the focus.
    if (sameBytes(this.pixels, pixels)) return
    this.pixels = pixels
    this.shape = header.shape
    this.pixel = [Math.floor(0.78 * header.shape[0]), Math.floor(0.3 * header.shape[1])]
    const size = Math.max(...header.shape.slice(0, 2))
    // Two pictures side by side on a phone: a screen pixel there is smaller than a CSS pixel.
    const room = this.root.clientWidth < 760 ? Math.floor((this.root.clientWidth - 18) / 2) : 262
    this.scale = size <= room ? wholeScale(size, room) : 1 / Math.ceil(size / room)
    this.panels = ["picture", ...CHANNELS, "together"].map((name) => this.panel(name))
    this.find(".panels").replaceChildren(...this.panels.map(({ node }) => node))
    this.paint()
    this.look(this.pixel)
  }

  /**
   * One channel's weight: a slider, and a box that switches it off and on.
   * @param {string} name
   * @param {number} channel
   */
  control(name, channel) {
    const change = (/** @type {number} */ percent) => {
      this.percent = this.percent.with(channel, percent)
      this.paint()
      this.look(this.pixel)
      this.tell()
    }
    const slider = element("input", {
      type: "range",
      min: 0,
      max: 200,
      step: 5,
      "aria-label": `How much ${name}`,
      "data-testid": `colour-${name}`,
      oninput: () => change(Number(slider.value)),
    })
    const box = element("input", {
      type: "checkbox",
      "aria-label": `${name} on`,
      onchange: () => change(box.checked ? 100 : 0),
    })
    const value = element("output", {})
    return {
      node: element("div", { class: `control ${name}` }, element("label", {}, box, name), slider, value),
      show: (/** @type {number} */ percent) => {
        slider.value = `${percent}`
        box.checked = percent > 0
        value.textContent = `${percent} %`
      },
    }
  }

  /**
   * A picture with the frame around one of its pixels.
   * @param {string} name - "picture", a channel or "together".
   */
  panel(name) {
    const [height, width] = this.shape
    const { scale } = this
    const channel = CHANNELS.indexOf(name)
    const canvas = element("canvas", {
      width,
      height,
      style: { width: `${width * scale}px`, height: `${height * scale}px` },
    })
    const frame = element("i", { class: "frame", style: { width: `${scale}px`, height: `${scale}px` } })
    const at = (/** @type {PointerEvent} */ event) => this.look(cellUnder(event, scale, this.shape))
    const title = name === "picture" ? "the picture" : name === "together" ? "put together again" : name
    const glass = element(
      "div",
      {
        class: "glass",
        tabindex: "0",
        role: "img",
        "data-testid": `colour-panel-${name}`,
        "aria-label": `${title}: arrow keys move the framed pixel`,
        onpointermove: at,
        onpointerdown: at,
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const pixel = cellAfter(event.key, this.pixel, this.shape)
          if (!pixel) return
          event.preventDefault()
          this.look(pixel)
        },
      },
      canvas,
      frame,
    )
    const value = element("p", { class: "value", "data-testid": `colour-value-${name}` })
    return {
      name,
      canvas,
      frame,
      value,
      node: element(
        "figure",
        { style: { width: `${width * scale}px` } },
        element("figcaption", { text: title }),
        glass,
        value,
        channel >= 0 && this.controls[channel].node,
      ),
    }
  }

  /**
   * A pixel's three numbers, each weighed; 255 is as bright as it gets.
   * @param {number} cell - Its index.
   */
  weighed(cell) {
    return this.percent.map((percent, channel) =>
      Math.min(Math.round((this.pixels[3 * cell + channel] * percent) / 100), FULL),
    )
  }

  paint() {
    this.controls.forEach((control, channel) => control.show(this.percent[channel]))
    for (const { name, canvas } of this.panels) {
      const context = contextOf(canvas)
      const image = context.createImageData(canvas.width, canvas.height)
      const only = CHANNELS.indexOf(name)
      for (let cell = 0; cell < canvas.width * canvas.height; cell++) {
        const pixel = name === "picture" ? this.pixels.subarray(3 * cell, 3 * cell + 3) : this.weighed(cell)
        for (let channel = 0; channel < 3; channel++) {
          image.data[4 * cell + channel] =
            only < 0 ? pixel[channel] : this.grey ? pixel[only] : channel === only ? pixel[channel] : 0
        }
        image.data[4 * cell + 3] = 255
      }
      context.putImageData(image, 0, 0)
    }
  }

  /** @param {Cell} pixel - Which one is framed. */
  look(pixel) {
    this.pixel = pixel
    const [row, col] = pixel
    const cell = row * this.shape[1] + col
    const before = [...this.pixels.subarray(3 * cell, 3 * cell + 3)]
    const after = this.weighed(cell)
    for (const { name, frame, value } of this.panels) {
      Object.assign(frame.style, { top: `${row * this.scale}px`, left: `${col * this.scale}px` })
      const channel = CHANNELS.indexOf(name)
      value.textContent =
        channel >= 0
          ? `${before[channel]}${this.percent[channel] === 100 ? "" : ` · ${this.percent[channel]} % = ${after[channel]}`}`
          : `${(name === "picture" ? before : after).join(", ")}`
    }
    this.find(".where").textContent =
      `Row ${row}, column ${col}: red ${before[0]}, green ${before[1]}, blue ${before[2]}.`
  }
}
