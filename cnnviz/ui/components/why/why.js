// The picture and two maps: which pixel is pointed at and how strong the colours are is the browser's business alone.

import { largest } from "../shared/colour.js"
import { asksForCell, coverEvents, isCovered, pointAt, pointedCell } from "../shared/covers.js"
import { downloadMapCsv, saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pictureCanvas, pixelPlace, pixelWords, readsNumbers } from "../shared/picture.js"
import { viewed, viewEvents, views } from "../shared/view_state.js"
import { unpack } from "../shared/wire.js"
import { mapLegend, methodWords, pixelBoard } from "./panels.js"
import { paleness, whyCanvas, whyEnlarged } from "./tile.js"

/** @import { Ears } from "../shared/mount.js" */
/** @import { Message, PictureReader } from "../shared/types.js" */
/** @import { Cell } from "../shared/pointing.js" */
/** @import { Board, Look, Panel } from "./panels.js" */

/**
 * What Python says of the picture and of the maps, and of what they explain; the arrays are the input and, by their
 * panels' indices, the maps.
 * @typedef {PictureReader & {network: string, label: string, panels: Panel[]}} WhyHeader
 */

/**
 * A map as it is shown; a method that has none has nothing but its words.
 * @typedef {{node: HTMLElement, shown?: {board: Board, readout: HTMLElement, values: Float32Array, limit: number}}} MapView
 */

const STRENGTH = 80
const POINT = "Point at a pixel of the picture, by a click or by the arrow keys"

export default mount((root) => new WhyPage(root), ".why")

