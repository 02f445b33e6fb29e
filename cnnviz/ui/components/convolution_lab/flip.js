// The switch that turns the kernel round, and what difference that makes.

import { bytesCanvas } from "../shared/bytes.js"
import { mapCanvas } from "../shared/canvas.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { convolve, laidKernel } from "./convolve.js"

/** @import { Convolution, Convolved } from "./convolve.js" */

const NETWORKS_WAY =
  "A network lays the kernel on the picture as it is. Mathematicians call that cross-correlation: " +
  "their convolution first turns the kernel by half a turn."

/**
 * show(setup) shows what one bright pixel becomes under the kernel at work.
 * @param {{change: (part: {flip: boolean}) => void}} on
 */
export function createFlip(on) {
  const control = element("input", {
    type: "checkbox",
    role: "switch",
    "data-testid": "flip",
    onchange: () => on.change({ flip: control.checked }),
  })
  const demonstration = element("div", { class: "demonstration" })
  const words = element("span", { class: "faint", "data-testid": "flip-words" })
  const node = element(
    "div",
    { class: "flip" },
    element("label", {}, control, element("span", { text: "Flip the kernel" })),
    // It is the answer to which way round the kernel lies.
    element(
      "div",
      { class: "which-way", "data-region": "output" },
      element("p", { class: "faint", text: NETWORKS_WAY }),
      demonstration,
    ),
  )

  /** @param {Pick<Convolution, "kernel" | "flip">} setup */
  function show(setup) {
    control.checked = setup.flip
    const { kernel } = setup
    const turned = laidKernel({ kernel, flip: true })
    const isSame = kernel.every((row, i) => row.every((value, j) => value === turned[i][j]))
    const [height, width] = [2 * kernel.length - 1, 2 * kernel[0].length - 1]
    const dot = new Uint8Array(height * width)
    dot[(dot.length - 1) / 2] = 255
    const response = convolve(dot, [height, width, 1], {
      kernel,
      flip: setup.flip,
      stride: 1,
      dilation: 1,
      padding: "valid",
      bias: 0,
    })
    demonstration.replaceChildren(
      bytesCanvas(dot, [height, width, 1], 54 / Math.max(height, width)),
      element("span", { class: "operator", text: "→" }),
      sizedMap(response, 54),
      words,
    )
    words.textContent = isSame
      ? "One bright pixel becomes the kernel. This one is the same turned round: try Sobel x, which is not."
      : setup.flip
        ? "Flipped: one bright pixel becomes the kernel itself."
        : "Not flipped: one bright pixel becomes the kernel turned by half a turn."
  }
  return { node, show }
}

/**
 * @param {Convolved} output
 * @param {number} side - Of the longer side, in CSS pixels.
 */
function sizedMap({ values, shape }, side) {
  const canvas = mapCanvas(values, shape, 0, largest(values))
  const scale = side / Math.max(shape[0], shape[1])
  Object.assign(canvas.style, { width: `${shape[1] * scale}px`, height: `${shape[0] * scale}px` })
  return canvas
}
