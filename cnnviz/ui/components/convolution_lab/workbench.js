// The workbench: a kernel, a picture, the output. Everything is computed here; Python only hears what was set up.

import { asksForCell, coverEvents, isCovered, pointAt, pointedCell } from "../shared/covers.js"
import { element, isDark } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { afterPause } from "../shared/pause.js"
import { liveliestCell, viewOf, viewsOf } from "./canvases.js"
import { axesOf, convolve } from "./convolve.js"
import { createFiles } from "./files.js"
import { createFlip } from "./flip.js"
import { createKernelGrid, resized } from "./kernel_grid.js"
import { legendOf } from "./legend.js"
import { createMaps } from "./maps.js"
import { queryOf } from "./numbers.js"
import { createOptions } from "./options.js"
import { pictureStore } from "./pictures.js"
import { createPlaying } from "./playing.js"
import { createPresets } from "./presets.js"
import { createSum } from "./sum.js"

/**
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { Cell } from "../shared/pointing.js"
 * @import { Convolution } from "./convolve.js"
 * @import { Scheme, Shown } from "./maps.js"
 * @import { Limits } from "./options.js"
 * @import { Picture } from "./pictures.js"
 * @import { Preset } from "./presets.js"
 */

/**
 * What is set up; view: how the output is shown, null as it suits the picture; at: the cell of the output that is
 * pinned, null for the liveliest.
 * @typedef {Convolution & {view: string | null, at: Cell | null}} Setup
 */

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {number} version - Another than before puts `setup` in the place of what is set up.
 * @property {Setup} setup
 * @property {string} picture - Its name.
 * @property {Preset[]} presets
 * @property {Limits} limits
 */

const SEND_AFTER = 300
export default mount((root, data) => new Workbench(root, data), ".workbench")

