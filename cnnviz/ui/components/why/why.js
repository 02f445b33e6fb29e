// The picture and two maps: which pixel is pointed at and how strong the colours are is the browser's business alone.

import { largest } from "../shared/colour.js"
import { downloadMapCsv, saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pictureCanvas, pixelWords } from "../shared/picture.js"
import { unpack } from "../shared/wire.js"
import { panelWords, pixelBoard } from "./panels.js"
import { paleness, whyCanvas, whyEnlarged } from "./tile.js"

const STRENGTH = 80

export default mount((root) => new WhyPage(root), ".why")

class WhyPage {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.slider = this.find("[type=range]")
    this.check = this.find("[type=checkbox]")
    this.slider.oninput = this.check.onchange = () => this.repaint(true)
  }

  listen({ onWidth }) {
    onWidth(() => this.header && this.build())
  }

  update(data) {
    const { opacity, alone } = Object.fromEntries(new URLSearchParams(location.search))
    this.slider.value = /^\d{1,3}$/.test(opacity ?? "") ? Math.min(Number(opacity), 100) : STRENGTH
    this.check.checked = alone === "1"
    Object.assign(this, unpack(data))
    const [height, width] = this.header.input_shape
    const first = this.arrays["0"] ?? this.arrays["1"]
    // Another network gets other pictures: begin at the pixel that speaks loudest, once there is a map.
    if (this.begunWith !== this.header.network) {
      this.pixel = first ? loudest(first, width) : [Math.floor(height / 2), Math.floor(width / 2)]
      if (first) this.begunWith = this.header.network
    }
    this.pale = paleness(this.header, this.arrays.input)
    this.build()
  }

  /** Everything whose size is that of the window. */
  build() {
    const { header, arrays } = this
    this.width = this.root.clientWidth
    const [height, width] = header.input_shape
    const columns = this.width > 900 ? 3 : this.width > 560 ? 2 : 1
    const scale = Math.max(1, Math.floor(Math.min(this.width / columns - 24, 400) / width))
    const look = (pixel, spoken) => this.look(pixel, spoken)
    this.picture = {
      board: pixelBoard("The picture", [height, width], scale, look),
      readout: element("p", { class: "readout", "data-testid": "why-picture-value" }),
    }
    this.picture.board.paint(pictureCanvas(header, arrays.input))
    this.maps = header.panels.map((panel, place) => this.map(panel, place, scale, look))
    this.find(".columns").replaceChildren(
      element(
        "section",
        {},
        element("h3", { text: "What the network gets" }),
        this.picture.board.node,
        this.picture.readout,
      ),
      ...this.maps.map(({ node }) => node),
    )
    this.repaint()
    this.look(this.pixel)
  }

  map(panel, place, scale, look) {
    const {
      header,
      arrays: { [place]: values },
    } = this
    const head = element("h3", { text: `${panel.title}: why ${header.label}` })
    if (!values) {
      const reason = element("p", { class: "reason", text: panel.note })
      return {
        node: element(
          "section",
          { "data-method": panel.name },
          head,
          reason,
          ...panelWords({ ...panel, note: "" }, 0).slice(1),
        ),
      }
    }
    const limit = largest(values)
    const board = pixelBoard(panel.title, header.input_shape, scale, look)
    const readout = element("p", { class: "readout", "data-testid": "why-value" })
    const name = `${header.network}-${panel.name}-${header.label}`
    const save = element(
      "div",
      { class: "save" },
      element("button", {
        type: "button",
        text: "PNG",
        title: "The map as it is shown",
        onclick: () =>
          whyEnlarged(this.canvas(values, limit), 8).toBlob((blob) => saveFile(blob, `${name}.png`), "image/png"),
      }),
      element("button", {
        type: "button",
        text: "CSV",
        title: "The numbers",
        onclick: () => downloadMapCsv(values, [...header.input_shape.slice(0, 2), 1], 0, name),
      }),
    )
    const node = element(
      "section",
      { "data-method": panel.name, "data-limit": limit },
      head,
      board.node,
      element("div", { class: "below" }, readout, save),
      ...panelWords(panel, limit),
    )
    return { node, board, readout, values, limit }
  }

  canvas(values, limit) {
    return whyCanvas(
      values,
      this.header.input_shape,
      limit,
      this.check.checked ? undefined : this.pale,
      Number(this.slider.value) / 100,
    )
  }

  repaint(chosen) {
    this.find("output").textContent = `${this.slider.value} %`
    for (const { board, values, limit } of this.maps) board?.paint(this.canvas(values, limit))
    if (!chosen) return
    clearTimeout(this.writing)
    // Browsers refuse an address that changes all the time.
    this.writing = setTimeout(() => this.root.isConnected && this.writeAddress(), 300)
  }

  writeAddress() {
    const address = new URL(location.href)
    const write = (name, value, usual) =>
      value === usual ? address.searchParams.delete(name) : address.searchParams.set(name, value)
    write("opacity", this.slider.value, String(STRENGTH))
    write("alone", this.check.checked ? "1" : "", "")
    history.replaceState(history.state, "", address)
  }

  look(pixel, spoken) {
    this.pixel = pixel
    const { header, arrays, picture } = this
    const [row, col] = pixel
    const [, width, channels] = header.input_shape
    const cell = row * width + col
    picture.board.mark(pixel)
    const name = pixelWords(header).name
    const numbers = Array.from(arrays.input.subarray(cell * channels, (cell + 1) * channels), (value) =>
      number(value, 2),
    ).join(", ")
    picture.readout.textContent = `row ${row}, col ${col}: ${name} ${numbers}`
    const said = this.maps
      .filter(({ board }) => board)
      .map(({ board, readout, values }) => {
        board.mark(pixel)
        readout.replaceChildren(element("b", { text: number(values[cell], 4) }), ` at row ${row}, col ${col}`)
        return number(values[cell], 4)
      })
    if (spoken) this.find(".spoken").textContent = `row ${row}, col ${col}: ${said.join("; ")}`
  }
}

/** The [row, col] of the number that is largest in size. */
function loudest(values, width) {
  let best = 0
  values.forEach((value, cell) => Math.abs(value) > Math.abs(values[best]) && (best = cell))
  return [Math.floor(best / width), best % width]
}
