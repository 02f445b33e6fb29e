// Layers for tests.

/** @import { Layer, Shape, WindowLayer } from "../../../cnnviz/ui/components/shared/types.js" */

/**
 * A layer as a network's message says it.
 * @template {Partial<Layer>} [Own={}]
 * @param {string} kind
 * @param {Shape} inputShape
 * @param {Shape} outputShape
 * @param {Own} [own] - What this kind has of its own.
 * @returns {Layer & Own}
 */
export function layerOf(kind, inputShape, outputShape, own) {
  const layer = {
    name: "layer",
    kind,
    role: "",
    input_shape: inputShape,
    output_shape: outputShape,
    parameter_count: 0,
    signed: true,
    title: "",
    formula: "",
    shape: "",
    parameters: "",
    multiply_adds: "",
    keras: "",
    words: "",
  }
  return Object.assign(layer, own)
}

/**
 * A convolution or a pooling, with windows of one cell side by side unless it is said otherwise.
 * @param {Shape} inputShape
 * @param {Shape} outputShape
 * @param {Partial<WindowLayer>} [own]
 * @returns {WindowLayer}
 */
export function windowLayer(inputShape, outputShape, own = {}) {
  const windows = { kernel_size: [1, 1], strides: [1, 1], dilation_rate: [1, 1], pad_top: 0, pad_left: 0 }
  return { ...layerOf("Conv2D", inputShape, outputShape), ...windows, ...own }
}
