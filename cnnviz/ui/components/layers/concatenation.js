// Joined maps: every value is that of the branch it comes from.

import { branchMaps } from "../scene/branches.js"
import { outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { sourceNames } from "../shared/graph.js"
import { flatIndex } from "../shared/positions.js"
import { termButton } from "./parts/branches.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Position, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * The number of channels that each branch brings.
 * @typedef {Layer & {sizes: number[]}} JoiningLayer
 */

/**
 * The branch that the value comes from, and its position there.
 * @typedef {Terms & {branch: number, source: Position}} JoiningTerms
 */

/** @typedef {WholeKind<JoiningLayer, JoiningTerms>} JoiningKind */

/** @type {JoiningKind} */
export default {
  classes: ["Concatenate"],
  explain,
  source(layer, position, branch = 0) {
    const origin = originOf(layer, position)
    return origin.branch === branch ? sameCell(layer, origin.source) : undefined
  },
  sentence: (layer, { branch, source, value }, names = []) =>
    `${whereText(source)} of ${names[branch] ?? `branch ${branch}`}, unchanged: ${number(value)}`,
  ledger: (layer, { branch, source, value }, view) => [
    element(
      "p",
      { class: "equation" },
      `${whereText(source)} of `,
      termButton(view, { branch, place: source, value }),
      ", unchanged: ",
      result(value),
    ),
  ],
  scene,
}

/** @param {Position} source */
function whereText(source) {
  return `${source.length === 3 ? "channel" : "unit"} ${source[source.length - 1]}`
}

/**
 * The branch that a value comes from, and its position there.
 * @param {JoiningLayer} layer
 * @param {Position} position
 */
function originOf({ sizes }, position) {
  let [branch, channel] = [0, position[position.length - 1]]
  while (channel >= sizes[branch]) channel -= sizes[branch++]
  return { branch, source: [...position.slice(0, -1), channel] }
}

/** @type {JoiningKind["explain"]} */
function explain(layer, input, output, arrays, position, inputs = [input]) {
  const { branch, source } = originOf(layer, position)
  const shape = [...layer.output_shape.slice(0, -1), layer.sizes[branch]]
  return {
    value: inputs[branch][flatIndex(shape, source)],
    output: output[flatIndex(layer.output_shape, position)],
    branch,
    source,
  }
}

/**
 * @param {Stage<JoiningLayer, JoiningTerms>} stage
 * @returns {Scene<JoiningTerms>}
 */
function scene(stage) {
  const { layer, reading, k } = stage
  const { sizes } = layer
  const names = sourceNames(reading.network, k)
  const starts = sizes.map((_, branch) => sizes.slice(0, branch).reduce((sum, size) => sum + size, 0))
  const output = outputView(stage)
  /** By branch, for the channel that it brings. @type {ReturnType<typeof branchMaps>[]} */
  const maps = []
  /** @type {HTMLElement} */
  let shown = element("div")
  const what = layer.output_shape.length === 3 ? "channels" : "units"
  const parts = sizes.map((size, branch) =>
    element(
      "button",
      {
        type: "button",
        class: "part",
        "data-keep": `part-${branch}`,
        "data-testid": "stepper-part",
        onclick: () => stage.choose([...stage.position.slice(0, -1), starts[branch]]),
      },
      element("span", { text: `${what} ${starts[branch]} to ${starts[branch] + size - 1}` }),
      element("b", { text: names[branch] }),
    ),
  )
  return {
    panes: [
      shown,
      pane(
        "middle",
        "",
        "",
        element("div", { class: "parts", role: "group", "aria-label": "What each branch brings" }, ...parts),
        element("p", { class: "aside", text: `The ${what} of the branches, one after the other; no value changes.` }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms: { branch, source }, revealed }) {
      const next = (maps[branch] ??= branchMaps(stage, { branches: [branch], channel: source[2] }))
      shown.replaceWith(next.node)
      shown = next.node
      next.show([source], branch)
      parts.forEach((part, index) => part.setAttribute("aria-pressed", String(index === branch)))
      output.draw({ revealed, cell: output.grid.cellOf(position) })
    },
    sum: ({ branch, source, value }) => [`${whereText(source)} of ${names[branch]}, unchanged: `, resultPart(value)],
  }
}
