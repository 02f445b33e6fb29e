// What is shown of a kind of layer that has no scene of its own: its maps, as they are.

import { kindOf, sentenceOf } from "../layers/index.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { layerName } from "../shared/names.js"

/** @import { Scene, Stage } from "../scene/panes.js" */

/**
 * The scene of a layer that is not explained.
 * @param {Stage} stage
 * @returns {Scene}
 */
export function plainScene(stage) {
  const { reading, k, layer } = stage
  const isExplained = kindOf(layer).ledger !== undefined
  const input = inputView(stage, Math.min(stage.position[2] ?? 0, (layer.input_shape[2] ?? 1) - 1))
  const output = outputView(stage)
  const note = pane(
    "middle",
    "",
    "",
    element("p", {
      class: "aside",
      "data-testid": "stepper-plain",
      text: isExplained
        ? `These are the values before and after ${layerName(layer)}; what a value is computed from is said below.`
        : `How ${layerName(layer)} computes a value is not shown here: these are the values before and after it.`,
    }),
  )
  delete note.dataset.region
  return {
    panes: [inputPane(stage, input), note, outputPane(stage, output)],
    output,
    update({ position, revealed }) {
      input.draw({})
      output.draw({ revealed, cell: output.grid.cellOf(position) })
    },
    sum: (terms) => [
      terms.unexplained ? "TensorFlow computed " : `${sentenceOf(reading, k, terms)}: `,
      resultPart(terms.value),
    ],
  }
}
