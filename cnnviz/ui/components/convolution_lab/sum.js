// One value of the output, term by term: the window times the kernel, and the sum of the products.

import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { numberBlock, operator, piece, placeText } from "../stepper/numbers.js"
import { PRIMARY_NAMES } from "./canvases.js"
import { convolutionTerms } from "./convolve.js"
import { brief, short } from "./numbers.js"

const SMALLEST_BLOCK_CELL = 34
const BLOCK_CELL = 56

/** choose(channel) asks for the sum of another channel. show(...) writes a place's sum out. */
export function createSum(choose) {
  const place = element("p", { class: "place", role: "status" })
  const terms = element("div", { class: "terms-row" })
  const line = element("p", { class: "sum-line", "data-testid": "workbench-sum" })
  const channels = element("p", { class: "channel-sums" })
  const node = element(
    "section",
    { class: "sum-of-one", "aria-label": "One value, term by term" },
    place,
    channels,
    terms,
  )
  let [blocks, built] = [[], ""]

  function build(rows, cols, width) {
    // Wide kernels need the room: what they add up to stands below them.
    const isWide = cols > 5
    const abreast = [
      [3, isWide ? 130 : 300],
      [2, 46],
      [1, 0],
    ].map(([count, rest]) => Math.floor((width - rest) / count / cols) - 2)
    const cell = Math.min(abreast.find((size) => size >= SMALLEST_BLOCK_CELL) ?? abreast.at(-1), BLOCK_CELL)
    const size = {
      cellWidth: cell,
      cellHeight: Math.min(Math.max(Math.round(cell * 0.7), 26), 34),
      text: (value) => short(value, isWide ? 1 : 2),
    }
    blocks = [
      ["window", "The window"],
      ["kernel", "The kernel"],
      ["products", "Their products"],
    ].map(([name, label]) => {
      const block = numberBlock(rows, cols, { ...size, label })
      block.node.dataset.testid = `workbench-${name}`
      return block
    })
    const [window, kernel, products] = blocks
    terms.replaceChildren(
      piece("pixels in the window", window.node),
      operator("×"),
      piece("kernel", kernel.node),
      operator("="),
      piece("products", products.node),
      element("div", { class: isWide ? "outcome wide" : "outcome" }, operator("Σ"), line),
    )
  }

  /** channel: whose sum is written out; several: whether the others can be asked for. */
  function show({ picture, setup, position, channel, several, width }) {
    const { kernel } = setup
    const size = `${kernel.length} ${kernel[0].length} ${width}`
    if (size !== built) build(kernel.length, kernel[0].length, width)
    built = size
    const sums =
      picture.shape[2] === 3 && several
        ? PRIMARY_NAMES.map((_, each) => convolutionTerms(picture.pixels, picture.shape, setup, [...position, each]))
        : []
    const now = sums[channel] ?? convolutionTerms(picture.pixels, picture.shape, setup, [...position, channel])
    const outside = (index) => now.outside[index]
    const limit = largest(now.kernel)
    blocks[0].show(now.window, 255, { ink: true, outside })
    blocks[1].show(now.kernel, limit)
    blocks[2].show(now.products, limit * 255)
    place.textContent =
      `Output row ${position[0]}, column ${position[1]} looks at ${placeText(now.region)}${setup.dilation > 1 ? `, every ${setup.dilation}${["nd", "rd"][setup.dilation - 2] ?? "th"} of them` : ""}.` +
      `${now.outside.some(Boolean) ? " Beyond the edge stands 0." : ""} Point at the output for another place; a click keeps it.`
    line.replaceChildren(
      "they add up to ",
      element("b", { text: brief(now.sum, 3) }),
      ...(setup.bias
        ? [
            element("br"),
            `${setup.bias < 0 ? "−" : "+"} bias ${brief(Math.abs(setup.bias), 3)} = `,
            element("b", { text: brief(now.value, 3) }),
          ]
        : []),
    )
    node.dataset.value = now.value
    channels.replaceChildren(
      ...sums.map((sum, each) =>
        element("button", {
          type: "button",
          "aria-pressed": String(each === channel),
          text: `${PRIMARY_NAMES[each]} ${brief(sum.value, 1)}`,
          onclick: () => choose(each),
        }),
      ),
    )
  }
  return { node, show }
}
