// The slider over the epochs, and all that it changes.

import { enlarged } from "../filters/pictures.js"
import { sameBytes } from "../shared/bytes.js"
import { CanvasPool, mapCanvas } from "../shared/canvas.js"
import { largest, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pictureCanvas, pictureName } from "../shared/picture.js"
import { view } from "../shared/view_state.js"
import { unpack } from "../shared/wire.js"
import { curveOf } from "./curve.js"
import { drawSheet } from "./sheet.js"

const BEAT = 900
export default mount((root) => new EpochsPage(root), ".epochs")

class EpochsPage {
  constructor(root) {
    this.root = root
    this.find = (name) => root.querySelector(name)
    this.pool = new CanvasPool()
    this.slider = this.find("input")
    this.slider.oninput = () => {
      this.pause()
      this.choose(Number(this.slider.value))
    }
    this.find(".play").onclick = () => (this.timer ? this.pause() : this.play())
  }

  listen({ onWidth }) {
    onWidth(() => this.message && this.fit())
  }

  update(data) {
    // The same picture comes again with every run of the page's script.
    if (sameBytes(this.data, data)) return
    this.data = data
    this.message = unpack(data)
    const { header, arrays } = this.message
    this.limits = { kernels: arrays.kernels && largest(arrays.kernels), maps: arrays.maps && largest(arrays.maps) }
    this.root.dataset.state = "ready"
    this.slider.max = header.epochs.length - 1
    this.find(".ticks").replaceChildren(
      ...header.epochs.map((epoch, place) =>
        element("span", {
          text: epoch,
          style: { left: `${(100 * place) / Math.max(header.epochs.length - 1, 1)}%` },
        }),
      ),
    )
    this.showPicture()
    this.showHeadings()
    this.place = this.startPlace()
    this.showPlay()
    this.fit()
  }

  /** Everything whose size is that of the window. */
  fit() {
    this.width = this.root.clientWidth
    this.showCurve()
    this.paint()
  }

  leave() {
    this.pause()
  }

  /** The epoch that the address names, else the one last shown of this network, else the last. */
  startPlace() {
    const { epochs, network } = this.message.header
    const named = new URLSearchParams(location.search).get("epoch") ?? view.epochs[network]
    const place = named === null || named === undefined ? -1 : epochs.indexOf(Number(named))
    return place < 0 ? epochs.length - 1 : place
  }

  choose(place) {
    this.place = place
    this.paint()
    const { epochs, network } = this.message.header
    view.epochs[network] = epochs[place]
    clearTimeout(this.writing)
    // Browsers refuse an address that changes all the time.
    this.writing = setTimeout(() => this.root.isConnected && writeEpoch(epochs[place]), 300)
  }

  play() {
    const last = this.message.header.epochs.length - 1
    if (this.place >= last) this.choose(0)
    this.timer = setInterval(() => {
      this.choose(this.place + 1)
      if (this.place >= last) this.pause()
    }, BEAT)
    this.showPlay()
  }

  pause() {
    clearInterval(this.timer)
    this.timer = undefined
    this.showPlay()
  }

  showPlay() {
    this.find(".play").textContent = this.timer ? "❚❚ Pause" : "▶ Play"
  }

