// The steps: the input, which is step -1, and every layer of the network.

import { shapeText } from "../shared/format.js"
import { sourceOf } from "../shared/graph.js"
import { inputChannelName, readsColour, readsInk, readsNumbers } from "../shared/picture.js"

/** @import { InputKind, Layer, Network, PictureReader, Reading, WindowLayer } from "../shared/types.js" */

/**
 * What a step is; reads: of the input alone.
 * @typedef {Layer & {reads?: InputKind}} StepLayer
 */

export const INPUT_STEP = -1

/**
 * The layer of a step; the input is described as if it were one.
 * @param {Reading} reading
 * @param {number} k
 * @returns {StepLayer}
 */
export function stepLayer(reading, k) {
  return k === INPUT_STEP ? inputLayer(reading.network) : reading.network.layers[k]
}

/**
 * Whether windows slide over what goes into a layer.
 * @param {Layer} layer
 * @returns {layer is WindowLayer}
 */
export function hasWindows(layer) {
  return layer.kernel_size !== undefined
}

/**
 * What comes out of a step.
 * @param {Reading} reading
 * @param {number} k
 * @returns {Float32Array}
 */
export function stepOutput(reading, k) {
  return k === INPUT_STEP ? reading.input : reading.outputs[k]
}

/**
 * @param {Network} network
 * @returns {StepLayer}
 */
function inputLayer(network) {
  const shape = network.input_shape
  const [height, width, channels] = shape
  return {
    name: "input",
    kind: "InputLayer",
    role: "input",
    reads: network.reads,
    title: "Input",
    input_shape: shape,
    output_shape: shape,
    signed: readsNumbers(network),
    parameter_count: 0,
    formula: "",
    shape: `${readsNumbers(network) ? "" : `${shapeText(shape)} = `}${(height * width * channels).toLocaleString("en")} numbers`,
    parameters: "",
    multiply_adds: "",
    keras: `Input((${shape.join(", ")}))`,
    words: readsNumbers(network)
      ? "This is all the network ever gets: numbers, as they were typed. Nothing scales them. Everything that follows is " +
        "computed from them."
      : `This is all the network ever sees of the picture: ${pixelsInWords(network)}. Everything ` +
        "that follows is computed from these numbers.",
  }
}

/** @param {Network} network */
function pixelsInWords(network) {
  if (readsColour(network)) return "three numbers for each pixel, how much red, green and blue it has, each from 0 to 1"
  return `one number for each pixel, ${readsInk(network) ? "0 for empty paper and 1 for full ink" : "0 for black and 1 for white"}`
}

/**
 * How a channel of a step's output is called: "filter 3", "channel 3", "the picture", "red".
 * @param {StepLayer} layer
 * @param {number} channel
 * @returns {string}
 */
export function channelName(layer, channel) {
  if (layer.role === "input") {
    if (layer.reads === "numbers") return "the numbers"
    return layer.output_shape[2] === 1 ? "the picture" : inputChannelName(layer, channel)
  }
  return `${layer.role === "filters" ? "filter" : "channel"} ${channel}`
}

/**
 * Where the colour scale of a step's maps ends: the channels of a picture end at full colour.
 * @param {Reading} reading
 * @param {number} k
 * @returns {number | undefined} Undefined where it ends at the largest value.
 */
export function fixedLimit(reading, k) {
  return k === INPUT_STEP && readsColour(reading.network) ? 1 : undefined
}

/**
 * Whether a step's values are ink, which is shown in greys.
 * @param {{network: PictureReader}} reading
 * @param {number} k
 * @returns {boolean}
 */
export function isInk({ network }, k) {
  return k === INPUT_STEP && !readsNumbers(network)
}

/**
 * Whether what goes into a layer is the picture itself.
 * @param {{reading: Reading, k: number}} step
 * @returns {boolean}
 */
export function inkGoesIn({ reading, k }) {
  return isInk(reading, sourceOf(reading.network, k))
}
