// A flatten: all values in a row.

import { numberBlock, piece } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { positionAt } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { placeText } from "./parts/place_text.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Grid } from "../scene/grid.js"
 * @import { MapView } from "../scene/map_view.js"
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Position, Terms } from "../shared/types.js"
 * @import { LayerKind, WholeKind } from "./index.js"
 */

/**
 * source: where the value was on the maps.
 * @typedef {Terms & {source: Position}} FlattenTerms
 */

/** @typedef {WholeKind<Layer, FlattenTerms>} FlattenKind */

/** @type {FlattenKind} */
const kind = {
  classes: ["Flatten"],
  explain,
  source,
  sentence,
  ledger,
  scene,
}

/** What is a row already is handed on as it is. */
const ofRow = {
  ...kind,
  ledger: (/** @type {Layer} */ layer, /** @type {FlattenTerms} */ { source: before, value }) => [
    element("p", { class: "equation" }, `${placeText(before)}, unchanged: `, result(value)),
  ],
  scene: undefined,
}

/** @type {FlattenKind & Pick<LayerKind, "variant">} */
export default { ...kind, variant: (layer) => (layer.input_shape.length === 1 ? ofRow : undefined) }

/** @type {FlattenKind["explain"]} */
function explain(layer, input, output, arrays, [unit]) {
  return { value: input[unit], output: output[unit], source: positionAt(layer.input_shape, unit) }
}

/** @type {FlattenKind["source"]} */
function source(layer, [unit]) {
  return sameCell(layer, positionAt(layer.input_shape, unit))
}

/** @type {FlattenKind["sentence"]} */
function sentence(layer, { source: before, value }) {
  return `Copied from ${placeText(before)}: ${number(value)}`
}

/** @type {FlattenKind["ledger"]} */
function ledger(layer, { source: [row, col, channel], value }, { position }) {
  const [, width, channels] = layer.input_shape
  return [
    element(
      "p",
      { class: "equation" },
      `(${row} × ${width} + ${col}) × ${channels} + ${channel} = place ${position[0]}:  `,
      result(value),
    ),
    element("p", {
      class: "note",
      text:
        `The value of row ${row}, column ${col} on map ${channel}, copied to its place in the row. ` +
        "Nothing is computed.",
    }),
  ]
}

/**
 * @param {Stage<Layer, FlattenTerms>} stage
 * @returns {Scene<FlattenTerms>}
 */
function scene(stage) {
  const { layer } = stage
  const [, width, channels] = layer.input_shape
  /** By channel. @type {{view: MapView<Grid>, node: HTMLElement}[]} */
  const inputs = []
  const inputOn = (/** @type {number} */ channel) => {
    const view = inputView(stage, channel)
    return { view, node: inputPane(stage, view) }
  }
  /** @type {HTMLElement} */
  let shown = element("div")
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
      shown,
      pane(
        "middle",
        "",
        "",
        piece(["the row around it ", places], row.node),
        element("p", {
          class: "aside",
          text: `One cell after another, and of each cell its ${channels} channel${channels === 1 ? "" : "s"}.`,
        }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position: [unit], terms, revealed }) {
      const [sourceRow, sourceCol, channel] = terms.source
      const next = (inputs[channel] ??= inputOn(channel))
      shown.replaceWith(next.node)
      shown = next.node
      next.view.draw({ frames: [{ top: sourceRow, left: sourceCol, bottom: sourceRow + 1, right: sourceCol + 1 }] })
      output.draw({ revealed, cell: unit })
      // Lines stay where they are while the place moves along one.
      const line = Math.floor(unit / columns) - 2
      const first = Math.min(Math.max(line * columns, 0), output.grid.count - count)
      row.show(
        Array.from({ length: count }, (_, index) => output.grid.valueAt(first + index)),
        output.grid.limit,
        // The last line may not be full.
        { marked: unit - first, outside: (index) => index >= count },
      )
      places.textContent = `places ${first} to ${first + count - 1}`
    },
    sum: ({ source: [r, c, ch], value }, [unit]) => [
      `(row ${r} × ${width} + column ${c}) × ${channels} + channel ${ch} = place ${unit}, which holds `,
      resultPart(value),
    ],
  }
}
