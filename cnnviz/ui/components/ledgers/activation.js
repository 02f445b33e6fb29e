import { FUNCTIONS } from "../explainers/registry.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { LEDGERS, result } from "./parts.js"

LEDGERS.ReLU = LEDGERS.Activation = (layer, { input, value }) => [
  element("p", { class: "equation" }, `${FUNCTIONS[layer.activation].formula(number(input))} = `, result(value)),
  element("p", {
    class: "note",
    text:
      layer.activation === "relu"
        ? input < 0
          ? "It was negative, so it becomes 0."
          : "It was not negative, so it passes unchanged."
        : "",
  }),
]
