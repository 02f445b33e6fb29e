// A rescaling: every value times a factor, plus an offset.

import { outcomeLine } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { factor, resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { equals, number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * The factor and the offset of each channel.
 * @typedef {Layer & {scale: number[], offset: number[]}} RescalingLayer
 */

/**
 * value is scale × input + offset.
 * @typedef {Terms & {input: number, scale: number, offset: number}} RescalingTerms
 */

/** @typedef {WholeKind<RescalingLayer, RescalingTerms>} RescalingKind */

/** @type {RescalingKind} */
export default {
  classes: ["Rescaling"],
  explain,
  source: sameCell,
  sentence: (layer, { input, scale, offset, value }) =>
    `${number(input)} times ${number(scale)}, plus ${number(offset)}, makes ${number(value)}`,
  ledger,
  scene,
}

/** @type {RescalingKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  const channel = position[position.length - 1]
  const [scale, offset] = [layer.scale[channel], layer.offset[channel]]
  return { value: scale * input[index] + offset, output: output[index], input: input[index], scale, offset }
}

/** @type {RescalingKind["ledger"]} */
function ledger(layer, { input, scale, offset, value }) {
  return [
    element(
      "p",
      { class: "equation" },
      `${factor(scale)} × ${factor(input)}${added(offset)}`,
      ` ${equals(
        number(value),
        (times, from, plus) => times * from + plus,
        ...[scale, input, offset].map((term) => number(term)),
      )} `,
      result(value),
    ),
    element("p", { class: "note", text: "It brings the pixels into the range that the network was trained on." }),
  ]
}

/**
 * " + 0.3", " − 0.3", or nothing.
 * @param {number} offset
 */
function added(offset) {
  return offset ? `${offset < 0 ? " − " : " + "}${number(Math.abs(offset))}` : ""
}

/**
 * @param {Stage<RescalingLayer, RescalingTerms>} stage
 * @returns {Scene<RescalingTerms>}
 */
function scene(stage) {
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage)
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  return {
    panes: [inputPane(stage, input), pane("middle", "", "", lines), outputPane(stage, output)],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      lines.replaceChildren(
        outcomeLine("what came in", terms.input),
        outcomeLine(`times ${number(terms.scale)}`, terms.scale * terms.input),
        ...(terms.offset ? [outcomeLine("plus the offset", terms.offset)] : []),
        outcomeLine("makes", terms.value, true),
      )
    },
    sum: ({ input: x, scale, offset, value }) => [
      `${factor(scale)} × ${factor(x)}${added(offset)} = `,
      resultPart(value),
    ],
  }
}
