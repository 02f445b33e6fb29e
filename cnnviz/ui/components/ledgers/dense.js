import { largestFirst } from "../explainers/dense.js"
import { cssColour, largest, packedColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { positionAt } from "../shared/positions.js"
import { captioned, ledgerCanvases, LEDGERS, result, sign } from "./parts.js"

const FIRST_PRODUCTS = 12
const MORE_PRODUCTS = 200

LEDGERS.Dense = (layer, terms, view) => {
  const shown = Math.max(view.open ?? 0, FIRST_PRODUCTS)
  const order =
    shown > terms.order.length ? largestFirst(terms.products, Math.max(shown, 0)) : terms.order.slice(0, shown)
  const rest = terms.products.length - order.length
  const shownSum = order.reduce((sum, place) => sum + terms.products[place], 0)
  const total = terms.preActivation - terms.bias
  const maps = view.reading.network.layers[view.k - 1]?.input_shape[2]
  // A picture leaves room for the products beside it; the maps of a layer do not.
  const beside = (...parts) => (maps === 1 ? [element("div", { class: "row" }, ...parts.filter(Boolean))] : parts)
  return [
    element(
      "p",
      { class: "equation" },
      `${terms.products.length.toLocaleString("en")} products = ${number(total)}`,
      sign(terms.bias < 0 ? " − " : " + "),
      `${number(Math.abs(terms.bias))} `,
      element("small", { text: "bias" }),
      " = ",
      ...(layer.activation === "linear" ? [] : [`${number(terms.preActivation)},  ${layer.activation}: `]),
      result(terms.value),
    ),
    ...beside(
      votes(layer, terms, view),
      element(
        "div",
        { class: "products", "data-testid": "products" },
        ...order.map((place) =>
          element(
            "span",
            { class: "product", style: { borderColor: cssColour(Math.sign(terms.products[place]) * 0.6, 1) } },
            element("small", { text: inputName(view, place) }),
            ` ${number(terms.inputs[place])} × ${number(terms.weights[place])} = `,
            element("b", { text: number(terms.products[place]) }),
          ),
        ),
        rest > 0 &&
          element("button", {
            class: "more",
            type: "button",
            onclick: () => view.setOpen(shown + MORE_PRODUCTS),
            text: `${rest.toLocaleString("en")} smaller ones add up to ${number(total - shownSum)}: show ${Math.min(rest, MORE_PRODUCTS)} more`,
          }),
      ),
    ),
  ]
}

/** What an input of a dense layer is called: its place on the maps that were flattened, or its unit. */
function inputName({ reading, k }, place) {
  const flattened = reading.network.layers[k - 1]
  if (flattened?.kind !== "Flatten") return `unit ${place}:`
  const [row, col, channel] = positionAt(flattened.input_shape, place)
  return `ch ${channel}, row ${row}, col ${col}:`
}

/** After Flatten, the products laid out again as the maps they came from: where the unit found what it looks for. */
function votes(layer, { products }, { reading, k }) {
  const flattened = reading.network.layers[k - 1]
  if (flattened?.kind !== "Flatten" || flattened.input_shape[2] > 128) return undefined
  const shape = flattened.input_shape
  return captioned(
    `the products, laid out as the ${shape[2] === 1 ? "picture" : `${shape[2]} maps`} they came from`,
    mapSheet(products, shape, shape[2] > 16 ? 2 : 4),
  )
}

const SHEET_COLUMNS = 32

/** All maps of a (height, width, channels) array on one small canvas, `size` CSS pixels a cell. */
function mapSheet(values, [height, width, channels], size) {
  const across = Math.min(channels, SHEET_COLUMNS)
  const image = new ImageData(across * (width + 1), Math.ceil(channels / across) * (height + 1))
  const pixels = new Uint32Array(image.data.buffer)
  const limit = largest(values)
  for (let cell = 0, index = 0; cell < height * width; cell++) {
    const [row, col] = [Math.floor(cell / width), cell % width]
    for (let channel = 0; channel < channels; channel++, index++) {
      const [y, x] = [Math.floor(channel / across) * (height + 1) + row, (channel % across) * (width + 1) + col]
      pixels[y * image.width + x] = packedColour(values[index], limit)
    }
  }
  const canvas = ledgerCanvases.take(image.width, image.height)
  canvas.className = "miniature sheet"
  Object.assign(canvas.style, { width: `${image.width * size}px`, height: "" })
  canvas.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0)
  return canvas
}
