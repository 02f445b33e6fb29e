LEDGERS.Dropout = (layer, { value }) => [
  element("p", { class: "equation" }, "unchanged: ", result(value)),
  element("p", { class: "note", text: `Only while it was trained did the network set ${percent(layer.rate)} of these values to 0, at random.` }),
]
