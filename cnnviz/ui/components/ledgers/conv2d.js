import { largestFirst } from "../explainers/dense.js"
import { FUNCTIONS } from "../explainers/registry.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { channelBefore } from "../shared/picture.js"
import { captioned, channelOf, heaviest, LEDGERS, miniature, numberGrid, result, sign, sumText } from "./parts.js"

const ALL_CARDS = 45
const HEAVIEST_CARDS = 40

LEDGERS.Conv2D = (layer, terms, view) => {
  const channels = layer.input_shape[2]
  const cols = layer.kernel_size[1]
  const { channel = heaviest(terms.subtotals), all = channels <= ALL_CARDS } = view.open ?? {}
  const ink = view.k === 0
  const kernelLimit = largest(terms.kernel)
  const productLimit = largest(terms.products)
  const part = (values) => channelOf(values, channels, channel)
  const name = (index) => channelBefore(view.reading.network, view.k, index)
  const size = channels > 16 ? 6 : 8
  const shown = all ? [...terms.subtotals.keys()] : [...largestFirst(terms.subtotals, HEAVIEST_CARDS)]
  const cards =
    channels > 1 &&
    element(
      "div",
      { class: "cards", role: "group", "aria-label": "Subtotals of the input channels" },
      ...shown.map((index) => {
        const subtotal = terms.subtotals[index]
        return element(
          "button",
          {
            class: index === channel ? "card open" : "card",
            type: "button",
            "data-testid": "subtotal",
            "aria-pressed": String(index === channel),
            "aria-label": `Input ${name(index)}: ${number(subtotal)}`,
            title: `Input ${name(index)}: open its ${part(terms.products).length} products`,
            onclick: () => view.setOpen({ channel: index, all }),
          },
          element(
            "span",
            { class: "pair" },
            miniature(channelOf(terms.window, channels, index), cols, view.limits[index], size, ink),
            miniature(channelOf(terms.kernel, channels, index), cols, kernelLimit, size),
          ),
          element("span", { text: number(subtotal) }),
        )
      }),
      !all &&
        element("button", {
          class: "more",
          type: "button",
          onclick: () => view.setOpen({ channel: view.open?.channel, all: true }),
          text: `${channels - shown.length} smaller ones add up to ${number(addUp(terms.subtotals) - addUp(shown.map((index) => terms.subtotals[index])))}: show all`,
        }),
    )
  const detail = element(
    "div",
    { class: "row" },
    captioned(
      channels > 1 ? `window on ${name(channel)}` : "window",
      numberGrid(part(terms.window), cols, view.limits[channel], { ink }),
    ),
    sign("×"),
    captioned("kernel", numberGrid(part(terms.kernel), cols, kernelLimit)),
    sign("="),
    captioned("products", numberGrid(part(terms.products), cols, productLimit)),
    sign("→"),
    captioned(
      channels > 1 ? `subtotal of ${name(channel)}` : "added up",
      element("b", { class: "subtotal", text: number(terms.subtotals[channel]) }),
    ),
  )
  return [equation(layer, terms), cards, detail]
}

function equation(layer, { subtotals, products, bias, preActivation, value }) {
  const sum =
    subtotals.length > 8
      ? `${subtotals.length} subtotals (${products.length} products) = ${number(addUp(subtotals))}`
      : sumText([...subtotals])
  const line = element(
    "p",
    { class: "equation" },
    sum,
    sign(bias < 0 ? " − " : " + "),
    `${number(Math.abs(bias))} `,
    element("small", { text: "bias" }),
    " = ",
  )
  if (layer.activation !== "linear")
    {line.append(`${number(preActivation)},  ${FUNCTIONS[layer.activation].formula(number(preActivation))} = `)}
  line.append(result(value))
  return line
}

function addUp(values) {
  return values.reduce((a, b) => a + b, 0)
}
