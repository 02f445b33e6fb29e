// The slider over the epochs, and all that it changes.

import { sameBytes } from "../shared/bytes.js"
import { CanvasPool, enlarged, mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { coverEvents, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { number, percent } from "../shared/format.js"
import { kernelCanvas } from "../shared/kernels.js"
import { rampOf } from "../shared/legend.js"
import { mount } from "../shared/mount.js"
import { layerName } from "../shared/names.js"
import { pictureCanvas } from "../shared/picture.js"
import { shareRow, showShare } from "../shared/shares.js"
import { viewed, viewEvents, views } from "../shared/view_state.js"
import { unpack } from "../shared/wire.js"
import { curveOf } from "./curve.js"
import { drawSheet } from "./sheet.js"

/**
 * @import { First } from "../shared/kernels.js"
 * @import { Ears } from "../shared/mount.js"
 * @import { Message, PictureReader, Shape } from "../shared/types.js"
 * @import { Measured } from "./curve.js"
 */

/**
 * The layer whose feature maps are shown.
 * @typedef {{name: string, title: string, shape: Shape, signed: boolean}} Mapped
 */

/**
 * What epochs_message in cnnviz/ui/components/epochs/__init__.py says.
 * @typedef {PictureReader & {network: string, labels: string[], epochs: number[], best_epoch: number | null,
 *   history: Measured[], first?: First, layer?: Mapped}} EpochsHeader
 */

/**
 * The picture, and of every epoch one after the other: the answer, the kernels of the first convolution and the maps.
 * @typedef {{input: Float32Array, probabilities: Float32Array, kernels?: Float32Array, maps?: Float32Array}} EpochsArrays
 */

const ALL_EPOCHS = "the same for all epochs"
/** Milliseconds an epoch. */
const BEAT = 900

export default mount((root, /** @type {Uint8Array} */ data) => new EpochsPage(root, data), ".epochs")

class EpochsPage {
  /**
   * @param {HTMLElement} root
   * @param {Uint8Array} data
   */
  constructor(root, data) {
    this.root = root
    /** What is shown. @type {Uint8Array | undefined} */
    this.data = undefined
    /** @type {Message<EpochsHeader, EpochsArrays>} */
    this.message = unpack(data)
    this.limits = { kernels: 0, maps: 0 }
    /** The index of the epoch that is shown. */
    this.index = 0
    this.width = 0
    /** @type {ReturnType<typeof curveOf> | undefined} */
    this.curve = undefined
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined
    this.pool = new CanvasPool()
    this.slider = this.find("input", HTMLInputElement)
    this.slider.oninput = () => {
      this.pause()
      this.choose(Number(this.slider.value))
    }
    this.find(".play", HTMLButtonElement).onclick = () => (this.timer ? this.pause() : this.play())
  }

  /**
   * @template {Element} Kind
   * @param {string} selector
   * @param {new () => Kind} kind
   */
  find(selector, kind) {
    return find(this.root, selector, kind)
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(viewEvents, "given", () => {
      if (!this.data) return
      this.pause()
      this.index = this.firstIndex()
      this.paint()
    })
    onWidth(() => this.data && this.fit())
    on(coverEvents, "change", () => this.data && this.fit())
  }

  /** @param {Uint8Array} data */
  update(data) {
    // The same picture comes again with every run of the page's script.
    if (sameBytes(this.data, data)) return
    this.data = data
    this.message = unpack(data)
    const { header, arrays } = this.message
    this.limits = { kernels: largest(arrays.kernels ?? []), maps: largest(arrays.maps ?? []) }
    this.root.dataset.state = "ready"
    this.slider.max = `${header.epochs.length - 1}`
    this.find(".ticks", HTMLElement).replaceChildren(
      ...header.epochs.map((epoch, index) =>
        element("span", {
          text: epoch,
          style: { left: `${(100 * index) / Math.max(header.epochs.length - 1, 1)}%` },
        }),
      ),
    )
    this.showPicture()
    this.showHeadings()
    this.index = this.firstIndex()
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

  /** @returns {number} That of the epoch that the address names, else the last. */
  firstIndex() {
    const { epochs } = this.message.header
    const index = viewed("epoch") === "" ? -1 : epochs.indexOf(Number(viewed("epoch")))
    return index < 0 ? epochs.length - 1 : index
  }

  /** @param {number} index */
  choose(index) {
    this.index = index
    this.paint()
    views({ epoch: String(this.message.header.epochs[index]) })
  }

  play() {
    const last = this.message.header.epochs.length - 1
    if (this.index >= last) this.choose(0)
    this.timer = setInterval(() => {
      this.choose(this.index + 1)
      if (this.index >= last) this.pause()
    }, BEAT)
    this.showPlay()
  }

  pause() {
    clearInterval(this.timer)
    this.timer = undefined
    this.showPlay()
  }

  showPlay() {
    this.find(".play", HTMLButtonElement).textContent = this.timer ? "❚❚ Pause" : "▶ Play"
  }

  showPicture() {
    const { header, arrays } = this.message
    const scale = Math.max(1, Math.floor(112 / Math.max(...header.input_shape.slice(0, 2))))
    this.find(".input", HTMLElement).replaceChildren(enlarged(pictureCanvas(header, arrays.input), scale))
    this.find(".reads tbody", HTMLElement).replaceChildren(...header.labels.map(shareRow))
  }

  showHeadings() {
    const { header } = this.message
    const { first, layer } = header
    this.find(".kernels", HTMLElement).hidden = !first
    this.find(".maps", HTMLElement).hidden = !layer
    if (first) {
      const [height, width] = first.kernel_size
      this.find(".kernels h2", HTMLElement).textContent =
        `The ${first.output_shape[2]} filters of ${first.name}, ${height} × ${width}`
      this.find(".kernels .legend", HTMLElement).replaceChildren(
        ...(first.sees_colours
          ? [element("span", { text: "in the colours they look for; grey is zero" })]
          : rampOf(this.limits.kernels, true, this.message.arrays.kernels ?? [], ALL_EPOCHS)),
      )
    }
    if (layer) {
      this.find(".maps h2", HTMLElement).textContent =
        `The ${layer.shape[2]} feature maps of ${layerName(layer)}, ${layer.shape[0]} × ${layer.shape[1]}`
      this.find(".maps .legend", HTMLElement).replaceChildren(
        ...rampOf(this.limits.maps, layer.signed, this.message.arrays.maps ?? [], ALL_EPOCHS),
      )
    }
  }

  showCurve() {
    const { history } = this.message.header
    this.find(".learns", HTMLElement).hidden = !history.length
    if (!history.length) return
    const width = Math.min(this.find(".learns", HTMLElement).clientWidth, 720)
    this.curve = curveOf(history, width, (epoch) => {
      this.pause()
      this.choose(nearest(this.message.header.epochs, epoch))
    })
    this.find(".curve", HTMLElement).replaceChildren(this.curve.node)
  }

  /** Everything that the epoch changes. */
  paint() {
    const { header, arrays } = this.message
    const epoch = header.epochs[this.index]
    this.root.dataset.epoch = `${epoch}`
    this.slider.value = `${this.index}`
    const when = epoch === 0 ? "before training" : `after epoch ${epoch}`
    this.slider.setAttribute("aria-valuetext", when)
    this.find(".now", HTMLElement).textContent = when
    const classes = header.labels.length
    const shares = arrays.probabilities.subarray(this.index * classes, (this.index + 1) * classes)
    const best = shares.indexOf(Math.max(...shares))
    this.showAnswer(shares, best)
    const accuracy = this.showAccuracy(epoch)
    const said = [
      !isCovered("answer") && `read as ${header.labels[best]}, ${percent(shares[best])}.`,
      !isCovered("training-curve") && accuracy,
    ].filter(Boolean)
    this.find(".spoken", HTMLElement).textContent = said.length ? `${when}: ${said.join(" ")}` : when
    if (header.first && arrays.kernels) this.paintKernels(header.first, arrays.kernels)
    if (header.layer && arrays.maps) this.paintMaps(header.layer, arrays.maps)
  }

  /**
   * @param {Float32Array} shares
   * @param {number} best
   */
  showAnswer(shares, best) {
    findAll(this.root, ".reads tbody tr", HTMLElement).forEach((row, label) => {
      showShare(row, shares[label], label === best)
    })
  }

  /**
   * @param {number} epoch
   * @returns {string} In words.
   */
  showAccuracy(epoch) {
    const { history, best_epoch: best } = this.message.header
    const row = history.find(([measured]) => measured === epoch)
    const words = row
      ? `Validation ${percent(row[2])}, training ${percent(row[1])}.${best ? ` The network of the other pages is that of epoch ${best}, the best.` : ""}`
      : epoch === 0
        ? "All weights are still random: nothing has been learned, and nothing was measured."
        : "Not measured."
    this.find(".figures", HTMLElement).textContent = words
    this.curve?.mark(epoch)
    return words
  }

  /**
   * @param {First} first
   * @param {Float32Array} all - The kernels of every epoch.
   */
  paintKernels(first, all) {
    const [height, width] = first.kernel_size
    const [channels, filters] = [first.input_shape[2], first.output_shape[2]]
    const size = height * width * channels * filters
    const kernels = all.subarray(this.index * size, (this.index + 1) * size)
    const limit = this.limits.kernels
    this.pool.start()
    const canvas = this.find(".kernels canvas", HTMLCanvasElement)
    drawSheet(canvas, filters, [height, width], this.width, (filter) =>
      kernelCanvas(first, kernels, filter, limit, this.pool),
    )
    canvas.setAttribute("aria-label", `${filters} filters, the largest weight ${number(largest(kernels), 2)}`)
  }

  /**
   * @param {Mapped} layer
   * @param {Float32Array} all - The maps of every epoch.
   */
  paintMaps(layer, all) {
    const [height, width, channels] = layer.shape
    const size = height * width * channels
    const maps = all.subarray(this.index * size, (this.index + 1) * size)
    this.pool.start()
    const canvas = this.find(".maps canvas", HTMLCanvasElement)
    drawSheet(canvas, channels, [height, width], this.width, (channel) =>
      mapCanvas(maps, layer.shape, channel, this.limits.maps, false, this.pool),
    )
    canvas.setAttribute("aria-label", `${channels} feature maps, the largest value ${number(largest(maps), 2)}`)
  }
}

/**
 * The index of the epoch that is nearest.
 * @param {number[]} epochs
 * @param {number} epoch
 */
function nearest(epochs, epoch) {
  return epochs.reduce(
    (best, other, index) => (Math.abs(other - epoch) < Math.abs(epochs[best] - epoch) ? index : best),
    0,
  )
}
