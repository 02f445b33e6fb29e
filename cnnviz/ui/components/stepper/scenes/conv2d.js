import { largestFirst } from "../../explainers/dense.js"
import { channelOf } from "../../ledgers/parts.js"
import { largest } from "../../shared/colour.js"
import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { channelBefore } from "../../shared/picture.js"
import { inputOf } from "../../shared/wire.js"
import { gridOf } from "../grid.js"
import { compact, numberBlock, operator, piece, placeText } from "../numbers.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { fixedLimit, isInk } from "../steps.js"
import { biasPart, numberSum, outcomeParts, productSum } from "../sums.js"

const SUBTOTAL_WIDTH = 36
const SUBTOTAL_HEIGHT = 46
const SUBTOTAL_ROWS = 4

SCENES.Conv2D = (stage) => {
  const { layer, narrow, inputChannel } = stage
  const [inputHeight, inputWidth, channels] = layer.input_shape
  const [rows, cols] = layer.kernel_size
  const several = channels > 1
  const name = (channel) => channelBefore(stage.reading.network, stage.k, channel)
  const subtotals = several && subtotalThumbs(stage)
  const listRows = Math.min(Math.ceil((channels * SUBTOTAL_WIDTH) / stage.mapWidth), SUBTOTAL_ROWS)
  const input = inputView(stage, inputChannel, {
    border: Math.max(layer.pad_top, layer.pad_left),
    height: several && !narrow ? stage.mapHeight - listRows * SUBTOTAL_HEIGHT - 24 : stage.mapHeight,
  })
  const output = outputView(stage)

  const cellWidth = Math.min(Math.floor((stage.middleWidth - 44) / 2 / cols) - 2, 76)
  const cellHeight = Math.min(
    Math.floor((stage.mapHeight - 70) / 2 / rows) - 2,
    Math.max(Math.round(cellWidth * 0.7), 26),
  )
  const size = { cellWidth, cellHeight: narrow ? 28 : cellHeight }
  const [window, kernel, products] = ["The window", "The kernel", "Window times kernel"].map((label) =>
    numberBlock(rows, cols, { ...size, label }),
  )
  const place = element("small")
  const result = element("div", { class: "outcome", "aria-hidden": "true" })
  const middle = pane(
    "middle",
    "",
    "",
    element(
      "div",
      { class: "multiply" },
      piece(["window ", place], window.node),
      operator("×"),
      piece(`kernel of filter ${stage.position[2]}`, kernel.node),
      piece("their products", products.node),
      operator("Σ"),
      result,
    ),
  )

  const part = (values) => channelOf(values, channels, inputChannel)
  return {
    panes: [inputPane(stage, input), subtotals && subtotals.node, middle, outputPane(stage, output)].filter(Boolean),
    output,
    update({ position, terms, revealed }) {
      const { region } = terms
      input.draw({ frames: [region] })
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      const outside = (index) => {
        const row = region.top + Math.floor(index / cols) * layer.dilation_rate[0]
        const col = region.left + (index % cols) * layer.dilation_rate[1]
        return row < 0 || col < 0 || row >= inputHeight || col >= inputWidth
      }
      const kernelLimit = largest(terms.kernel)
      window.show(part(terms.window), input.grid.limit, { ink: isInk(stage.k - 1), outside })
      kernel.show(part(terms.kernel), kernelLimit)
      products.show(part(terms.products), kernelLimit * input.grid.limit)
      place.textContent = placeText(region)
      const subtotal = terms.subtotals[inputChannel]
      result.replaceChildren(
        outcomeLine(several ? name(inputChannel) : "added up", subtotal),
        ...(several
          ? [
              outcomeLine(
                `all ${channels} channels`,
                terms.subtotals.reduce((a, b) => a + b, 0),
              ),
            ]
          : []),
        outcomeLine("bias", terms.bias),
        outcomeLine("makes", terms.value, true),
      )
      if (subtotals) subtotals.show(terms.subtotals)
    },
    sum(terms, position, view) {
      const ending = [biasPart(terms.bias), ...outcomeParts(layer, terms)]
      const own = { firsts: part(terms.window), seconds: part(terms.kernel), products: part(terms.products) }
      const placeName = (place) => `row ${Math.floor(place / cols)}, column ${place % cols}`
      const shown = productSum(view, "products", { ...own, order: largestFirst(own.products), placeName })
      if (!several) return [...shown, ` = ${number(terms.subtotals[0])}`, ...ending]
      return [
        element("small", { text: `${name(inputChannel)}: ` }),
        ...shown,
        ` = ${number(terms.subtotals[inputChannel])}`,
        element("br"),
        element("small", { text: "all channels: " }),
        ...numberSum(view, "channels", terms.subtotals, name),
        ...ending,
      ]
    },
  }
}

export function outcomeLine(word, value, strong = false) {
  return element(
    "div",
    { class: strong ? "strong" : "" },
    element("span", { text: word }),
    element("b", { text: number(value) }),
  )
}

/** Every input channel as a small map with its subtotal for the cell; a click shows its window and kernel. */
function subtotalThumbs({ reading, k, layer, inputChannel, setInputChannel, narrow }) {
  const channels = layer.input_shape[2]
  const texts = Array.from({ length: channels }, () => element("span"))
  const thumbs = texts.map((text, channel) => {
    const picture = gridOf(layer.input_shape, inputOf(reading, k), channel, fixedLimit(reading, k - 1)).canvas(
      isInk(k - 1),
    )
    return element(
      "button",
      {
        class: "subtotal",
        type: "button",
        "data-keep": `subtotal-${channel}`,
        "aria-pressed": String(channel === inputChannel),
        title: `Show input ${channelBefore(reading.network, k, channel)}`,
        onclick: () => setInputChannel(channel),
      },
      picture,
      text,
    )
  })
  const node = pane(
    "channels",
    "",
    "",
    element("div", { class: "subtotal-head", text: `subtotals of the ${channels} input channels` }),
    element("div", { class: narrow ? "subtotals strip" : "subtotals" }, ...thumbs),
  )
  return {
    node,
    show: (subtotals) =>
      subtotals.forEach((subtotal, channel) => {
        texts[channel].textContent = compact(subtotal)
        thumbs[channel].setAttribute(
          "aria-label",
          `Input ${channelBefore(reading.network, k, channel)}: ${number(subtotal)}`,
        )
      }),
  }
}
