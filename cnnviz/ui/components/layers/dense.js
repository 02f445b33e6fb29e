// A dense layer: every input times its weight, added up, plus the bias. On maps the same units work at every place.

import { barTable } from "../scene/bars.js"
import { lineLength } from "../scene/grid.js"
import { outputPane, outputView, pane } from "../scene/panes.js"
import { showBlocks, showProducts } from "../scene/products.js"
import { stepOutput } from "../scene/steps.js"
import { biasPart, outcomeParts, productSum } from "../scene/sums.js"
import { cssColour, largest } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number, productText, sumSign } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { makesLogits, sourceOf } from "../shared/graph.js"
import { regionOf } from "../shared/layer_regions.js"
import { largestFirst } from "../shared/order.js"
import { readsInk, readsNumbers } from "../shared/picture.js"
import { flatIndex, positionAt } from "../shared/positions.js"
import { captioned, mapSheet, result, sign } from "./parts/ledger.js"
import { allChannels } from "./parts/windows.js"
import { share } from "./softmax.js"

const FIRST_PRODUCTS = 12
const MORE_PRODUCTS = 200
const FEW_UNITS = 16
const PRODUCTS_SHOWN = 9

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { Child } from "../shared/element.js"
 * @import { FunctionLayer, Reading, Shape, Terms } from "../shared/types.js"
 * @import { LayerKind, LedgerView, WholeKind } from "./index.js"
 */

/**
 * inputs, weights and products are as many as the inputs; order: the indices of the largest products (by size, without
 * their signs), that of the largest first.
 * @typedef {Terms & {inputs: Float32Array, weights: Float64Array, products: Float64Array, order: number[], bias: number,
 *   preActivation: number}} DenseTerms
 */

/** @typedef {WholeKind<FunctionLayer, DenseTerms>} DenseKind */

/** @type {DenseKind} */
const kind = {
  classes: ["Dense"],
  explain,
  source: () => null,
  sentence,
  ledger,
  scene,
}

const onMaps = { ...kind, source: allChannels, scene: undefined }

/** @type {DenseKind & Pick<LayerKind, "variant">} */
export default { ...kind, variant: (layer) => (layer.output_shape.length === 3 ? onMaps : undefined) }

/** @type {DenseKind["explain"]} */
function explain(layer, allInputs, output, arrays, position) {
  const units = layer.output_shape[layer.output_shape.length - 1]
  const index = flatIndex(layer.output_shape, position)
  const unit = index % units
  const count = layer.input_shape[layer.input_shape.length - 1]
  const first = Math.floor(index / units) * count
  const input = allInputs.subarray(first, first + count)
  const kernel = arrays[`${layer.name}.kernel`]
  const biases = arrays[`${layer.name}.bias`]
  const weights = new Float64Array(input.length)
  const products = new Float64Array(input.length)
  const bias = biases?.[unit] ?? 0
  let preActivation = bias
  for (let k = 0; k < input.length; k++) {
    weights[k] = kernel[k * units + unit]
    products[k] = input[k] * weights[k]
    preActivation += products[k]
  }
  const value =
    layer.activation === "softmax"
      ? share(allSums(input, kernel, biases, units), unit)
      : FUNCTIONS[layer.activation].of(preActivation)
  return {
    value,
    output: output[index],
    inputs: input,
    weights,
    products,
    order: largestFirst(products),
    bias,
    preActivation,
  }
}

/** @type {DenseKind["sentence"]} */
function sentence(layer, { products, order, bias, preActivation, value }) {
  const first = Array.from(order.slice(0, 3), (index) => number(products[index])).join(" plus ")
  const sum = `${products.length} products, the largest ${first}, plus bias ${number(bias)}`
  return `${sum}, ${outcome(layer, preActivation, value)}`
}

/**
 * The pre-activations of all units: a softmax built into the layer compares them all.
 * @param {Float32Array} input
 * @param {Float32Array} kernel - (inputs, units), flat.
 * @param {Float32Array | undefined} biases
 * @param {number} units
 */
