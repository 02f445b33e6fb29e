// A convolution: the window times the kernel, added up over all input channels, plus the bias. With groups a filter reads
// the channels of its own group alone.

import { multiplyPane } from "../scene/multiply.js"
import { outcomeLine } from "../scene/numbers.js"
import { inputPane, inputView, outputPane, outputView } from "../scene/panes.js"
import { inkGoesIn } from "../scene/steps.js"
import { subtotalThumbs } from "../scene/subtotals.js"
import { biasPart, numberSum, outcomeParts, productSum, WRITTEN_OUT } from "../scene/sums.js"
import { largest } from "../shared/colour.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { number, sumSign } from "../shared/format.js"
import { FUNCTIONS, outcome } from "../shared/functions.js"
import { channelOf, heaviest, largestFirst } from "../shared/order.js"
import { channelBefore } from "../shared/picture.js"
import { flatIndex } from "../shared/positions.js"
import { inputOf } from "../shared/wire.js"
import { channelResults } from "./parts/channel_results.js"
import { channelSum } from "./parts/channel_sum.js"
import { captioned, miniature, numberGrid, result, sign, sumText } from "./parts/ledger.js"
import { windowAt } from "./parts/windows.js"
import { share } from "./softmax.js"

const ALL_CARDS = 45
const HEAVIEST_CARDS = 40
const SUBTOTAL_WIDTH = 36
const SUBTOTAL_HEIGHT = 50
const SUBTOTAL_ROWS = 4

/**
 * @import { Scene, Stage } from "../scene/panes.js"
 * @import { FunctionLayer, Layer, Region, Terms, WindowLayer } from "../shared/types.js"
 * @import { LayerKind, LedgerView, WholeKind } from "./index.js"
 */

/** @typedef {WindowLayer & FunctionLayer & {groups?: number}} ConvLayer */

/**
 * window, kernel and products are (kernel height, kernel width, input channels), flat, with 0 outside the input; subtotals
 * are the sums of the products of an input channel. first is the first of the channels that the filter reads.
 * @typedef {Terms & {first: number, region: Region, window: Float64Array, kernel: Float64Array, products: Float64Array,
 *   subtotals: Float64Array, bias: number, preActivation: number}} ConvTerms
 */

/**
 * The input channel whose products are shown, and whether all subtotals are.
 * @typedef {{channel?: number, all: boolean}} Opened
 */

/** @typedef {WholeKind<ConvLayer, ConvTerms>} Conv2DKind */

/** @type {Conv2DKind} */
const kind = {
  classes: ["Conv2D"],
  explain,
  source,
  sentence,
  ledger,
  scene,
}

const inGroups = {
  ...kind,
  ledger: (/** @type {ConvLayer} */ layer, /** @type {ConvTerms} */ terms) =>
    channelSum(layer, terms, (index) => `channel ${terms.first + index}`),
  scene: undefined,
}

/** @type {Conv2DKind & Pick<LayerKind, "variant">} */
export default { ...kind, variant: (layer) => (isInGroups(layer) ? inGroups : undefined) }

/** @param {ConvLayer | Layer} layer */
function isInGroups(layer) {
  return "groups" in layer && Number(layer.groups) > 1
}

/** @type {Conv2DKind["explain"]} */
function explain(layer, input, output, arrays, [row, col, channel]) {
  const [height, width, channels] = layer.input_shape
  const [kernelHeight, kernelWidth] = layer.kernel_size
  const filters = layer.output_shape[2]
  const weights = arrays[`${layer.name}.kernel`]
  const { groups = 1 } = layer
  const reads = channels / groups
  const first = Math.floor((channel * groups) / filters) * reads
  const size = kernelHeight * kernelWidth * reads
  const window = new Float64Array(size)
  const kernel = new Float64Array(size)
  const products = new Float64Array(size)
  const subtotals = new Float64Array(reads)
  const region = windowAt(layer, row, col)
  let index = 0
  for (let y = 0; y < kernelHeight; y++) {
    const inputRow = region.top + y * layer.dilation_rate[0]
    for (let x = 0; x < kernelWidth; x++) {
      const inputCol = region.left + x * layer.dilation_rate[1]
      const inside = inputRow >= 0 && inputRow < height && inputCol >= 0 && inputCol < width
      for (let c = 0; c < reads; c++, index++) {
        window[index] = inside ? input[(inputRow * width + inputCol) * channels + first + c] : 0
        kernel[index] = weights[index * filters + channel]
        products[index] = window[index] * kernel[index]
        subtotals[c] += products[index]
      }
    }
  }
  const bias = arrays[`${layer.name}.bias`]?.[channel] ?? 0
  const preActivation = subtotals.reduce((a, b) => a + b, 0) + bias
  return {
    value:
      layer.activation === "softmax"
        ? share(allSums(window, weights, arrays[`${layer.name}.bias`], filters), channel)
        : FUNCTIONS[layer.activation].of(preActivation),
    output: output[flatIndex(layer.output_shape, [row, col, channel])],
    first,
    region,
    window,
    kernel,
    products,
    subtotals,
    bias,
    preActivation,
  }
}

