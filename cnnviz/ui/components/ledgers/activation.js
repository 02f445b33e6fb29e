LEDGERS.ReLU = LEDGERS.Activation = (layer, { input, value }) => [
  element("p", { class: "equation" }, `${FUNCTIONS[layer.activation].formula(number(input))} = `, result(value)),
  element("p", { class: "note", text: layer.activation === "relu"
    ? input < 0 ? "It was negative, so it becomes 0." : "It was not negative, so it passes unchanged."
    : "" }),
]