function allSums(input, kernel, biases, units) {
  const sums = Float64Array.from({ length: units }, (_, unit) => biases?.[unit] ?? 0)
  kernel.forEach((weight, k) => (sums[k % units] += input[Math.floor(k / units)] * weight))
  return sums
}

/**
 * @param {FunctionLayer} layer
 * @param {DenseTerms} terms
 * @param {LedgerView<number>} view - open: how many products are shown.
 */
function ledger(layer, terms, view) {
  const shown = Math.max(view.open ?? 0, FIRST_PRODUCTS)
  const order =
    shown > terms.order.length ? largestFirst(terms.products, Math.max(shown, 0)) : terms.order.slice(0, shown)
  const rest = terms.products.length - order.length
  const shownSum = order.reduce((sum, index) => sum + terms.products[index], 0)
  const total = terms.preActivation - terms.bias
  const maps = flattenedShape(view)?.[2]
  // A picture leaves room for the products beside it; the maps of a layer do not.
  const beside = (/** @type {Child[]} */ ...parts) =>
    maps === 1 ? [element("div", { class: "row" }, ...parts)] : parts
  return [
    element(
      "p",
      { class: "equation" },
      `${terms.products.length.toLocaleString("en")} products = ${number(total)}`,
      sign(terms.bias < 0 ? " − " : " + "),
      `${number(Math.abs(terms.bias))} `,
      element("small", { text: "bias" }),
      ` ${sumSign([total, terms.bias], terms.preActivation)} `,
      ...(layer.activation === "linear" ? [] : [`${number(terms.preActivation)},  ${layer.activation}: `]),
      result(terms.value),
    ),
    ...beside(
      votes(terms, view),
      element(
        "div",
        { class: "products", "data-testid": "products" },
        ...order.map((index) =>
          element(
            "span",
            { class: "product", style: { borderColor: cssColour(Math.sign(terms.products[index]) * 0.6, 1) } },
            element("small", { text: inputName(view, index) }),
            ` ${productText(terms.inputs[index], terms.weights[index], terms.products[index])} `,
            element("b", { text: number(terms.products[index]) }),
          ),
        ),
        rest > 0 &&
          element("button", {
            class: "more",
            type: "button",
            onclick: () => view.setOpen(shown + MORE_PRODUCTS),
            text:
              `${rest.toLocaleString("en")} smaller ones add up to ${number(total - shownSum)}: ` +
              `show ${Math.min(rest, MORE_PRODUCTS)} more`,
          }),
      ),
    ),
  ]
}

/**
 * What an input of a dense layer is called: where it was on the maps that were flattened, or its unit.
 * @param {{reading: Reading, k: number}} step
 * @param {number} index
 */
function inputName(step, index) {
  const shape = flattenedShape(step)
  if (!shape) return `unit ${index}:`
  const [row, col, channel] = positionAt(shape, index)
  if (isOfNumbers(step)) return `number ${col}:`
  return `ch ${channel}, row ${row}, col ${col}:`
}

/**
 * After Flatten, the products laid out again as the maps they came from: where the unit found what it looks for.
 * @param {DenseTerms} terms
 * @param {{reading: Reading, k: number}} step
 */
function votes({ products }, step) {
  const shape = flattenedShape(step)
  if (!shape || shape[2] > 128 || (isOfNumbers(step) && shape[1] > MOST_SQUARES)) return undefined
  return captioned(
    isOfNumbers(step)
      ? "the products, one for each number"
      : `the products, laid out as the ${shape[2] === 1 ? "picture" : `${shape[2]} maps`} they came from`,
    mapSheet(products, shape, isOfNumbers(step) ? numberSize(shape[1]) : shape[2] > 16 ? 2 : 4),
  )
}

/**
 * @param {Stage<FunctionLayer, DenseTerms | undefined>} stage
 * @returns {Scene<DenseTerms | undefined>}
 */