/**
 * The pre-activations of all filters on one window: a softmax built into the layer compares them all.
 * @param {Float64Array} window
 * @param {Float32Array} weights - (kernel height, kernel width, channels, filters), flat.
 * @param {Float32Array | undefined} biases
 * @param {number} filters
 */
function allSums(window, weights, biases, filters) {
  const sums = Float64Array.from({ length: filters }, (_, filter) => biases?.[filter] ?? 0)
  window.forEach((value, k) => {
    for (let filter = 0; filter < filters; filter++) sums[filter] += value * weights[k * filters + filter]
  })
  return sums
}

/** @type {Conv2DKind["source"]} */
function source(layer, [row, col]) {
  return windowAt(layer, row, col)
}

/** @type {Conv2DKind["sentence"]} */
function sentence(layer, { subtotals, products, bias, preActivation, value }) {
  const parts =
    subtotals.length > 8
      ? `${subtotals.length} channels, ${products.length} products`
      : [...subtotals].map((subtotal) => number(subtotal)).join(" plus ")
  return `${parts}, plus bias ${number(bias)}, ${outcome(layer, preActivation, value)}`
}

/**
 * @param {ConvLayer} layer
 * @param {ConvTerms} terms
 * @param {LedgerView<Opened>} view
 */
function ledger(layer, terms, view) {
  const channels = layer.input_shape[2]
  const cols = layer.kernel_size[1]
  const { channel = heaviest(terms.subtotals), all = channels <= ALL_CARDS } = view.open ?? {}
  const ink = inkGoesIn(view)
  const kernelLimit = largest(terms.kernel)
  const productLimit = largest(terms.products)
  const part = (/** @type {Float64Array} */ values) => channelOf(values, channels, channel)
  const name = (/** @type {number} */ index) => channelBefore(view.reading.network, view.k, index)
  const size = channels > 16 ? 6 : 8
  const shown = all ? [...terms.subtotals.keys()] : [...largestFirst(terms.subtotals, HEAVIEST_CARDS)]
  const left = addUp(terms.subtotals) - addUp(shown.map((index) => terms.subtotals[index]))
  const cards =
    channels > 1 &&
    element(
      "div",
      { class: "cards", role: "group", "aria-label": "Subtotals of the input channels" },
      ...shown.map((index) => {
        const subtotal = terms.subtotals[index]
        return element(
          "button",
          {
            class: index === channel ? "card open" : "card",
            type: "button",
            "data-testid": "subtotal",
            "aria-pressed": String(index === channel),
            "aria-label": `Input ${name(index)}: ${number(subtotal)}`,
            title: `Input ${name(index)}: open its ${part(terms.products).length} products`,
            onclick: () => view.setOpen({ channel: index, all }),
          },
          element(
            "span",
            { class: "pair" },
            miniature(channelOf(terms.window, channels, index), cols, view.limits[index], size, ink),
            miniature(channelOf(terms.kernel, channels, index), cols, kernelLimit, size),
          ),
          element("span", { text: number(subtotal) }),
        )
      }),
      !all &&
        element("button", {
          class: "more",
          type: "button",
          onclick: () => view.setOpen({ channel: view.open?.channel, all: true }),
          text: `${channels - shown.length} smaller ones add up to ${number(left)}: show all`,
        }),
    )
  const detail = element(
    "div",
    { class: "row" },
    captioned(
      channels > 1 ? `window on ${name(channel)}` : "window",
      numberGrid(part(terms.window), cols, view.limits[channel], { ink }),
    ),
    sign("×"),
    captioned("kernel", numberGrid(part(terms.kernel), cols, kernelLimit)),
    sign("="),
    captioned("products", numberGrid(part(terms.products), cols, productLimit)),
    sign("→"),
    captioned(
      channels > 1 ? `subtotal of ${name(channel)}` : "added up",
      element("b", { class: "subtotal", text: number(terms.subtotals[channel]) }),
    ),
  )
  return [equation(layer, terms), cards, detail]
}

