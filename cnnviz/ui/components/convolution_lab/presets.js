// Kernels that are known by name, as buttons with a small picture of each.

import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { asksForCell, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"

/**
 * A kernel of cnnviz/labs/kernels.py.
 * @typedef {{name: string, title: string, kernel: number[][], words: string}} Preset
 */

/**
 * show(kernel) marks the one that is the kernel at work, if any, and says what each does, unless that is asked.
 * @param {Preset[]} presets
 * @param {(kernel: number[][]) => void} use - Puts one to work.
 */
export function createPresets(presets, use) {
  const words = element("p", { class: "faint", "data-testid": "preset-words" })
  const buttons = presets.map(({ name, title, kernel }) =>
    element(
      "button",
      {
        type: "button",
        class: "preset",
        "data-testid": `preset-${name}`,
        "aria-pressed": "false",
        onclick: () => use(kernel.map((row) => [...row])),
      },
      kernelPicture(kernel, 18),
      element("span", { text: title }),
    ),
  )
  const node = element(
    "div",
    { class: "presets" },
    element("div", { class: "preset-list", role: "group", "aria-label": "Kernels known by name" }, ...buttons),
    words,
  )

  /** @param {number[][]} kernel */
  function show(kernel) {
    const chosen = presets.findIndex((preset) => isSameKernel(preset.kernel, kernel))
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen)))
    const isAsked = isCovered("output") || asksForCell("output")
    buttons.forEach((button, index) => (button.title = isAsked ? "" : presets[index].words))
    words.textContent = isAsked ? "" : (presets[chosen]?.words ?? "A kernel of your own.")
  }
  return { node, show }
}

/**
 * @param {number[][]} first
 * @param {number[][]} second
 */
function isSameKernel(first, second) {
  return (
    first.length === second.length &&
    first[0].length === second[0].length &&
    first.every((row, i) => row.every((value, j) => value === second[i][j]))
  )
}

/**
 * A kernel as colours.
 * @param {number[][]} kernel
 * @param {number} side - Its width in CSS pixels.
 */
function kernelPicture(kernel, side) {
  const canvas = mapCanvas(kernel.flat(), [kernel.length, kernel[0].length, 1], 0, largest(kernel.flat()))
  Object.assign(canvas.style, { width: `${side}px`, height: `${(side * kernel.length) / kernel[0].length}px` })
  return canvas
}