class Workbench {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, { presets, limits, setup, picture }) {
    this.root = root
    this.setup = setup
    /** The name of the picture that is asked for. */
    this.wanted = picture
    /** @type {number | undefined} */
    this.version = undefined
    /** @type {Picture | undefined} */
    this.picture = undefined
    /** @type {Shown | undefined} */
    this.shown = undefined
    /** @type {Scheme} */
    this.scheme = "light"
    /** The cell that is pointed at. @type {Cell | undefined} */
    this.hovered = undefined
    /** The cell that is shown where none is pointed at or pinned. @type {Cell | undefined} */
    this.lively = undefined
    /** The shape of the output that is played. */
    this.loaded = ""
    this.width = 0
    /** Of a picture in colour, whose sum is written out. */
    this.channel = 0
    /** Sentences on what is wrong, by what it is wrong with. @type {Map<string, string>} */
    this.problems = new Map()
    /** @type {Send | undefined} */
    this.send = undefined
    /** Tells Python what is set up. */
    this.report = afterPause(() => {
      if (!this.root.isConnected) return
      this.send?.setStateValue("setup", { version: this.version, query: queryOf(this.setup) })
    }, SEND_AFTER)
    const change = (/** @type {Partial<Setup>} */ part) => this.change(part)
    const problem = (/** @type {string} */ key, /** @type {string | undefined} */ sentence) =>
      this.problem(key, sentence)
    this.grid = createKernelGrid({ edit: (row, col, value) => this.edit(row, col, value), problem }, limits.number)
    this.presets = createPresets(presets, (kernel) => this.change({ kernel }, true))
    const resize = (/** @type {number} */ rows, /** @type {number} */ cols) =>
      this.change({ kernel: resized(this.setup.kernel, rows, cols) }, true)
    this.options = createOptions({ change, resize, problem }, limits)
    this.flip = createFlip({ change })
    this.sentence = element("p", { class: "problem", role: "alert", "data-testid": "workbench-problem" })
    this.maps = createMaps({
      hover: (cell) => this.look(cell),
      choose: (cell) => this.pin(cell),
      current: () => this.position() ?? [0, 0],
    })
    this.playing = createPlaying({ show: () => this.draw(), isShown: () => root.isConnected })
    this.sum = createSum((channel) => {
      this.channel = channel
      this.draw()
    })
    this.views = element("div", { class: "views", role: "group", "aria-label": "Show the output as" })
    this.files = createFiles(() => {
      const source = this.maps.source()
      return this.shown?.result && source && { result: this.shown.result, view: this.shown.view, source }
    })
    this.bar = element(
      "div",
      { class: "bar", "data-region": "output output-size" },
      this.playing.node,
      this.views,
      this.files,
    )
    this.right = element("div", { class: "right" }, this.maps.node, this.bar, this.sum.node)
    root.replaceChildren(
      element(
        "div",
        { class: "left" },
        this.presets.node,
        this.grid.node,
        this.sentence,
        element("div", { class: "laying" }, this.options.node, this.flip.node),
      ),
      this.right,
    )
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(pictureStore, "change", () => this.takePicture())
    on(coverEvents, "change", () => {
      this.playing.end()
      this.hovered = undefined
      this.presets.show(this.setup.kernel)
      this.show()
    })
    on(coverEvents, "pointed", () => this.draw())
    onWidth(() => this.show(), this.right)
  }

  /**
   * @param {Data} data
   * @param {Send} send
   */
  update({ version, setup, picture }, send) {
    this.send = send
    const before = this.scheme
    this.scheme = isDark(this.root) ? "dark" : "light"
    const isNew = version !== this.version
    if (isNew) {
      this.version = version
      this.setup = setup
      this.showControls()
    }
    this.wanted = picture
    if (this.picture?.name !== picture) this.takePicture()
    else if (isNew) this.convolve()
    else if (this.scheme !== before) this.show()
  }

  leave() {
    this.playing.pause()
  }

  /** Take up the picture that is asked for, once it has arrived. */
  takePicture() {
    const picture = pictureStore.byName[this.wanted]
    if (!picture || picture === this.picture) return
    // A cell that was chosen on a picture of another size says nothing about this one.
    const isOtherSize =
      this.picture && this.setup.at && this.picture.shape.slice(0, 2).join() !== picture.shape.slice(0, 2).join()
    if (isOtherSize) this.setup = { ...this.setup, at: null }
    this.picture = picture
    if (this.convolve() && isOtherSize) this.report()
  }

  /**
   * Another number in the kernel's grid.
   * @param {number} row
   * @param {number} col
   * @param {number} value
   */
  edit(row, col, value) {
    performance.mark("cnnviz:kernel-edit")
    const kernel = this.setup.kernel
    kernel[row][col] = value
    this.grid.paint()
    this.presets.show(kernel)
    this.flip.show(this.setup)
    this.change({})
  }

  /**
   * @param {Partial<Setup>} part - Of the setup, as it is from now on.
   * @param {boolean} [isAnotherKernel]
   */
  change(part, isAnotherKernel = false) {
    this.setup = { ...this.setup, ...part }
    if (isAnotherKernel) this.showControls()
    else if ("flip" in part) this.flip.show(this.setup)
    if (this.convolve()) this.report()
  }

  showControls() {
    this.setup = { ...this.setup, kernel: this.setup.kernel.map((row) => [...row]) }
    this.grid.show(this.setup.kernel)
    this.options.show(this.setup)
    this.presets.show(this.setup.kernel)
    this.flip.show(this.setup)
  }

  /**
   * @param {string} key - Of what is wrong.
   * @param {string} [sentence] - None: it is right again.
   */
  problem(key, sentence) {
    if (sentence) this.problems.set(key, sentence)
    else this.problems.delete(key)
    this.sentence.textContent = [...this.problems.values()].at(-1) ?? ""
  }

  /** Compute the output and show it; false where the kernel does not fit, and then the last output stays. */
  convolve() {
    const { picture, setup } = this
    if (!picture) return false
    const [rows, cols] = axesOf(picture.shape, setup)
    const fits = rows.outputSize > 0 && cols.outputSize > 0
    this.problem(
      "fit",
      fits
        ? undefined
        : `The kernel covers ${rows.extent} × ${cols.extent} cells, more than the picture has with its padding: make it or the dilation smaller, or choose padding “same”.`,
    )
    if (!fits && this.shown?.picture === picture) return false
    const view = viewOf(setup, picture.shape[2])
    const result = fits ? convolve(picture.pixels, picture.shape, setup) : undefined
    const kept = { ...setup, kernel: setup.kernel.map((row) => [...row]) }
    if (result && (this.shown?.picture !== picture || !this.lively)) this.lively = liveliestCell(result)
    this.shown = { picture, setup: kept, result, view }
    this.show()
    performance.mark("cnnviz:convolved")
    return fits
  }

  show() {
    if (!this.shown) return
    const { picture, result } = this.shown
    this.width = this.right.clientWidth
    this.maps.show(this.shown, this.width, this.scheme)
    this.showViews(this.shown)
    this.bar.hidden = !result || asksForCell("output")
    this.sum.node.hidden = !result
    this.root.dataset.state = result ? "ready" : "unfit"
    this.root.dataset.picture = picture.name
    if (!result) return
    const shape = result.shape.join()
    if (shape !== this.loaded) this.playing.load(result.shape)
    this.loaded = shape
    this.draw()
    // The end of the scale is a number of the output.
    this.maps.below()?.replaceChildren(...(asksForCell("output") ? [] : [legendOf(this.shown, this.maps.limit())]))
  }

  /** @param {Shown} shown */
  showViews({ picture, view }) {
    this.views.replaceChildren(
      ...viewsOf(picture.shape[2]).map(([name, text]) =>
        element("button", {
          type: "button",
          text,
          "data-testid": `view-${name}`,
          "aria-pressed": String(name === view.name),
          onclick: () => this.change({ view: name }),
        }),
      ),
    )
  }

  /**
   * The cell of the output in question: what is being computed, else what is pointed at, else what is pinned.
   * @returns {Cell | undefined} Undefined where a cell is asked for and none has been pointed at.
   */
  position() {
    const [rows, cols] = this.shown?.result?.shape ?? [1, 1]
    const answer = pointedCell()
    if (asksForCell("output")) return answer && [answer[0], answer[1]]
    // The liveliest cell would say where the output is largest.
    const lively = isCovered("output") || isCovered("output-size") ? undefined : this.lively
    const [row, col] = this.playing.now()?.position ?? this.hovered ?? this.setup.at ?? lively ?? [0, 0]
    return [Math.min(row, rows - 1), Math.min(col, cols - 1)]
  }

  /** @param {Cell} [cell] - The one that is pointed at. */
  look(cell) {
    if (asksForCell("output")) return
    this.hovered = cell
    this.draw()
  }

  /** @param {Cell} cell - The one to keep. */
  pin(cell) {
    if (asksForCell("output")) {
      pointAt(cell)
      return
    }
    this.playing.end()
    this.hovered = undefined
    this.setup = { ...this.setup, at: cell }
    this.draw()
    this.report()
  }

  draw() {
    if (!this.shown?.result) return
    const { picture, setup, view } = this.shown
    const position = this.position()
    this.maps.draw(position, this.playing.now())
    this.sum.node.hidden = !position
    if (!position) return
    this.sum.show({
      picture,
      setup,
      position,
      channel: view.channel ?? (picture.shape[2] === 3 ? this.channel : 0),
      several: view.channel === undefined,
      width: this.width,
    })
    Object.assign(this.root.dataset, { row: position[0], col: position[1] })
  }
}
