import { explainCell } from "../../explainers/index.js"
import { sumText } from "../../ledgers/parts.js"
import { orderNote } from "../../ledgers/pooling.js"
import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { numberBlock, operator, piece, placeText } from "../numbers.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { isInk } from "../steps.js"
import { resultPart } from "../sums.js"

SCENES.MaxPooling2D = SCENES.AveragePooling2D = (stage) => {
  const { reading, k, layer } = stage
  const [rows, cols] = layer.kernel_size
  const [inputHeight, inputWidth] = layer.input_shape
  const isMax = layer.kind === "MaxPooling2D"
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, { limit: input.grid.limit })
  const winners = isMax
    ? Array.from(
        { length: output.grid.count },
        (_, cell) => explainCell(reading, k, output.grid.positionOf(cell)).winner,
      )
    : []
  const apart = layer.strides[0] >= rows && layer.strides[1] >= cols
  const lines = apart && {
    top: -layer.pad_top,
    left: -layer.pad_left,
    height: layer.strides[0],
    width: layer.strides[1],
  }

  const cellWidth = Math.min(Math.floor((stage.middleWidth - 90) / (cols + 1)) - 2, 116)
  const cellHeight = Math.min(Math.round(cellWidth * 0.66), Math.max(Math.floor((stage.mapHeight - 140) / rows), 44))
  const size = { cellWidth, cellHeight }
  const window = numberBlock(rows, cols, { ...size, label: "The window" })
  const kept = numberBlock(1, 1, { ...size, label: isMax ? "The largest" : "The mean" })
  const place = element("small")
  return {
    panes: [
      inputPane(stage, input),
      pane(
        "middle",
        "",
        "",
        element(
          "div",
          { class: "pooling" },
          piece(["window ", place], window.node),
          operator("→"),
          piece(isMax ? "the largest" : "the mean", kept.node),
        ),
        element("p", {
          class: "aside",
          text: isMax ? "A dot marks the winner of each window." : "Every cell of a window counts the same.",
        }),
      ),
      outputPane(stage, output),
    ],
    output,
    note: orderNote({ reading, k }),
    update({ position, terms, revealed }) {
      const { region, winner } = terms
      const cell = output.grid.cellOf(position)
      const dots = winners.filter((_, index) => index < revealed || index === cell)
      input.draw({ frames: [region], dots, lines })
      output.draw({ revealed, cell })
      const outside = (index) => {
        const [row, col] = [region.top + Math.floor(index / cols), region.left + (index % cols)]
        return row < 0 || col < 0 || row >= inputHeight || col >= inputWidth
      }
      const marked = winner ? (winner.row - region.top) * cols + winner.col - region.left : -1
      window.show(terms.window, input.grid.limit, { ink: isInk(k - 1), outside, marked })
      kept.show([terms.value], input.grid.limit, { ink: isInk(k - 1) })
      place.textContent = placeText(region)
    },
    sum(terms) {
      const cells = Array.from(terms.window).filter((value) => !Number.isNaN(value))
      return isMax
        ? [`largest of ${cells.map((value) => number(value)).join(",  ")} = `, resultPart(terms.value)]
        : [`(${sumText(cells)}) / ${cells.length} = `, resultPart(terms.value)]
    },
  }
}
