// An activation by itself: one function of one number.

import { piece } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { resultPart } from "../scene/sums.js"
import { element, svg } from "../shared/element.js"
import { number } from "../shared/format.js"
import { functionOf } from "../shared/functions.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Grid } from "../scene/grid.js"
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { FunctionLayer, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/**
 * The number that goes in, and what comes out.
 * @typedef {Terms & {input: number}} ActivationTerms
 */

/** @typedef {WholeKind<FunctionLayer, ActivationTerms>} ActivationKind */

/** @type {ActivationKind} */
export default {
  classes: ["ReLU", "Activation", "LeakyReLU", "ELU"],
  explain,
  source: sameCell,
  sentence,
  ledger,
  scene,
}

/** @type {ActivationKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  return { value: functionOf(layer).of(input[index]), output: output[index], input: input[index] }
}

/** @type {ActivationKind["sentence"]} */
function sentence(layer, { input, value }) {
  return `${functionOf(layer).formula(number(input))} is ${number(value)}`
}

/** @type {ActivationKind["ledger"]} */
function ledger(layer, { input, value }) {
  return [
    element("p", { class: "equation" }, `${functionOf(layer).formula(number(input))} = `, result(value)),
    element("p", {
      class: "note",
      text:
        layer.activation === "relu"
          ? input < 0
            ? "It was negative, so it becomes 0."
            : "It was not negative, so it passes unchanged."
          : "",
    }),
  ]
}

/**
 * @param {Stage<FunctionLayer, ActivationTerms>} stage
 * @returns {Scene<ActivationTerms>}
 */
function scene(stage) {
  const { layer } = stage
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, layer.activation === "relu" ? { limit: input.grid.limit } : {})
  const bend = bendPlot(
    layer,
    input.grid,
    stage.middleWidth,
    stage.narrow ? 240 : Math.min(stage.mapHeight - 60, stage.middleWidth * 0.72),
  )
  return {
    panes: [
      inputPane(stage, input),
      pane(
        "middle",
        "",
        "",
        piece(["the bend: ", element("b", { text: layer.formula })], bend.node),
        element("p", { class: "aside", text: layer.activation === "relu" ? zeroCount(input.grid) : "" }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      bend.show(terms.input, terms.value)
    },
    sum: ({ input: z, value }) => [`z = ${number(z)};  ${functionOf(layer).formula(number(z))} = `, resultPart(value)],
  }
}

/** @param {Grid} grid */
function zeroCount(grid) {
  let count = 0
  for (let cell = 0; cell < grid.count; cell++) if (grid.valueAt(cell) < 0) count++
  return `${count} of ${grid.count} ${grid.isMap ? "cells" : "units"} became 0.`
}

/**
 * The function as a curve, the values of the whole map as ticks below it, and the cell's point on it.
 * @param {FunctionLayer} layer
 * @param {Grid} grid
 * @param {number} width - CSS pixels, as is the height.
 * @param {number} height
 * @returns {{node: SVGElement, show: (z: number, value: number) => void}}
 */
function bendPlot(layer, grid, width, height) {
  const { of } = functionOf(layer)
  const reach = (grid.limit || 1) * 1.1
  const [low, high] = [Math.min(of(-reach), -0.12 * Math.abs(of(reach))), of(reach) * 1.1]
  const [left, right, top, bottom] = [16, width - 16, 22, height - 34]
  const x = (/** @type {number} */ z) => left + ((z + reach) / (2 * reach)) * (right - left)
  const y = (/** @type {number} */ value) => bottom - ((value - low) / (high - low)) * (bottom - top)
  const curve = Array.from({ length: 121 }, (_, index) => {
    const z = -reach + (index / 60) * reach
    return `${x(z).toFixed(1)},${y(of(z)).toFixed(1)}`
  })
  let ticks = ""
  for (let cell = 0; cell < grid.count; cell++) ticks += `M${x(grid.valueAt(cell)).toFixed(1)} ${bottom + 4}v9`
  const guide = svg("path", { class: "guide" })
  const point = svg("circle", { class: "point", r: 7 })
  const out = svg("text", { class: "number" })
  const node = svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "bend",
      role: "img",
      "aria-label": `The curve of ${layer.formula}`,
    },
    svg("path", { class: "axis", d: `M${left} ${y(0)}H${right}M${x(0)} ${top - 8}V${bottom}` }),
    svg("path", { class: "ticks", d: ticks }),
    svg(
      "text",
      { x: left, y: height - 4, class: "name" },
      grid.isMap ? "a tick for each cell of the map" : "a tick for each unit",
    ),
    svg("polyline", { class: "curve", points: curve.join(" ") }),
    guide,
    point,
    svg("text", { x: right, y: y(0) + 18, class: "name", "text-anchor": "end" }, "z, what goes in"),
    svg("text", { x: x(0) - 8, y: top + 4, class: "name", "text-anchor": "end" }, "what comes out"),
    out,
  )
  return {
    node,
    show(z, value) {
      const [px, py] = [x(Math.min(Math.max(z, -reach), reach)), y(value)]
      guide.setAttribute("d", `M${px} ${bottom + 4}V${py}H${x(0)}`)
      point.setAttribute("cx", String(px))
      point.setAttribute("cy", String(py))
      const side = px > (left + right) / 2 ? "end" : "start"
      out.textContent = `${number(z)} → ${number(value)}`
      out.setAttribute("x", String(side === "end" ? px - 14 : px + 14))
      out.setAttribute("y", String(Math.max(py - 12, top)))
      out.setAttribute("text-anchor", side)
    },
  }
}