/**
 * @param {ConvLayer} layer
 * @param {ConvTerms} terms
 */
function equation(layer, { subtotals, products, bias, preActivation, value }) {
  const sum =
    subtotals.length > 8
      ? `${subtotals.length} subtotals (${products.length} products) = ${number(addUp(subtotals))}`
      : sumText([...subtotals])
  const line = element(
    "p",
    { class: "equation" },
    sum,
    sign(bias < 0 ? " − " : " + "),
    `${number(Math.abs(bias))} `,
    element("small", { text: "bias" }),
    ` ${sumSign(subtotals.length > 8 ? [addUp(subtotals), bias] : [...subtotals, bias], preActivation)} `,
  )
  if (layer.activation !== "linear") {
    const made =
      layer.activation === "softmax" ? "its softmax" : FUNCTIONS[layer.activation].formula(number(preActivation))
    line.append(`${number(preActivation)},  ${made} = `)
  }
  line.append(result(value))
  return line
}

/** @param {Iterable<number>} values */
function addUp(values) {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/**
 * @param {Stage<ConvLayer, ConvTerms>} stage
 * @returns {Scene<ConvTerms>}
 */
function scene(stage) {
  const { layer, narrow, inputChannel = 0 } = stage
  const channels = layer.input_shape[2]
  const cols = layer.kernel_size[1]
  const several = channels > 1
  const name = (/** @type {number} */ channel) => channelBefore(stage.reading.network, stage.k, channel)
  const results = () =>
    channelResults(
      layer,
      inputOf(stage.reading, stage.k),
      stage.reading.network.arrays[`${layer.name}.kernel`],
      stage.position[2],
    )
  const subtotals = several ? subtotalThumbs(stage, results()) : undefined
  const listRows = Math.min(Math.ceil((channels * SUBTOTAL_WIDTH) / stage.mapWidth), SUBTOTAL_ROWS)
  const input = inputView(stage, inputChannel, {
    border: Math.max(layer.pad_top, layer.pad_left),
    height: several && !narrow ? stage.mapHeight - listRows * SUBTOTAL_HEIGHT - 24 : stage.mapHeight,
  })
  const output = outputView(stage)

  const multiply = multiplyPane(stage, `kernel of filter ${stage.position[2]}`)
  const part = (/** @type {Float64Array} */ values) => channelOf(values, channels, inputChannel)
  return {
    panes: [inputPane(stage, input), ...(subtotals ? [subtotals.node] : []), multiply.node, outputPane(stage, output)],
    output,
    update({ position, terms, revealed }) {
      const { region } = terms
      input.draw({ frames: [region] })
      output.draw({ revealed, cell: output.grid.cellOf(position) })
      const scale = { input: input.grid.limit, kernel: largest(terms.kernel) }
      const own = { window: part(terms.window), kernel: part(terms.kernel), products: part(terms.products) }
      multiply.show({ region, scale, ...own }, [
        outcomeLine(several ? name(inputChannel) : "added up", terms.subtotals[inputChannel]),
        ...(several
          ? [outcomeLine(`all ${isCovered("shapes") ? "" : `${channels} `}channels`, addUp(terms.subtotals))]
          : []),
        outcomeLine("bias", terms.bias),
        outcomeLine("makes", terms.value, true),
      ])
      subtotals?.show(terms.subtotals)
    },
    sum(terms, position, view) {
      const isWhole = channels <= WRITTEN_OUT
      const adds = isWhole ? sumSign([...terms.subtotals, terms.bias], terms.preActivation) : "="
      const ending = [biasPart(terms.bias), ...outcomeParts(layer, terms, adds)]
      const own = { firsts: part(terms.window), seconds: part(terms.kernel), products: part(terms.products) }
      const placeName = (/** @type {number} */ index) => `row ${Math.floor(index / cols)}, column ${index % cols}`
      const shown = productSum(view, "products", { ...own, order: largestFirst(own.products), placeName })
      if (!several) return [...shown, ` = ${number(terms.subtotals[0])}`, ...ending]
      return [
        element("small", { text: `${name(inputChannel)}: ` }),
        ...shown,
        ` = ${number(terms.subtotals[inputChannel])}`,
        element("br"),
        element("small", { text: "all channels: " }),
        ...numberSum(view, "channels", terms.subtotals, name),
        ...ending,
      ]
    },
  }
}
