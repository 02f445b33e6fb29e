// What the picked filter's numbers mean, said to the person who drew.

import { receptiveField } from "../layers/parts/windows.js"
import { number, sumSign } from "../shared/format.js"
import { FUNCTIONS } from "../shared/functions.js"
import { sourceOf } from "../shared/graph.js"
import { heaviest } from "../shared/order.js"
import { reluFollows, sorted } from "./answers.js"

/** @import { Layer, Network } from "../shared/types.js" */
/** @import { ConvolutionTerms, FilterAnswer, PickedView } from "./types.js" */

/**
 * Two sentences: where the filter answered most, and what that cell saw.
 * @param {Pick<PickedView, "reading" | "k" | "answer">} view
 * @param {Pick<ConvolutionTerms, "subtotals" | "first">} terms - Of that cell.
 * @returns {string}
 */
export function pickedWords({ reading, k, answer }, terms) {
  const { largest, row, col } = answer
  const at = `row ${row}, column ${col}`
  if (largest <= 0) {
    const after = reluFollows(reading.network, k)
      ? ` The ReLU that follows turns all of it into zeros: for this picture this filter is silent.`
      : ""
    return `The picture looks like this filter's pattern nowhere: even its largest value, ${number(largest, 2)}, at ${at}, is not above zero.${after}`
  }
  const field = receptiveField(reading.network, k, [row, col])
  const size = `${field.bottom - field.top} × ${field.right - field.left} pixels`
  const { network } = reading
  const sight =
    sourceOf(network, k) < 0
      ? `It answers to the ${size} that are framed on the picture.`
      : `That cell sees ${size} of the picture (framed), through ${mapsWords(terms, feederWords(network, k))}.`
  return `The picture fits this filter best at ${at}: its largest value, ${number(largest, 2)}, is there. ${sight}`
}

/**
 * "16 maps of the layer before; map 3 counted most"
 * @param {Pick<ConvolutionTerms, "subtotals" | "first">} terms
 * @param {string} from
 */
function mapsWords({ subtotals, first = 0 }, from) {
  if (subtotals.length === 1) return `map ${first} of ${from}`
  return `${subtotals.length} maps of ${from}; map ${first + heaviest(subtotals)} counted most`
}

/**
 * "the layer before", or the name of the layer that feeds layer k where it is another.
 * @param {Pick<Network, "layers">} network
 * @param {number} k
 * @returns {string}
 */
export function feederWords(network, k) {
  const source = sourceOf(network, k)
  return source === k - 1 ? "the layer before" : network.layers[source].name
}

/**
 * "strongest answer of 16", "3rd strongest answer of 16"
 * @param {FilterAnswer[]} answers
 * @param {number} filter
 * @returns {string}
 */
export function rankWords(answers, filter) {
  const rank = sorted(answers, "largest").findIndex((answer) => answer.filter === filter) + 1
  const teen = rank % 100 > 10 && rank % 100 < 14
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][rank % 10] ?? "th")
  return `${rank === 1 ? "" : `${rank}${ending} `}strongest answer of ${answers.length}`
}

/**
 * The sum that made a cell's value, in one line.
 * @param {Layer} layer
 * @param {ConvolutionTerms} terms
 * @returns {string}
 */
export function sumWords(layer, { subtotals, products, bias, preActivation, value }) {
  const parts = subtotals.length > 1 ? `${subtotals.length} subtotals` : `${products.length} products`
  const sum = subtotals.reduce((a, b) => a + b, 0)
  const { activation = "linear" } = layer
  const after =
    activation === "linear" ? "" : `, and ${FUNCTIONS[activation].formula(number(preActivation))} = ${number(value)}`
  return `${parts} make ${number(sum)}, ${bias < 0 ? "−" : "+"} bias ${number(Math.abs(bias))} ${sumSign([sum, bias], preActivation)} ${number(preActivation)}${after}`
}
