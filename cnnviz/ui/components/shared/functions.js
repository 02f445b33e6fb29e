// The activation functions, the only place in the browser where they are computed.

import { number, percent } from "./format.js"

/** @import { Layer } from "./types.js" */

/** The slope below zero of Keras's "leaky_relu"; the same as in cnnviz/arithmetic.py. */
const KERAS_LEAKY_SLOPE = 0.2

/**
 * The functions of one number by their names in Keras, and what stands for them in a formula.
 * @type {Record<string, {of: (z: number) => number, formula: (z: string) => string}>}
 */
export const FUNCTIONS = {
  linear: { of: (z) => z, formula: (z) => `${z}` },
  relu: { of: (z) => Math.max(0, z), formula: (z) => `max(0, ${z})` },
  relu6: { of: (z) => Math.min(6, Math.max(0, z)), formula: (z) => `min(6, max(0, ${z}))` },
  leaky_relu: {
    of: (z) => (z > 0 ? z : KERAS_LEAKY_SLOPE * z),
    formula: (z) => `max(${KERAS_LEAKY_SLOPE} · ${z}, ${z})`,
  },
  sigmoid: { of: (z) => 1 / (1 + Math.exp(-z)), formula: (z) => `1 / (1 + e^−(${z}))` },
  tanh: { of: (z) => Math.tanh(z), formula: (z) => `tanh(${z})` },
  elu: { of: (z) => (z > 0 ? z : Math.expm1(z)), formula: (z) => (z.startsWith("−") ? `e^(${z}) − 1` : z) },
  silu: { of: (z) => z / (1 + Math.exp(-z)), formula: (z) => `${z} / (1 + e^−(${z}))` },
  softplus: {
    of: (z) => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))),
    formula: (z) => `ln(1 + e^(${z}))`,
  },
}

/**
 * "makes 1.200" or, where a function is built into the layer, "makes −1.200; max(0, −1.200) is 0.000".
 * @param {Layer & {activation: string}} layer
 * @param {number} preActivation
 * @param {number} value
 * @returns {string}
 */
export function outcome(layer, preActivation, value) {
  const sum = number(preActivation)
  if (layer.activation === "linear") return `makes ${sum}`
  if (layer.activation === "softmax") return `makes ${sum}; its softmax is ${percent(value)}`
  return `makes ${sum}; ${FUNCTIONS[layer.activation].formula(sum)} is ${number(value)}`
}

/**
 * Whether there is a layer that does nothing but max(0, x).
 * @param {Layer | undefined} layer
 * @returns {boolean}
 */
export function isRelu(layer) {
  return layer?.role === "function" && layer.activation === "relu"
}
