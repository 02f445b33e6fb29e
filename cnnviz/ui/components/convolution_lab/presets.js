// Kernels that are known by name, as buttons with a small picture of each.

import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"

/** use(kernel) puts one to work. show(kernel) marks the one that is the kernel at work, if any. */
export function createPresets(presets, use) {
  const words = element("p", { class: "faint", "data-testid": "preset-words" })
  const buttons = presets.map(({ name, title, kernel, words: help }) =>
    element(
      "button",
      {
        type: "button",
        class: "preset",
        title: help,
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
  const same = (one, other) =>
    one.length === other.length &&
    one[0].length === other[0].length &&
    one.every((row, i) => row.every((value, j) => value === other[i][j]))

  function show(kernel) {
    const chosen = presets.findIndex((preset) => same(preset.kernel, kernel))
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen)))
    words.textContent = presets[chosen]?.words ?? "A kernel of your own."
  }
  return { node, show }
}

/** A kernel as colours, `side` CSS pixels wide. */
function kernelPicture(kernel, side) {
  const canvas = mapCanvas(kernel.flat(), [kernel.length, kernel[0].length, 1], 0, largest(kernel.flat()))
  Object.assign(canvas.style, { width: `${side}px`, height: `${(side * kernel.length) / kernel[0].length}px` })
  return canvas
}