function scene(stage) {
  const { layer, reading, k, narrow } = stage
  const isLogits = makesLogits(reading.network, k)
  const [count] = layer.input_shape
  const [units] = layer.output_shape
  const [unit] = stage.position
  const half = Math.floor(((narrow ? stage.middleWidth : stage.mapWidth) - 44) / 2)
  const blockSize = { width: half, height: narrow ? half : stage.mapHeight / 2 - 24, scheme: stage.scheme }
  const values = stepOutput(reading, k)
  const labels = Array.from({ length: units }, (_, index) => (isLogits ? reading.network.labels[index] : `${index}`))
  const bars =
    units <= FEW_UNITS
      ? barTable({
          labels,
          onChoose: stage.choose,
          columns: [
            {
              title: isLogits ? "logit" : "value",
              values,
              limit: largest(values),
              signed: layer.signed,
              text: (value) => number(value, 2),
            },
          ],
        })
      : undefined
  const output = bars
    ? undefined
    : outputView(stage, narrow ? { width: stage.middleWidth, height: stage.middleWidth } : {})
  const blocks = element("div", { class: "weights" })
  const list = element("div", { class: "largest" })
  const middle = pane("middle", `Unit ${labels[unit]}`, "its largest products", list)
  middle.dataset.region = "sums filters maps"
  const heading = find(middle, "h3", HTMLHeadingElement)
  const shapesCovered = isCovered("shapes")
  const outputName = isLogits ? "The logits" : shapesCovered ? "The units" : `The ${units} units`
  const detail = count > lineLength(count) ? `in lines of ${lineLength(count)}` : ""
  const barPane = pane("output", outputName, "", bars?.node)
  barPane.dataset.region = regionOf(reading.network, k)
  return {
    panes: [
      pane("input", shapesCovered ? "The inputs" : `The ${count.toLocaleString("en")} inputs`, detail, blocks),
      middle,
      output ? outputPane(stage, output) : barPane,
    ],
    output,
    note: isLogits
      ? `These sums are the logits: one for each ${readsInk(reading.network) ? "digit" : "class"}, ` +
        "of either sign. Softmax makes probabilities of them."
      : "",
    update({ position, terms, revealed }) {
      bars?.show(position[0])
      output?.draw({ revealed, cell: position[0] })
      if (!terms) {
        list.replaceChildren(element("p", { text: "The weights are on their way …" }))
        return
      }
      heading.childNodes[0].textContent = `Unit ${labels[position[0]]}`
      const top = terms.order.slice(0, narrow ? 6 : PRODUCTS_SHOWN)
      showBlocks(blockSize, blocks, terms, top)
      showProducts(list, terms, top, (index) => placeName(stage, index))
    },
    sum: (terms, position, view) => [
      ...productSum(view, "products", {
        firsts: terms.inputs,
        seconds: terms.weights,
        products: terms.products,
        order: terms.order,
        placeName: (index) => placeName(stage, index),
      }),
      biasPart(terms.bias),
      ...outcomeParts(layer, terms),
    ],
  }
}

/**
 * The maps that were laid out in a row for a dense layer, by the layer that did it.
 * @param {{reading: Reading, k: number}} step
 * @returns {Shape | undefined} Undefined where no such layer feeds it.
 */
function flattenedShape({ reading: { network }, k }) {
  const source = network.layers[sourceOf(network, k)]
  return source?.role === "flatten" && source.input_shape.length === 3 ? source.input_shape : undefined
}

/** More numbers do not fit in a row that can be seen. */
const MOST_SQUARES = 95

/**
 * How large a square for each of so many numbers is, in CSS pixels.
 * @param {number} count
 */
function numberSize(count) {
  return Math.max(2, Math.min(Math.floor(190 / count), 20))
}

/**
 * Whether what was laid out in a row are numbers that are no picture.
 * @param {{reading: Reading, k: number}} step
 */
function isOfNumbers({ reading: { network }, k }) {
  const flatten = sourceOf(network, k)
  return flatten >= 0 && sourceOf(network, flatten) < 0 && readsNumbers(network)
}

/**
 * Where an input of a dense layer was before it was laid out in a row.
 * @param {{reading: Reading, k: number}} step
 * @param {number} index
 */
function placeName(step, index) {
  const shape = flattenedShape(step)
  if (!shape) return `input ${index}`
  const [row, col, channel] = positionAt(shape, index)
  if (isOfNumbers(step)) return `number ${col}`
  return `row ${row}, column ${col}, channel ${channel}`
}
