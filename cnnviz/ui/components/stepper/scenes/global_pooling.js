import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { numberBlock, piece } from "../numbers.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { isInk } from "../steps.js"
import { resultPart } from "../sums.js"
import { outcomeLine } from "./conv2d.js"

const MOST_NUMBERS = 100

SCENES.GlobalAveragePooling2D = SCENES.GlobalMaxPooling2D = (stage) => {
  const { layer, narrow } = stage
  const [rows, cols] = layer.input_shape
  const isMax = layer.kind === "GlobalMaxPooling2D"
  const inputs = []
  const inputOn = (channel) => {
    const view = inputView(stage, channel)
    return { view, node: inputPane(stage, view) }
  }
  let input = { node: element("div") }
  const output = outputView(stage)
  const inNumbers = rows * cols <= MOST_NUMBERS
  const cellWidth = Math.min(Math.floor((stage.middleWidth - 8) / cols) - 2, 56)
  const cellHeight = Math.min(narrow ? 28 : 44, Math.floor((stage.mapHeight - 90) / rows))
  const window = inNumbers && numberBlock(rows, cols, { cellWidth, cellHeight, label: "The whole map" })
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  return {
    panes: [
      input.node,
      pane("middle", "", "", window && piece("the whole map", window.node), lines),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms, revealed }) {
      const channel = position.at(-1)
      const next = (inputs[channel] ??= inputOn(channel))
      input.node.replaceWith(next.node)
      input = next
      const { winner } = terms
      input.view.draw({ frames: [terms.region], dots: winner ? [winner] : [] })
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      if (window)
        {window.show(terms.window, input.view.grid.limit, {
          ink: isInk(stage.k - 1),
          marked: winner ? winner.row * cols + winner.col : -1,
        })}
      lines.replaceChildren(
        ...(isMax
          ? [outcomeLine(`largest of ${terms.count.toLocaleString("en")}`, terms.value, true)]
          : [
              outcomeLine(`${terms.count.toLocaleString("en")} cells add up to`, terms.total),
              outcomeLine(`divided by ${terms.count.toLocaleString("en")}`, terms.value, true),
            ]),
      )
    },
    sum: ({ count, total, winner, value }) =>
      winner
        ? [
            `largest of ${count.toLocaleString("en")} cells, in row ${winner.row}, column ${winner.col}: `,
            resultPart(value),
          ]
        : [`${number(total)} / ${count.toLocaleString("en")} = `, resultPart(value)],
  }
}
