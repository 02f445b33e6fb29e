import { numberBlock } from "../scene/numbers.js"
import { outputPane, outputView, pane } from "../scene/panes.js"
import { channelName } from "../scene/steps.js"
import { resultPart } from "../scene/sums.js"
import { pixelText, pixelWords, readsColour } from "../shared/picture.js"

/** @import { Scene, Stage } from "../scene/panes.js" */

/**
 * The input: the picture as the network gets it, and the numbers around one pixel.
 * @param {Stage} stage
 * @returns {Scene}
 */
export function inputScene(stage) {
  const { reading, narrow, middleWidth, mapWidth, mapHeight } = stage
  const isColour = readsColour(reading.network)
  const output = outputView(stage, narrow ? { width: middleWidth, height: middleWidth } : {})
  const { rows, cols } = output.grid
  const around = Math.min(narrow ? 9 : 13, rows, cols)
  const reach = Math.floor(around / 2)
  const cellWidth = Math.min(Math.floor((narrow ? middleWidth : middleWidth + mapWidth) / around) - 2, 72)
  const cellHeight = narrow ? 30 : Math.floor(mapHeight / around) - 2
  const block = numberBlock(around, around, { label: "The numbers around the pixel", cellWidth, cellHeight })
  const numbers = pane(
    "middle",
    isColour ? `How ${channelName(stage.layer, stage.position[2])} the pixels around it are` : "The numbers around it",
    pixelWords(reading.network).ends,
    block.node,
  )
  numbers.dataset.region = "sums picture"
  return {
    panes: [outputPane(stage, output), numbers],
    output,
    update({ position: [row, col], revealed }) {
      // Near an edge the block stays inside the picture.
      const top = Math.min(Math.max(row - reach, 0), rows - around)
      const left = Math.min(Math.max(col - reach, 0), cols - around)
      output.draw({
        revealed,
        cell: output.grid.cellOf([row, col]),
        frames: [{ top, left, bottom: top + around, right: left + around }],
      })
      const values = Array.from({ length: around ** 2 }, (_, index) =>
        output.grid.valueAt((top + Math.floor(index / around)) * cols + left + (index % around)),
      )
      block.show(values, 1, { ink: true, marked: (row - top) * around + col - left })
    },
    sum: ({ value }, [row, col]) => [
      `Row ${row}, column ${col}: `,
      ...(isColour ? [resultPart(value, pixelText(reading.network, reading.input, row, col))] : [resultPart(value)]),
    ],
  }
}
