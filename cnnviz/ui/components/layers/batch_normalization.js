// A batch normalisation: every channel shifted and scaled by what it was like in training.

import { outcomeLine } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView, pane } from "../scene/panes.js"
import { factor, resultPart } from "../scene/sums.js"
import { element, svg } from "../shared/element.js"
import { equals, number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { sameCell } from "./parts/windows.js"

/**
 * @import { Grid } from "../scene/grid.js"
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { WholeKind } from "./index.js"
 */

/** @typedef {Layer & {epsilon: number}} NormalisingLayer */

/**
 * normalised is (input − mean) / root, root is √(variance + epsilon); gamma is 1 and beta 0 where there is none.
 * @typedef {Terms & {input: number, mean: number, variance: number, root: number, normalised: number, gamma: number,
 *   beta: number}} NormalisingTerms
 */

/** @typedef {WholeKind<NormalisingLayer, NormalisingTerms>} BatchNormalizationKind */

/** @type {BatchNormalizationKind} */
export default {
  classes: ["BatchNormalization"],
  explain,
  source: sameCell,
  sentence,
  ledger,
  scene,
}

/** @type {BatchNormalizationKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const index = flatIndex(layer.output_shape, position)
  const channel = position[position.length - 1]
  const of = (/** @type {string} */ name, missing = NaN) => arrays[`${layer.name}.${name}`]?.[channel] ?? missing
  const [mean, variance] = [of("moving_mean"), of("moving_variance")]
  const [gamma, beta] = [of("gamma", 1), of("beta", 0)]
  const root = Math.sqrt(variance + layer.epsilon)
  const normalised = (input[index] - mean) / root
  return {
    value: gamma * normalised + beta,
    output: output[index],
    input: input[index],
    mean,
    variance,
    root,
    normalised,
    gamma,
    beta,
  }
}

/** @type {BatchNormalizationKind["sentence"]} */
function sentence(layer, { input, mean, root, gamma, beta, value }) {
  const normalised = `${number(input)} minus mean ${number(mean)}, divided by ${number(root)}`
  return `${normalised}, times gamma ${number(gamma)}, plus beta ${number(beta)}, makes ${number(value)}`
}

/** @type {BatchNormalizationKind["ledger"]} */
function ledger(layer, { input, mean, variance, root, normalised, gamma, beta, value }, { reading }) {
  const has = (/** @type {string} */ name) => `${layer.name}.${name}` in reading.network.arrays
  const what = layer.output_shape.length === 3 ? "channel" : "unit"
  /**
   * @param {string} name
   * @param {number} amount
   * @param {string} how
   */
  const entry = (name, amount, how) =>
    element(
      "span",
      { class: "product", style: { borderColor: "var(--edge)" } },
      element("small", { text: `${name}: ` }),
      element("b", { text: number(amount) }),
      element("small", { text: ` ${how}` }),
    )
  return [
    element(
      "p",
      { class: "equation" },
      has("gamma") && `${number(gamma)} × `,
      `(${number(input)}${less(mean)}) / ${number(root)}`,
      has("beta") && `${beta < 0 ? " − " : " + "}${number(Math.abs(beta))}`,
      ` ${writtenSign({ gamma, input, mean, root, beta, value })} `,
      result(value),
    ),
    element(
      "div",
      { class: "products" },
      entry("mean", mean, "measured"),
      entry("variance", variance, `measured; √(variance + ${layer.epsilon.toPrecision(1)}) = ${number(root)}`),
      has("gamma") && entry("gamma", gamma, "learned"),
      has("beta") && entry("beta", beta, "learned"),
    ),
    element("p", {
      class: "note",
      text:
        `This value lies ${number(Math.abs(normalised), 2)} times the usual spread ` +
        `${normalised < 0 ? "below" : "above"} what was the mean of this ${what} in training.`,
    }),
  ]
}

/**
 * The sign before the value: "=" where it is that of the numbers as they are written.
 * @param {Pick<NormalisingTerms, "gamma" | "input" | "mean" | "root" | "beta" | "value">} terms
 */
function writtenSign({ gamma, input, mean, root, beta, value }) {
  return equals(
    number(value),
    (times, from, off, by, plus) => (times * (from - off)) / by + plus,
    ...[gamma, input, mean, root, beta].map((term) => number(term)),
  )
}

/**
 * " − 0.3", and of a negative number " + 0.3": what taking it off looks like.
 * @param {number} value
 */
function less(value) {
  return `${value < 0 ? " + " : " − "}${number(Math.abs(value))}`
}

