// A softmax: one exponential's share of all of them. On maps there is one at every place, of all channels.

import { barTable } from "../scene/bars.js"
import { pane } from "../scene/panes.js"
import { stepOutput } from "../scene/steps.js"
import { factor, resultPart } from "../scene/sums.js"
import { largest } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { equals, number, percent } from "../shared/format.js"
import { regionOf } from "../shared/layer_regions.js"
import { inputOf } from "../shared/wire.js"
import { flatIndex } from "../shared/positions.js"
import { result } from "./parts/ledger.js"
import { allChannels } from "./parts/windows.js"

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Layer, Terms } from "../shared/types.js"
 * @import { LayerKind, WholeKind } from "./index.js"
 */

/**
 * exponentials: e^(logit − largest) of all logits; total: their sum; largest: the largest logit.
 * @typedef {{exponentials: Float64Array, total: number, largest: number}} Powers
 */

/** @typedef {Terms & Powers & {logits: Float32Array}} SoftmaxTerms */

/** @typedef {WholeKind<Layer, SoftmaxTerms>} SoftmaxKind */

/** @type {SoftmaxKind} */
const kind = {
  classes: ["Softmax"],
  explain,
  source: () => null,
  sentence,
  ledger,
  scene,
}

const onMaps = { ...kind, source: allChannels, scene: undefined }

/** @type {SoftmaxKind & Pick<LayerKind, "variant">} */
export default { ...kind, variant: (layer) => (layer.output_shape.length === 3 ? onMaps : undefined) }

/** @type {SoftmaxKind["explain"]} */
function explain(layer, input, output, arrays, position) {
  const count = layer.output_shape[layer.output_shape.length - 1]
  const index = flatIndex(layer.output_shape, position)
  const first = index - (index % count)
  const logits = input.subarray(first, first + count)
  const terms = powers(logits)
  return { value: terms.exponentials[index % count] / terms.total, output: output[index], logits, ...terms }
}

/**
 * The softmax of a logit.
 * @param {Float32Array | Float64Array} logits - All of them.
 * @param {number} unit - Its index.
 * @returns {number}
 */
export function share(logits, unit) {
  const { exponentials, total } = powers(logits)
  return exponentials[unit] / total
}

/**
 * @param {Float32Array | Float64Array} logits
 * @returns {Powers}
 */
function powers(logits) {
  let top = -Infinity
  for (const logit of logits) top = Math.max(top, logit)
  const exponentials = Float64Array.from(logits, (logit) => Math.exp(logit - top))
  return { largest: top, exponentials, total: exponentials.reduce((a, b) => a + b, 0) }
}

/** @type {SoftmaxKind["sentence"]} */
function sentence(layer, { exponentials, total, value }) {
  return `Its exponential divided by the sum of all ${exponentials.length}, ${number(total)}, is ${percent(value)}`
}

/** @type {SoftmaxKind["ledger"]} */
function ledger(layer, terms, view) {
  const isRow = view.position.length === 1
  const unit = view.position[view.position.length - 1]
  const { labels } = view.reading.network
  return [
    element(
      "p",
      { class: "equation" },
      `${number(terms.exponentials[unit])} / ${number(terms.total)} `,
      `${equals(number(terms.value), (own, all) => own / all, number(terms.exponentials[unit]), number(terms.total))} `,
      result(terms.value),
      ` (${percent(terms.value)})`,
    ),
    element(
      "table",
      { class: "shares" },
      element(
        "tr",
        {},
        ...["", "logit", `− ${number(terms.largest)}`, "e to that", "share"].map((text) => element("th", { text })),
      ),
      ...Array.from(terms.logits, (logit, index) =>
        element(
          "tr",
          { class: index === unit ? "marked" : "" },
          ...[
            (isRow && labels[index]) || `${index}`,
            number(logit),
            number(logit - terms.largest),
            number(terms.exponentials[index]),
            percent(terms.exponentials[index] / terms.total),
          ].map((text) => element("td", { text })),
        ),
      ),
      element("tr", {}, ...["", "", "sum", number(terms.total), "100 %"].map((text) => element("th", { text }))),
    ),
    element("p", {
      class: "note",
      text:
        "The largest logit is taken off every logit first: the shares stay the same, and no power grows too large " +
        "to compute.",
    }),
  ]
}

/**
 * @param {Stage<Layer, SoftmaxTerms>} stage
 * @returns {Scene<SoftmaxTerms>}
 */
function scene(stage) {
  const { reading, k } = stage
  const { labels } = reading.network
  const logits = inputOf(reading, k)
  const { exponentials, total, largest: top } = stage.termsAt([0])
  const shares = stepOutput(reading, k)
  const ends = { values: shares, limit: 1, signed: false, text: percent }
  const bars = barTable({
    labels: Array.from(shares, (_, unit) => labels[unit] ?? `${unit}`),
    onChoose: stage.choose,
    columns: isCovered("logits")
      ? [{ title: "share", ...ends }]
      : [
          { title: "logit", values: logits, limit: largest(logits), signed: true, text: (value) => number(value, 2) },
          { title: `e^(logit − ${factor(top, 2)})`, values: exponentials, limit: 1, signed: false, text: number },
          { title: `divided by their sum, ${number(total)}`, ...ends },
        ],
  })
  const whole = pane(
    "whole",
    "",
    "",
    bars.node,
    element("p", {
      class: "aside",
      text:
        "The largest logit is taken off all of them first: the shares stay the same, and no power grows too " +
        "large.",
    }),
  )
  whole.dataset.region = regionOf(reading.network, k)
  return {
    panes: [whole],
    update: ({ position }) => bars.show(position[0]),
    sum: (terms, [unit]) => [
      `e^(${number(terms.logits[unit])} − ${factor(terms.largest)}) / ${number(terms.total)} = `,
      `${number(terms.exponentials[unit])} / ${number(terms.total)} `,
      `${equals(number(terms.value), (own, all) => own / all, number(terms.exponentials[unit]), number(terms.total))} `,
      resultPart(terms.value, percent(terms.value)),
    ],
    text: percent,
  }
}
