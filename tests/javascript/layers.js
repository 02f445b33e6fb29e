// Layers as cnnviz/ui/wire.py describes them, without words.

/** @import { Layer } from "../../cnnviz/ui/components/shared/types.js" */

/**
 * A layer.
 * @param {Partial<Layer> & Pick<Layer, "name" | "kind" | "role" | "input_shape" | "output_shape">} layer
 * @returns {Layer}
 */
export function layerOf(layer) {
  const words = { title: "", formula: "", shape: "", parameters: "", multiply_adds: "", keras: "", words: "" }
  return { parameter_count: 0, signed: true, ...words, ...layer }
}

/**
 * A convolution without padding.
 * @param {string} name
 * @param {number[]} inputShape
 * @param {number[]} kernelSize
 * @param {number} filters
 * @returns {Layer}
 */
export function convolution(name, inputShape, kernelSize, filters) {
  const [height, width, channels] = inputShape
  return layerOf({
    name,
    kind: "Conv2D",
    role: "filters",
    input_shape: inputShape,
    output_shape: [height - kernelSize[0] + 1, width - kernelSize[1] + 1, filters],
    parameter_count: (kernelSize[0] * kernelSize[1] * channels + 1) * filters,
    kernel_size: kernelSize,
    strides: [1, 1],
    dilation_rate: [1, 1],
    pad_top: 0,
    pad_left: 0,
    activation: "linear",
  })
}

/**
 * A layer of nothing but max(0, x).
 * @param {string} name
 * @param {number[]} shape
 * @returns {Layer}
 */
export function relu(name, shape) {
  return layerOf({
    name,
    kind: "ReLU",
    role: "function",
    input_shape: shape,
    output_shape: shape,
    signed: false,
    activation: "relu",
  })
}

/**
 * A layer that makes a row of numbers of maps.
 * @param {string} name
 * @param {number[]} shape
 * @returns {Layer}
 */
export function flatten(name, shape) {
  const size = shape.reduce((a, b) => a * b, 1)
  return layerOf({ name, kind: "Flatten", role: "flatten", input_shape: shape, output_shape: [size] })
}

/**
 * A dense layer.
 * @param {string} name
 * @param {number} inputs
 * @param {number} units
 * @returns {Layer}
 */
export function dense(name, inputs, units) {
  return layerOf({
    name,
    kind: "Dense",
    role: "units",
    input_shape: [inputs],
    output_shape: [units],
    parameter_count: (inputs + 1) * units,
    activation: "linear",
  })
}
