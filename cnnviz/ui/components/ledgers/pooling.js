import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { captioned, LEDGERS, numberGrid, result, sumText } from "./parts.js"

LEDGERS.MaxPooling2D = LEDGERS.AveragePooling2D = (layer, terms, view) => {
  const [height, width] = layer.kernel_size
  const limit = view.limits[view.position[2]]
  const isMax = layer.kind === "MaxPooling2D"
  const winner = terms.winner && (terms.winner.row - terms.region.top) * width + terms.winner.col - terms.region.left
  const cells = [...terms.window].filter((cell) => !Number.isNaN(cell))
  return [
    element(
      "p",
      { class: "equation" },
      isMax ? `max(${cells.map((cell) => number(cell)).join(", ")}) = ` : `(${sumText(cells)}) / ${cells.length} = `,
      result(terms.value),
    ),
    element(
      "div",
      { class: "row" },
      captioned(
        `the ${height} × ${width} window`,
        numberGrid([...terms.window], width, limit, { ink: view.k === 0, marked: winner ?? -1 }),
      ),
      element("p", {
        class: "note",
        text: isMax
          ? `The winner stands in row ${terms.winner?.row}, column ${terms.winner?.col}. ${orderNote(view)}`
          : "Every cell of the window counts the same.",
      }),
    ),
  ]
}

/** Why it does not matter that this network pools before its ReLU. */
export function orderNote({ reading, k }) {
  if (reading.network.layers[k + 1]?.kind !== "ReLU") return ""
  return "ReLU comes next. Max pooling first or ReLU first gives the same: ReLU never changes which value is larger, so the largest is the same one."
}