/**
 * @param {Stage<NormalisingLayer, NormalisingTerms>} stage
 * @returns {Scene<NormalisingTerms>}
 */
function scene(stage) {
  const { layer, reading } = stage
  const isMap = layer.output_shape.length === 3
  const has = (/** @type {string} */ name) => `${layer.name}.${name}` in reading.network.arrays
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage)
  const width = Math.min(stage.middleWidth, 460)
  const rulers = isMap ? rulerPair(stage, input.grid, output.grid, width) : undefined
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  return {
    panes: [inputPane(stage, input), pane("middle", "", "", rulers?.node, lines), outputPane(stage, output)],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      rulers?.show(terms)
      lines.replaceChildren(
        outcomeLine("what came in", terms.input),
        outcomeLine(`less the mean, ${number(terms.mean)}`, terms.input - terms.mean),
        outcomeLine(`divided by ${number(terms.root)}`, terms.normalised),
        ...(has("gamma") ? [outcomeLine(`times gamma, ${number(terms.gamma)}`, terms.gamma * terms.normalised)] : []),
        ...(has("beta") ? [outcomeLine("plus beta", terms.beta)] : []),
        outcomeLine("makes", terms.value, true),
      )
    },
    sum: ({ input: x, mean, root, gamma, beta, value }) => [
      has("gamma") && `${factor(gamma)} × `,
      `(${number(x)} ${mean < 0 ? "+" : "−"} ${number(Math.abs(mean))}) / ${number(root)}`,
      has("beta") && ` ${beta < 0 ? "−" : "+"} ${number(Math.abs(beta))}`,
      ` ${writtenSign({ gamma, input: x, mean, root, beta, value })} `,
      resultPart(value),
    ],
    note: `The number to divide by is √(variance + ${layer.epsilon.toPrecision(1)}).`,
  }
}

/**
 * All cells of a map on one scale before and after: a tick a cell, a line for the cell shown, a band for its spread.
 * @param {Stage<NormalisingLayer, NormalisingTerms>} stage
 * @param {Grid} before
 * @param {Grid} after
 * @param {number} width - CSS pixels.
 * @returns {{node: SVGElement, show: (terms: NormalisingTerms) => void}}
 */
function rulerPair(stage, before, after, width) {
  const [height, left, right] = [204, 14, width - 14]
  const reach = Math.max(before.limit, after.limit, 1) * 1.05
  const x = (/** @type {number} */ value) =>
    left + ((Math.min(Math.max(value, -reach), reach) + reach) / (2 * reach)) * (right - left)
  const [top, bottom] = [52, 138]
  const ticks = (/** @type {Grid} */ grid, /** @type {number} */ y) =>
    Array.from({ length: grid.count }, (_, cell) => `M${x(grid.valueAt(cell)).toFixed(1)} ${y}v12`).join("")
  const terms = stage.termsAt(stage.position)
  /**
   * @param {number} mean
   * @param {number} spread
   * @param {number} y
   */
  const band = (mean, spread, y) => {
    const [from, to] = [x(mean - spread), x(mean + spread)].sort((a, b) => a - b)
    return svg("rect", { class: "band", x: from, y: y - 4, width: to - from, height: 20 })
  }
  const way = svg("path", { class: "guide" })
  const [from, to] = [
    svg("circle", { class: "point", r: 6, cy: top + 6 }),
    svg("circle", { class: "point", r: 6, cy: bottom + 6 }),
  ]
  const node = svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "bend rulers",
      role: "img",
      "aria-label": "All cells of the map before and after, on one scale",
    },
    svg("text", { x: left, y: 16, class: "name" }, "before: a tick for each cell"),
    svg("text", { x: left, y: 36, class: "name" }, "band: mean ± usual spread in training"),
    svg("text", { x: left, y: height - 6, class: "name" }, "after: the band lies at beta ± gamma"),
    svg("text", { x: x(0), y: bottom + 34, class: "zero", "text-anchor": "middle" }, "0"),
    band(terms.mean, terms.root, top),
    band(terms.beta, terms.gamma, bottom),
    svg("path", {
      class: "axis",
      d: `M${left} ${top + 6}H${right}M${left} ${bottom + 6}H${right}M${x(0)} ${top - 6}V${bottom + 20}`,
    }),
    svg("path", { class: "ticks", d: ticks(before, top) + ticks(after, bottom) }),
    way,
    from,
    to,
  )
  return {
    node,
    show({ input, value }) {
      from.setAttribute("cx", String(x(input)))
      to.setAttribute("cx", String(x(value)))
      way.setAttribute("d", `M${x(input)} ${top + 12}L${x(value)} ${bottom}`)
    },
  }
}
