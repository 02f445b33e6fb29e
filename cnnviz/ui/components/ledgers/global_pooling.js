import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { captioned, LEDGERS, miniature, numberGrid, result } from "./parts.js"

const MOST_CELLS = 200

LEDGERS.GlobalAveragePooling2D = LEDGERS.GlobalMaxPooling2D = (
  layer,
  { window, count, total, winner, value },
  view,
) => {
  const [height, width] = layer.input_shape
  const channel = view.position.at(-1)
  const limit = view.limits[channel]
  const ink = view.k === 0
  const marked = winner ? winner.row * width + winner.col : -1
  return [
    element(
      "p",
      { class: "equation" },
      winner
        ? `largest of ${count.toLocaleString("en")} cells = `
        : `${number(total)} / ${count.toLocaleString("en")} cells = `,
      result(value),
    ),
    element(
      "div",
      { class: "row" },
      captioned(
        `the whole map of channel ${channel}`,
        count <= MOST_CELLS
          ? numberGrid([...window], width, limit, { ink, marked })
          : miniature(window, width, limit, Math.max(1, Math.floor(160 / height)), ink),
      ),
      element("p", {
        class: "note",
        text: winner
          ? `The winner stands in row ${winner.row}, column ${winner.col}.`
          : `All ${count.toLocaleString("en")} cells add up to ${number(total)}; every one counts the same.`,
      }),
    ),
  ]
}