  showPicture() {
    const { header, arrays } = this.message
    const scale = Math.max(1, Math.floor(112 / Math.max(...header.input_shape.slice(0, 2))))
    this.find(".input").replaceChildren(enlarged(pictureCanvas(header, arrays.input), scale))
    this.find(".reads h3").textContent = `What it reads in your ${pictureName(header)}`
    this.find(".reads tbody").replaceChildren(
      ...header.labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element("td", { class: "bar" }, element("i", {})),
          element("td", { class: "share" }),
        ),
      ),
    )
  }

  showHeadings() {
    const { header } = this.message
    const { first, layer } = header
    this.find(".kernels").hidden = !first
    this.find(".maps").hidden = !layer
    if (first) {
      const [height, width] = first.kernel_size
      this.find(".kernels h3").textContent =
        `The ${first.output_shape[2]} filters of ${first.name}, ${height} × ${width}`
      this.find(".kernels .legend").replaceChildren(
        ...(first.sees_colours
          ? [element("span", { text: "in the colours they look for; grey is zero" })]
          : rampOf(this.limits.kernels, true)),
      )
    }
    if (layer) {
      this.find(".maps h3").textContent =
        `The ${layer.shape[2]} feature maps of ${layer.name} (${layer.title}), ${layer.shape[0]} × ${layer.shape[1]}`
      this.find(".maps .legend").replaceChildren(...rampOf(this.limits.maps, layer.signed))
    }
  }

  showCurve() {
    const { history } = this.message.header
    this.find(".learns").hidden = !history.length
    if (!history.length) return
    const width = Math.min(this.find(".learns").clientWidth, 720)
    this.curve = curveOf(history, width, (epoch) => {
      this.pause()
      this.choose(nearest(this.message.header.epochs, epoch))
    })
    this.find(".curve").replaceChildren(this.curve.svg)
  }

  /** Everything that the epoch changes. */
  paint() {
    const { header, arrays } = this.message
    const epoch = header.epochs[this.place]
    this.root.dataset.epoch = epoch
    this.slider.value = this.place
    const when = epoch === 0 ? "before training" : `after epoch ${epoch}`
    this.slider.setAttribute("aria-valuetext", when)
    this.find(".now").textContent = when
    const classes = header.labels.length
    const shares = arrays.probabilities.subarray(this.place * classes, (this.place + 1) * classes)
    const best = shares.indexOf(Math.max(...shares))
    this.showAnswer(shares, best)
    const accuracy = this.showAccuracy(epoch)
    this.find(".spoken").textContent = `${when}: read as ${header.labels[best]}, ${percent(shares[best])}. ${accuracy}`
    if (header.first) this.paintKernels()
    if (header.layer) this.paintMaps()
  }

  showAnswer(shares, best) {
    ;[...this.find(".reads tbody").children].forEach((row, label) => {
      row.className = label === best ? "best" : ""
      row.querySelector("i").style.width = `${shares[label] * 100}%`
      row.querySelector(".share").textContent = percent(shares[label])
    })
  }

  showAccuracy(epoch) {
    const { history, best_epoch: best } = this.message.header
    const row = history.find(([each]) => each === epoch)
    const words = row
      ? `Validation ${percent(row[2])}, training ${percent(row[1])}.${best ? ` The network of the other pages is that of epoch ${best}, the best.` : ""}`
      : epoch === 0
        ? "All weights are still random: nothing has been learned, and nothing was measured."
        : "Not measured."
    this.find(".figures").textContent = words
    this.curve?.mark(epoch)
    return words
  }

  paintKernels() {
    const {
      header: { first },
      arrays,
    } = this.message
    const [height, width] = first.kernel_size
    const [channels, filters] = [first.input_shape[2], first.output_shape[2]]
    const size = height * width * channels * filters
    const kernels = arrays.kernels.subarray(this.place * size, (this.place + 1) * size)
    const limit = this.limits.kernels
    this.pool.start()
    const pictureOf = (filter) => {
      if (!first.sees_colours)
        {return mapCanvas(kernels, [height, width, channels * filters], filter, limit, false, this.pool)}
      const shares = Array.from(
        { length: height * width * channels },
        (_, place) => 0.5 + kernels[place * filters + filter] / (2 * limit || 1),
      )
      return pictureCanvas({ input_shape: [height, width, channels] }, shares, this.pool)
    }
    drawSheet(this.find(".kernels canvas"), filters, [height, width], this.width, pictureOf)
    this.find(".kernels canvas").setAttribute(
      "aria-label",
      `${filters} filters, the largest weight ${number(largest(kernels), 2)}`,
    )
  }

  paintMaps() {
    const {
      header: { layer },
      arrays,
    } = this.message
    const [height, width, channels] = layer.shape
    const size = height * width * channels
    const maps = arrays.maps.subarray(this.place * size, (this.place + 1) * size)
    this.pool.start()
    drawSheet(this.find(".maps canvas"), channels, [height, width], this.width, (channel) =>
      mapCanvas(maps, layer.shape, channel, this.limits.maps, false, this.pool),
    )
    this.find(".maps canvas").setAttribute(
      "aria-label",
      `${channels} feature maps, the largest value ${number(largest(maps), 2)}`,
    )
  }
}

function rampOf(limit, signed) {
  return [
    element("span", { text: signed ? number(-limit, 2) : "0" }),
    element("span", {
      class: "ramp",
      style: { background: scaleGradient(signed) },
      role: "img",
      "aria-label": signed ? "orange is negative, white zero, blue positive" : "from white to blue",
    }),
    element("span", { text: number(limit, 2) }),
    element("span", { class: "faint", text: "the same for all epochs" }),
  ]
}

/** The place of the epoch that is nearest. */
function nearest(epochs, epoch) {
  return epochs.reduce(
    (best, each, place) => (Math.abs(each - epoch) < Math.abs(epochs[best] - epoch) ? place : best),
    0,
  )
}

function writeEpoch(epoch) {
  const address = new URL(location.href)
  address.searchParams.set("epoch", epoch)
  history.replaceState(history.state, "", address)
}
