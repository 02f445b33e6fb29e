import { element } from "../shared/element.js"
import { LEDGERS, result } from "./parts.js"

LEDGERS.Flatten = (layer, { source: [row, col, channel], value }, { position }) => {
  const [, width, channels] = layer.input_shape
  return [
    element(
      "p",
      { class: "equation" },
      `(${row} × ${width} + ${col}) × ${channels} + ${channel} = place ${position[0]}:  `,
      result(value),
    ),
    element("p", {
      class: "note",
      text: `The value of row ${row}, column ${col} on map ${channel}, copied to its place in the row. Nothing is computed.`,
    }),
  ]
}
