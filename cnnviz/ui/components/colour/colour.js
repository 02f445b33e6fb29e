// A colour picture taken apart into red, green and blue, each of them weighed, and put together again.

import { afterPause } from "../matrix/matrix.js"
import { CHANNELS, sameBytes, unpackPictures, wholeScale } from "../shared/bytes.js"
import { saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"

const FULL = 255
export default mount((root) => new Colour(root), ".colour")

class Colour {
  constructor(root) {
    this.find = (name) => root.querySelector(name)
    this.root = root
    this.tell = afterPause(
      () => this.root.isConnected && this.setStateValue("chosen", { percent: this.percent, grey: this.grey }),
      250,
    )
    this.controls = CHANNELS.map((name, channel) => this.control(name, channel))
    this.find(".grey input").onchange = (event) => {
      this.grey = event.target.checked
      this.paint()
      this.tell()
    }
    this.find(".save").onclick = () =>
      this.panels.at(-1).canvas.toBlob((blob) => saveFile(blob, "weighed.png"), "image/png")
  }

  update(data, { setStateValue }) {
    this.setStateValue = setStateValue
    const { header, pixels } = unpackPictures(data)
    // What was told of the sliders comes back: they must not lose the pointer or the focus.
    if (this.pixels && sameBytes(this.pixels, pixels)) return
    this.percent ??= header.percent
    this.grey ??= header.grey
    this.find(".grey input").checked = this.grey
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

  /** One channel's weight: a slider, and a box that switches it off and on. */
  control(name, channel) {
    const change = (value) => {
      this.percent = this.percent.map((percent, place) => (place === channel ? value : percent))
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
      show: (percent) => {
        slider.value = percent
        box.checked = percent > 0
        value.textContent = `${percent} %`
      },
    }
  }

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
    const at = ({ offsetX, offsetY }) =>
      this.look(
        [
          [offsetY, height],
          [offsetX, width],
        ].map(([offset, end]) => Math.min(Math.max(Math.floor(offset / scale), 0), end - 1)),
      )
    const title = { picture: "the picture", together: "put together again" }[name] ?? name
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
        onkeydown: (event) => {
          const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
          if (!step) return
          event.preventDefault()
          this.look(step.map((by, axis) => Math.min(Math.max(this.pixel[axis] + by, 0), this.shape[axis] - 1)))
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

  /** A pixel's three numbers, each weighed; 255 is as bright as it gets. */
  weighed(cell) {
    return this.percent.map((percent, channel) =>
      Math.min(Math.round((this.pixels[3 * cell + channel] * percent) / 100), FULL),
    )
  }

  paint() {
    this.controls.forEach((control, channel) => control.show(this.percent[channel]))
    for (const { name, canvas } of this.panels) {
      const context = canvas.getContext("2d")
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