class WhyPage {
  /** @type {Message<WhyHeader> | undefined} */
  message = undefined
  /** The network whose maps were first looked at. @type {string | undefined} */
  begunWith = undefined
  /** The pixel that is looked at. @type {Cell} */
  pixel = [0, 0]
  /** @type {Float32Array} */
  pale = new Float32Array()
  /** @type {{board: Board, readout: HTMLElement} | undefined} */
  picture = undefined
  /** @type {MapView[]} */
  maps = []

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.slider = find(root, "[type=range]", HTMLInputElement)
    this.check = find(root, "[type=checkbox]", HTMLInputElement)
    this.slider.oninput = this.check.onchange = () => this.repaint(true)
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(viewEvents, "given", () => {
      this.takeView()
      this.repaint(false)
    })
    onWidth(() => this.message && this.build(this.message))
    on(coverEvents, "change", () => this.message && this.show(this.message))
    on(coverEvents, "pointed", () => this.showPointed(true))
  }

  takeView() {
    this.slider.value = viewed("opacity") || String(STRENGTH)
    this.check.checked = viewed("alone") === "yes"
  }

  /** @param {Uint8Array} data */
  update(data) {
    this.takeView()
    /** @type {Message<WhyHeader>} */
    const message = unpack(data)
    this.message = message
    this.pale = paleness(message.header, message.arrays.input)
    this.show(message)
  }

  /** @param {Message<WhyHeader>} message */
  show(message) {
    const { header, arrays } = message
    const [height, width] = header.input_shape
    const first = isCovered("heat-maps") ? undefined : (arrays["0"] ?? arrays["1"])
    // Another network gets other pictures: begin at the pixel that speaks loudest, once there is a map to be seen.
    if (this.begunWith !== header.network) {
      this.pixel = first ? loudest(first, width) : [Math.floor(height / 2), Math.floor(width / 2)]
      if (first) this.begunWith = header.network
    }
    find(this.root, ".controls", HTMLElement).hidden = isCovered("heat-maps") || readsNumbers(header)
    this.build(message)
  }

  /**
   * Everything whose size is that of the window.
   * @param {Message<WhyHeader>} message
   */
  build({ header, arrays }) {
    const [height, width] = header.input_shape
    const room = this.root.clientWidth
    const columns = room > 900 ? 3 : room > 560 ? 2 : 1
    const scale = Math.max(1, Math.floor(Math.min(room / columns - 24, 400) / width))
    /** @type {Look} */
    const look = (pixel, spoken) => this.look(pixel, spoken)
    const asks = asksForCell("picture")
    const picture = {
      board: asks
        ? pixelBoard(POINT, [height, width], scale, arrowsPoint, pointAt)
        : pixelBoard(readsNumbers(header) ? "The numbers" : "The picture", [height, width], scale, look),
      readout: element("p", { class: "readout", "data-testid": "why-picture-value" }),
    }
    this.picture = picture
    picture.readout.hidden = asks
    picture.board.paint(pictureCanvas(header, arrays.input))
    this.maps = header.panels.map((panel, index) => this.map(header, panel, arrays[index], scale, look))
    find(this.root, ".columns", HTMLElement).replaceChildren(
      element(
        "section",
        {},
        element("h2", { text: "What the network gets" }),
        element("div", { "data-region": "picture" }, picture.board.node, picture.readout),
      ),
      ...this.maps.map(({ node }) => node),
    )
    this.repaint()
    this.look(this.pixel)
    this.showPointed()
  }

  /**
   * @param {WhyHeader} header
   * @param {Panel} panel
   * @param {Float32Array | undefined} values - The map; undefined where there is none.
   * @param {number} scale
   * @param {Look} look
   * @returns {MapView}
   */
  map(header, panel, values, scale, look) {
    const head = element("h2", { text: `${panel.title}: why ${header.label}` })
    if (!values) {
      const reason = element("p", { class: "reason", text: panel.note })
      return {
        node: element("section", { "data-method": panel.name }, head, reason, ...methodWords(panel)),
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
          whyEnlarged(this.canvas(header, values, limit), 8).toBlob(
            (blob) => blob && saveFile(blob, `${name}.png`),
            "image/png",
          ),
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
      element(
        "div",
        { "data-region": "heat-maps" },
        board.node,
        element("div", { class: "below" }, readout, save),
        mapLegend(panel, limit, values),
      ),
      panel.note && element("p", { class: "note", "data-region": "heat-maps", text: panel.note }),
      ...methodWords(panel),
    )
    return { node, shown: { board, readout, values, limit } }
  }

  /**
   * A map in colours, as strong and as light as the controls say.
   * @param {WhyHeader} header
   * @param {Float32Array} values
   * @param {number} limit
   * @returns {HTMLCanvasElement}
   */
  canvas(header, values, limit) {
    return whyCanvas(
      values,
      header.input_shape,
      limit,
      this.check.checked || isCovered("picture") ? undefined : this.pale,
      Number(this.slider.value) / 100,
    )
  }

  /** @param {boolean} [chosen] - Whether the visitor has just used the controls. */
  repaint(chosen) {
    find(this.root, "output", HTMLElement).textContent = `${this.slider.value} %`
    const { message } = this
    for (const { shown } of this.maps) {
      if (message && shown) shown.board.paint(this.canvas(message.header, shown.values, shown.limit))
    }
    if (chosen) views({ opacity: this.slider.value, alone: this.check.checked ? "yes" : "" })
  }

  /** @type {Look} */
  look(pixel, spoken) {
    this.pixel = pixel
    const { message, picture } = this
    if (!message || !picture) return
    const { header, arrays } = message
    const [row, col] = pixel
    const [, width, channels] = header.input_shape
    const cell = row * width + col
    if (!asksForCell("picture")) picture.board.mark(pixel)
    const name = pixelWords(header).name
    const numbers = Array.from(arrays.input.subarray(cell * channels, (cell + 1) * channels), (value) =>
      number(value, 2),
    ).join(", ")
    picture.readout.textContent = `${pixelPlace(header, row, col, "col")}: ${name} ${numbers}`
    const said = this.maps.flatMap(({ shown }) => {
      if (!shown) return []
      shown.board.mark(pixel)
      const value = number(shown.values[cell], 4)
      shown.readout.replaceChildren(element("b", { text: value }), ` at ${pixelPlace(header, row, col, "col")}`)
      return [value]
    })
    if (isCovered("heat-maps") || !spoken) return
    find(this.root, ".spoken", HTMLElement).textContent = `${pixelPlace(header, row, col, "col")}: ${said.join("; ")}`
  }

  /**
   * Where a pixel is asked for, mark the one that was pointed at.
   * @param {boolean} [spoken] - Whether a screen reader is to say it.
   */
  showPointed(spoken) {
    find(this.root, ".spoken", HTMLElement).textContent = ""
    if (!asksForCell("picture")) return
    const pixel = /** @type {Cell | undefined} */ (pointedCell())
    const name = pixel && `row ${pixel[0]}, column ${pixel[1]}`
    this.picture?.board.mark(pixel)
    this.picture?.board.node.setAttribute("aria-label", [POINT, name].filter(Boolean).join(": "))
    if (name && spoken) find(this.root, ".spoken", HTMLElement).textContent = name
  }
}

/** Where a pixel is asked for, an arrow key points at the next one. @type {Look} */
function arrowsPoint(pixel, spoken) {
  if (spoken) pointAt(pixel)
}

/**
 * The pixel of the number that is largest in size.
 * @param {Float32Array} values
 * @param {number} width
 * @returns {Cell}
 */
export function loudest(values, width) {
  let best = 0
  values.forEach((value, cell) => {
    if (Math.abs(value) > Math.abs(values[best])) best = cell
  })
  return [Math.floor(best / width), best % width]
}
