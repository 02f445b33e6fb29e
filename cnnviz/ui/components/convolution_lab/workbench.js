// The workbench: a kernel, a picture, the output. Everything is computed here; Python only hears what was set up.

import { scaleGradient } from "../shared/colour.js"
import { element, isDark } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { liveliestPlace, shareCutOff, viewOf, viewsOf } from "./canvases.js"
import { axesOf, convolve } from "./convolve.js"
import { createFiles } from "./files.js"
import { createFlip } from "./flip.js"
import { createKernelGrid, resized } from "./kernel_grid.js"
import { createMaps } from "./maps.js"
import { queryOf, short } from "./numbers.js"
import { createOptions } from "./options.js"
import { pictureStore } from "./pictures.js"
import { createPlaying } from "./playing.js"
import { createPresets } from "./presets.js"
import { createSum } from "./sum.js"

const SEND_AFTER = 300
export default mount((root, data) => new Workbench(root, data), ".workbench")

/** The colours of a map with the numbers at their ends. */
function scale(limit) {
  return element(
    "div",
    { class: "legend" },
    element("span", { text: short(-limit) }),
    element("i", { style: { background: scaleGradient(true) } }),
    element("span", { text: short(limit) }),
  )
}

class Workbench {
  constructor(root, { presets, limits }) {
    this.root = root
    this.problems = new Map()
    this.channel = 0
    const on = {
      change: (part) => this.change(part),
      problem: (key, sentence) => this.problem(key, sentence),
      resize: (rows, cols) => this.change({ kernel: resized(this.setup.kernel, rows, cols) }, true),
      edit: (row, col, value) => this.edit(row, col, value),
    }
    this.grid = createKernelGrid(on, limits.number)
    this.presets = createPresets(presets, (kernel) => this.change({ kernel }, true))
    this.options = createOptions(on, limits)
    this.flip = createFlip(on)
    this.sentence = element("p", { class: "problem", role: "alert", "data-testid": "workbench-problem" })
    this.maps = createMaps({
      hover: (position) => this.look(position),
      choose: (position) => this.pin(position),
      current: () => this.position(),
    })
    this.playing = createPlaying({ show: () => this.draw(), isShown: () => root.isConnected })
    this.sum = createSum((channel) => {
      this.channel = channel
      this.draw()
    })
    this.views = element("div", { class: "views", role: "group", "aria-label": "Show the output as" })
    this.files = createFiles(() => ({ ...this.shown, source: this.maps.source() }))
    this.right = element(
      "div",
      { class: "right" },
      this.maps.node,
      element("div", { class: "bar" }, this.playing.node, this.views, this.files),
      this.sum.node,
    )
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

  listen({ on, onWidth }) {
    on(pictureStore, "change", () => this.takePicture())
    onWidth(() => this.shown && this.show(), this.right)
  }

  update({ version, setup, picture }, { setStateValue }) {
    this.send = (query) => setStateValue("setup", { version: this.version, query })
    const before = this.scheme
    this.scheme = isDark(this.root) ? "dark" : "light"
    const isNew = version !== this.version
    if (isNew) {
      clearTimeout(this.sending)
      Object.assign(this, { version, setup })
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
    // A place that was chosen on a picture of another size says nothing about this one.
    const forget =
      this.picture && this.setup.at && this.picture.shape.slice(0, 2).join() !== picture.shape.slice(0, 2).join()
    if (forget) this.setup = { ...this.setup, at: null }
    this.picture = picture
    if (this.convolve() && forget) this.report()
  }

  /** Another number in the kernel's grid. */
  edit(row, col, value) {
    performance.mark("cnnviz:kernel-edit")
    const kernel = this.setup.kernel
    kernel[row][col] = value
    this.grid.paint()
    this.presets.show(kernel)
    this.flip.show(this.setup)
    this.change({})
  }

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

  /** Tell Python what is set up, a moment after the last change. */
  report() {
    clearTimeout(this.sending)
    this.sending = setTimeout(() => this.root.isConnected && this.send(queryOf(this.setup)), SEND_AFTER)
  }

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
    this.isOther = this.shown?.picture !== picture
    this.shown = { picture, setup: kept, result, view }
    this.show()
    performance.mark("cnnviz:convolved")
    return fits
  }

  show() {
    const { picture, setup, result, view } = this.shown
    this.width = this.right.clientWidth
    this.maps.show({ picture, setup, result, view, width: this.width, scheme: this.scheme })
    this.showViews()
    for (const part of [this.playing.node, this.files, this.views, this.sum.node]) part.hidden = !result
    this.root.dataset.state = result ? "ready" : "unfit"
    this.root.dataset.picture = picture.name
    if (!result) return this.maps.draw({})
    const shape = result.shape.join()
    if (this.isOther || !this.lively) this.lively = liveliestPlace(result)
    if (shape !== this.loaded) this.playing.load(result.shape)
    this.loaded = shape
    this.draw()
    this.showLegend()
  }

  showViews() {
    const { picture, view } = this.shown
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

  showLegend() {
    const { result, view } = this.shown
    const below = this.maps.below()
    if (view.name !== "picture") below.replaceChildren(scale(this.maps.limit()))
    else {
      const share = shareCutOff(result)
      below.replaceChildren(
        element("span", {
          class: "faint",
          text: share
            ? `${percent(share)} of the values are below 0 or above 255: shown as 0 or 255.`
            : "No value is below 0 or above 255.",
        }),
      )
    }
  }

  /** The place in question: what is being computed, else what is pointed at, else what is pinned. */
  position() {
    const [rows, cols] = this.shown.result.shape
    const [row, col] = this.playing.now()?.position ?? this.hovered ?? this.setup.at ?? this.lively
    return [Math.min(row, rows - 1), Math.min(col, cols - 1)]
  }

  look(position) {
    this.hovered = position
    this.draw()
  }

  pin(position) {
    this.playing.end()
    this.hovered = undefined
    this.setup = { ...this.setup, at: position }
    this.draw()
    this.report()
  }

  draw() {
    const { picture, setup, result, view } = this.shown
    if (!result) return
    const position = this.position()
    this.maps.draw({ ...this.playing.now(), position })
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
