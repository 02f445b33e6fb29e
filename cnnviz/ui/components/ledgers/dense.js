const FIRST_PRODUCTS = 12
const MORE_PRODUCTS = 200

LEDGERS.Dense = (layer, terms, view) => {
  const shown = Math.max(view.open ?? 0, FIRST_PRODUCTS)
  const order = shown > terms.order.length ? largestFirst(terms.products, Math.max(shown, 0)) : terms.order.slice(0, shown)
  const rest = terms.products.length - order.length
  const shownSum = order.reduce((sum, place) => sum + terms.products[place], 0)
  const total = terms.preActivation - terms.bias
  return [
    element("p", { class: "equation" },
      `${terms.products.length.toLocaleString("en")} products = ${number(total)}`, sign(terms.bias < 0 ? " − " : " + "),
      `${number(Math.abs(terms.bias))} `, element("small", { text: "bias" }), " = ",
      ...(layer.activation === "linear" ? [] : [`${number(terms.preActivation)},  ${layer.activation}: `]), result(terms.value)),
    votes(layer, terms, view),
    element("div", { class: "products", "data-testid": "products" },
      ...order.map((place) => element("span", { class: "product", style: { borderColor: cssColour(Math.sign(terms.products[place]) * 0.6, 1) } },
        element("small", { text: inputName(view, place) }),
        ` ${number(terms.inputs[place])} × ${number(terms.weights[place])} = `, element("b", { text: number(terms.products[place]) }))),
      rest > 0 && element("button", {
        class: "more", type: "button", onclick: () => view.setOpen(shown + MORE_PRODUCTS),
        text: `${rest.toLocaleString("en")} smaller ones add up to ${number(total - shownSum)}: show ${Math.min(rest, MORE_PRODUCTS)} more`,
      })),
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
  if (flattened?.kind !== "Flatten" || flattened.input_shape[2] > 64) return undefined
  const [height, width, channels] = flattened.input_shape
  const limit = largest(products)
  return captioned(`the products, laid out as the ${channels} maps they came from`,
    element("div", { class: "cards" }, ...Array.from({ length: channels }, (_, channel) => {
      const map = miniature(channelOf(products, channels, channel), width, limit, channels > 16 ? 2 : 4)
      map.title = `channel ${channel}`
      return map
    })))
}
