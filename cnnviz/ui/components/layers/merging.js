// Where branches meet: the sum, difference, product, mean, largest or smallest of what each brings.

import { branchMaps } from "../scene/branches.js"
import { outcomeLine } from "../scene/numbers.js"
import { outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { equals, number } from "../shared/format.js"
import { sourceNames } from "../shared/graph.js"
import { heaviest } from "../shared/order.js"
import { flatIndex } from "../shared/positions.js"
import { termButton } from "./parts/branches.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Child } from "../shared/element.js"
 * @import { Layer, Position, Shape, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * operation: "+", "−", "×", "mean", "max" or "min".
 * @typedef {Layer & {operation: string, input_shapes: Shape[]}} MergingLayer
 */

/**
 * The value that each branch brings, where it stands in what the branch brings, and the branch that counts most.
 * @typedef {Terms & {terms: number[], places: Position[], branch: number}} MergingTerms
 */

/** @typedef {WholeKind<MergingLayer, MergingTerms>} MergingKind */

/** @type {Record<string, (terms: number[]) => number>} */
const OPERATIONS = {
  "+": (terms) => terms.reduce((sum, term) => sum + term, 0),
  "−": ([first, second]) => first - second,
  "×": (terms) => terms.reduce((product, term) => product * term, 1),
  mean: (terms) => terms.reduce((sum, term) => sum + term, 0) / terms.length,
  max: (terms) => Math.max(...terms),
  min: (terms) => Math.min(...terms),
}

/** @type {Record<string, string>} */
const MADE = { mean: "their mean", max: "the largest", min: "the smallest" }

/** @type {MergingKind} */
export default {
  classes: ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"],
  explain,
  source: (layer, position, branch = 0) => sameCell(layer, placeIn(layer, position, branch)),
  sentence: (layer, { terms, value }, names = []) =>
    `${written(layer, terms, (branch) => `${names[branch] ?? ""} ${number(terms[branch])}`.trim()).join("")} is ${number(value)}`,
  ledger: (layer, terms, view) => [
    element(
      "p",
      { class: "equation" },
      ...written(layer, terms.terms, (branch) =>
        termButton(view, { branch, place: terms.places[branch], value: terms.terms[branch] }),
      ),
      ` ${writtenSign(layer, terms)} `,
      result(terms.value),
    ),
    element("p", {
      class: "note",
      text: `The values of ${terms.terms.length} branches at this place; press one to go to its cell.`,
    }),
  ],
  scene,
}

/**
 * Where the value of a cell stands in what a branch brings: a single row, column or channel serves all.
 * @param {MergingLayer} layer
 * @param {Position} position
 * @param {number} branch
 * @returns {Position}
 */
function placeIn(layer, position, branch) {
  const shape = layer.input_shapes[branch]
  return position.map((index, axis) => (shape[axis] === 1 ? 0 : index))
}

/** @type {MergingKind["explain"]} */
function explain(layer, input, output, arrays, position, inputs = [input]) {
  const places = inputs.map((_, branch) => placeIn(layer, position, branch))
  const terms = inputs.map((values, branch) => values[flatIndex(layer.input_shapes[branch], places[branch])])
  const value = OPERATIONS[layer.operation](terms)
  return {
    value,
    output: output[flatIndex(layer.output_shape, position)],
    terms,
    places,
    branch: strongest(layer, terms, value),
  }
}

/**
 * The branch that counts most: the one chosen of a largest or smallest value, else that of the value largest in size. Of a
 * product the one that brings whole maps: what serves all cells only weighs them.
 * @param {MergingLayer} layer
 * @param {number[]} terms
 * @param {number} value
 */
function strongest({ operation, input_shapes: shapes, output_shape: made }, terms, value) {
  if (operation === "max" || operation === "min") return Math.max(terms.indexOf(value), 0)
  const isWhole = (/** @type {number} */ branch) => shapes[branch].join() === made.join()
  return heaviest(terms.map((term, branch) => (operation === "×" && !isWhole(branch) ? 0 : term)))
}

/**
 * "a + b", "max(a, b)", where a and b are what is written of the branches.
 * @template {Child} Written
 * @param {MergingLayer} layer
 * @param {number[]} terms
 * @param {(branch: number) => Written} write
 * @returns {(Written | string)[]}
 */
function written({ operation }, terms, write) {
  const isFunction = operation.length > 1
  const between = isFunction ? ", " : ` ${operation} `
  const parts = terms.flatMap((_, branch) => (branch ? [between, write(branch)] : [write(branch)]))
  return isFunction ? [`${operation}(`, ...parts, ")"] : parts
}

/**
 * Whether the value is that of the numbers as they are written.
 * @param {MergingLayer} layer
 * @param {Pick<MergingTerms, "terms" | "value">} terms
 */
function writtenSign({ operation }, { terms, value }) {
  return equals(number(value), (...numbers) => OPERATIONS[operation](numbers), ...terms.map((term) => number(term)))
}

/**
 * @param {Stage<MergingLayer, MergingTerms>} stage
 * @returns {Scene<MergingTerms>}
 */
function scene(stage) {
  const { layer, reading, k } = stage
  const { operation, input_shapes: shapes } = layer
  const names = sourceNames(reading.network, k)
  // The factors of a product are on scales of their own; what is added or compared is on one.
  const maps = branchMaps(stage, { branches: [...shapes.keys()], share: operation !== "×" })
  const output = outputView(stage)
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  const before = (/** @type {number} */ branch) => (branch && operation.length === 1 ? `${operation} ` : "")
  return {
    panes: [maps.node, pane("middle", "", "", lines), outputPane(stage, output)],
    output,
    update({ position, terms, revealed }) {
      maps.show(terms.places, terms.branch)
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      lines.replaceChildren(
        ...terms.terms.map((term, branch) => outcomeLine(`${before(branch)}${names[branch]}`, term)),
        outcomeLine(MADE[operation] ?? "makes", terms.value, true),
      )
    },
    sum: (terms) => [
      ...written(layer, terms.terms, (branch) => `${names[branch]} ${number(terms.terms[branch])}`),
      ` ${writtenSign(layer, terms)} `,
      resultPart(terms.value),
    ],
  }
}
