import { numberBlock } from "../scene/numbers.js"
import { outputPane, outputView, pane } from "../scene/panes.js"
import { channelName } from "../scene/steps.js"
import { resultPart } from "../scene/sums.js"
import { inputLimit, pixelText, pixelWords, readsColour, readsNumbers } from "../shared/picture.js"

/** @import { Scene, Stage } from "../scene/panes.js" */

/**
 * The input: the picture as the network gets it, and the numbers around one pixel.
 * @param {Stage} stage
 * @returns {Scene}
 */
export function inputScene(stage) {
  const { reading, narrow, middleWidth, mapWidth, mapHeight } = stage
  const isColour = readsColour(reading.network)
  const areNumbers = readsNumbers(reading.network)
  const output = outputView(stage, narrow ? { width: middleWidth, height: middleWidth } : {})
  const { rows, cols } = output.grid
  const most = narrow ? 9 : 13
  const [high, wide] = areNumbers ? [1, Math.min(most, cols)] : new Array(2).fill(Math.min(most, rows, cols))
  const cellWidth = Math.min(Math.floor((narrow ? middleWidth : middleWidth + mapWidth) / wide) - 2, 72)
  const cellHeight = narrow ? 30 : Math.min(Math.floor(mapHeight / high) - 2, areNumbers ? 44 : Infinity)
  const label = `The numbers around the ${areNumbers ? "chosen one" : "pixel"}`
  const block = numberBlock(high, wide, { label, cellWidth, cellHeight })
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
      const top = Math.min(Math.max(row - Math.floor(high / 2), 0), rows - high)
      const left = Math.min(Math.max(col - Math.floor(wide / 2), 0), cols - wide)
      output.draw({
        revealed,
        cell: output.grid.cellOf([row, col]),
        frames: [{ top, left, bottom: top + high, right: left + wide }],
      })
      const values = Array.from({ length: high * wide }, (_, index) =>
        output.grid.valueAt((top + Math.floor(index / wide)) * cols + left + (index % wide)),
      )
      block.show(values, inputLimit(reading.network, reading.input), {
        ink: !areNumbers,
        marked: (row - top) * wide + col - left,
      })
    },
    sum: ({ value }, [row, col]) => [
      areNumbers ? `Number ${col}: ` : `Row ${row}, column ${col}: `,
      ...(isColour ? [resultPart(value, pixelText(reading.network, reading.input, row, col))] : [resultPart(value)]),
    ],
  }
}
