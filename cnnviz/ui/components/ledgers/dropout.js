import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { LEDGERS, result } from "./parts.js"

LEDGERS.Dropout = (layer, { value }) => [
  element("p", { class: "equation" }, "unchanged: ", result(value)),
  element("p", {
    class: "note",
    text: `Only while it was trained did the network set ${percent(layer.rate)} of these values to 0, at random.`,
  }),
]
