LEDGERS.Conv2D = (layer, terms, view) => {
  const channels = layer.input_shape[2]
  const cols = layer.kernel_size[1]
  const channel = channels === 1 ? 0 : view.open ?? heaviest(terms.subtotals)
  const ink = view.k === 0
  const kernelLimit = largest(terms.kernel)
  const productLimit = largest(terms.products)
  const part = (values) => channelOf(values, channels, channel)
  const cards = channels > 1 && element("div", { class: "cards", role: "group", "aria-label": "Subtotals of the input channels" },
    ...Array.from(terms.subtotals, (subtotal, index) => {
      const size = channels > 16 ? 6 : 8
      return element("button", {
        class: index === channel ? "card open" : "card",
        type: "button",
        "data-testid": "subtotal",
        "aria-pressed": String(index === channel),
        "aria-label": `Input channel ${index}: ${number(subtotal)}`,
        title: `Input channel ${index}: open its ${part(terms.products).length} products`,
        onclick: () => view.setOpen(index),
      },
      element("span", { class: "pair" },
        miniature(channelOf(terms.window, channels, index), cols, view.limits[index], size, ink),
        miniature(channelOf(terms.kernel, channels, index), cols, kernelLimit, size)),
      element("span", { text: number(subtotal) }))
    }))
  const detail = element("div", { class: "row" },
    captioned(channels > 1 ? `window on channel ${channel}` : "window", numberGrid(part(terms.window), cols, view.limits[channel], { ink })),
    sign("×"), captioned("kernel", numberGrid(part(terms.kernel), cols, kernelLimit)),
    sign("="), captioned("products", numberGrid(part(terms.products), cols, productLimit)),
    sign("→"), captioned(channels > 1 ? `subtotal of channel ${channel}` : "added up", element("b", { class: "subtotal", text: number(terms.subtotals[channel]) })))
  return [equation(layer, terms), cards, detail]
}

function equation(layer, { subtotals, products, bias, preActivation, value }) {
  const sum = subtotals.length > 8
    ? `${subtotals.length} subtotals (${products.length} products) = ${number(subtotals.reduce((a, b) => a + b, 0))}`
    : sumText([...subtotals])
  const line = element("p", { class: "equation" }, sum, sign(bias < 0 ? " − " : " + "), `${number(Math.abs(bias))} `, element("small", { text: "bias" }), " = ")
  if (layer.activation !== "linear") line.append(`${number(preActivation)},  ${FUNCTIONS[layer.activation].formula(number(preActivation))} = `)
  line.append(result(value))
  return line
}
