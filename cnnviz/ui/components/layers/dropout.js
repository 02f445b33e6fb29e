// A dropout, or what else works in training only: while a picture is read, every value passes unchanged.

import { operator } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * training: what was done in training, as the rest of a sentence.
 * @typedef {Layer & {training: string}} DropoutLayer
 */

/** @typedef {WholeKind<DropoutLayer, Terms>} DropoutKind */

/** @type {DropoutKind} */
export default {
  classes: [
    "Dropout",
    "SpatialDropout2D",
    "AlphaDropout",
    "GaussianNoise",
    "GaussianDropout",
    "RandomFlip",
    "RandomRotation",
    "RandomZoom",
    "RandomTranslation",
    "RandomContrast",
    "RandomBrightness",
  ],
  explain,
  source: sameCell,
  sentence: (layer, { value }) => `Passes unchanged: ${number(value)}`,
  ledger,
  scene,
}

/** @type {DropoutKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  return { value: input[index], output: output[index] }
}

/** @type {DropoutKind["ledger"]} */
function ledger(layer, { value }) {
  return [
    element("p", { class: "equation" }, "unchanged: ", result(value)),
    element("p", {
      class: "note",
      text: `Only while the network was trained, ${layer.training}.`,
    }),
  ]
}

/**
 * @param {Stage<DropoutLayer, Terms>} stage
 * @returns {Scene<Terms>}
 */
function scene(stage) {
  const { layer } = stage
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, { limit: input.grid.limit })
  const passing = element("b")
  return {
    panes: [
      inputPane(stage, input),
      pane(
        "middle",
        "",
        "",
        element("div", { class: "passes" }, passing, operator("→"), element("span", { text: "unchanged" })),
        element("p", {
          class: "aside",
          text: `Only while the network was trained, ${layer.training}.`,
        }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      passing.textContent = number(terms.value)
    },
    sum: ({ value }) => [`${number(value)} passes unchanged: `, resultPart(value)],
  }
}
