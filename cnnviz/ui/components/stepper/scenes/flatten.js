import { element } from "../../shared/element.js"
import { numberBlock, piece } from "../numbers.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { resultPart } from "../sums.js"

SCENES.Flatten = (stage) => {
  const { layer } = stage
  const [, width, channels] = layer.input_shape
  const inputs = []
  const inputOn = (channel) => {
    const view = inputView(stage, channel)
    return { view, node: inputPane(stage, view) }
  }
  let input = { node: element("div") }
  const output = outputView(stage)
  const cellWidth = 64
  const columns = Math.max(Math.floor(stage.middleWidth / (cellWidth + 2)), 3)
  const count = Math.min(columns * 5, output.grid.count)
  const row = numberBlock(Math.ceil(count / columns), columns, {
    label: "The row around this place",
    cellWidth,
    cellHeight: 40,
  })
  const places = element("small")
  return {
    panes: [
      input.node,
      pane(
        "middle",
        "",
        "",
        piece(["the row around it ", places], row.node),
        element("p", { class: "aside", text: `One cell after another, and of each cell its ${channels} channels.` }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position: [unit], terms, revealed }) {
      const [sourceRow, sourceCol, channel] = terms.source
      const next = (inputs[channel] ??= inputOn(channel))
      input.node.replaceWith(next.node)
      input = next
      input.view.draw({ frames: [{ top: sourceRow, left: sourceCol, bottom: sourceRow + 1, right: sourceCol + 1 }] })
      output.draw({ revealed, cell: unit })
      // Lines stay where they are while the place moves along one.
      const line = Math.floor(unit / columns) - 2
      const first = Math.min(Math.max(line * columns, 0), output.grid.count - count)
      row.show(
        Array.from({ length: count }, (_, index) => output.grid.valueAt(first + index)),
        output.grid.limit,
        { marked: unit - first },
      )
      places.textContent = `places ${first} to ${first + count - 1}`
    },
    sum: ({ source: [r, c, ch], value }, [unit]) => [
      `(row ${r} × ${width} + column ${c}) × ${channels} + channel ${ch} = place ${unit}, which holds `,
      resultPart(value),
    ],
  }
}
