// The activation functions, the only place in the browser where they are computed.

import { number, percent } from "./format.js"

/** @import { FunctionLayer, Layer } from "./types.js" */

/** The slope below zero of Keras's "leaky_relu"; the same as in cnnviz/arithmetic.py. */
const KERAS_LEAKY_SLOPE = 0.2

/** The two numbers of SELU. */
const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

/**
 * The error function: 2/√π e^−x² (x + 2x³/3 + 4x⁵/15 + …), whose terms all have the same sign.
 * @param {number} x
 * @returns {number}
 */
function errorFunction(x) {
  if (Math.abs(x) > 6) return Math.sign(x)
  let [term, sum] = [x, x]
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

const softplus = (/** @type {number} */ z) => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)))
const hardSigmoid = (/** @type {number} */ z) => Math.min(Math.max(z / 6 + 0.5, 0), 1)
const eluOf = (/** @type {number} */ z, alpha = 1) => (z > 0 ? z : alpha * Math.expm1(z))

/**
 * A function of one number, and what stands for it in a formula.
 * @typedef {{of: (z: number) => number, formula: (z: string) => string}} ShownFunction
 */

/**
 * The functions of one number by their names in Keras, and what stands for them in a formula.
 * @type {Record<string, ShownFunction>}
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
  elu: { of: (z) => eluOf(z), formula: (z) => (z.startsWith("−") ? `e^(${z}) − 1` : z) },
  selu: {
    of: (z) => SELU_SCALE * eluOf(z, SELU_ALPHA),
    formula: (z) => (z.startsWith("−") ? `1.0507 · 1.6733 · (e^(${z}) − 1)` : `1.0507 · ${z}`),
  },
  silu: { of: (z) => z / (1 + Math.exp(-z)), formula: (z) => `${z} / (1 + e^−(${z}))` },
  gelu: { of: (z) => z * 0.5 * (1 + errorFunction(z / Math.SQRT2)), formula: (z) => `${z} · Φ(${z})` },
  mish: { of: (z) => z * Math.tanh(softplus(z)), formula: (z) => `${z} · tanh(ln(1 + e^(${z})))` },
  softplus: { of: softplus, formula: (z) => `ln(1 + e^(${z}))` },
  softsign: { of: (z) => z / (1 + Math.abs(z)), formula: (z) => `${z} / (1 + |${z}|)` },
  exponential: { of: (z) => Math.exp(z), formula: (z) => `e^(${z})` },
  hard_sigmoid: { of: hardSigmoid, formula: (z) => `min(1, max(0, ${z} / 6 + 0.5))` },
  hard_silu: { of: (z) => z * hardSigmoid(z), formula: (z) => `${z} · min(1, max(0, ${z} / 6 + 0.5))` },
}

/**
 * The function that a layer is, with the numbers that it takes.
 * @param {FunctionLayer} layer
 * @returns {ShownFunction}
 */
export function functionOf({ activation, alpha, slope = 0, threshold = 0, most }) {
  if (activation === "rectifier") return rectifier(slope, threshold, most ?? Infinity)
  if (activation !== "elu" || alpha === undefined || alpha === 1) return FUNCTIONS[activation]
  return {
    of: (z) => eluOf(z, alpha),
    formula: (z) => (z.startsWith("−") ? `${number(alpha)} · (e^(${z}) − 1)` : z),
  }
}

/**
 * A ReLU with a slope, a threshold or a largest value: the same as in cnnviz/arithmetic.py.
 * @param {number} slope
 * @param {number} threshold
 * @param {number} most
 * @returns {ShownFunction}
 */
function rectifier(slope, threshold, most) {
  const least = most === Infinity ? -Infinity : 0
  const less = threshold ? ` − ${number(threshold)}` : ""
  return {
    of: (z) => (z > threshold ? Math.min(Math.max(z, least), most) : slope * (z - threshold)),
    formula: (z) =>
      `(${z} above ${number(threshold)}${most === Infinity ? "" : `, at most ${number(most)}`}, else ` +
      `${slope ? `${number(slope)} · (${z}${less})` : "0"})`,
  }
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
