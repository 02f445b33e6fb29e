// What a step is, in words and small print.

import { INPUT_STEP, stepLayer } from "../scene/steps.js"
import { element } from "../shared/element.js"
import { shapeText } from "../shared/format.js"
import { fedBy } from "../shared/graph.js"
import { layerName } from "../shared/names.js"

/**
 * @import { StepLayer } from "../scene/steps.js"
 * @import { Reading } from "../shared/types.js"
 */

/**
 * Show what a step is.
 * @param {HTMLElement} node
 * @param {StepLayer} layer
 * @param {string} [note] - One more sentence.
 * @returns {void}
 */
export function showWords(node, layer, note) {
  const facts = [
    ["Size", layer.shape],
    ["Parameters", layer.parameters],
    ["Multiply-adds", layer.multiply_adds],
  ].filter(([, text]) => text)
  node.replaceChildren(
    element("p", { class: "prose", ...sizes(layer.words) }, layer.words, note ? ` ${note}` : ""),
    element(
      "p",
      { class: "facts", "data-region": "shapes" },
      ...facts.flatMap(([name, text]) => [element("b", { text: name }), ` ${text}  `]),
      element("code", { text: layer.keras }),
    ),
  )
}

/**
 * The region of words that give sizes.
 * @param {string} words
 * @returns {Record<string, string>}
 */
function sizes(words) {
  return /\d{2}/.test(words) ? { "data-region": "shapes" } : {}
}

/** Shapes of inputs that are written out. */
const MOST_SHAPES = 3

/**
 * The shapes of what goes into a layer.
 * @param {Reading} reading
 * @param {number} k
 */
function shapesIn(reading, k) {
  const shapes = fedBy(reading.network.layers[k], k).map((source) => shapeText(stepLayer(reading, source).output_shape))
  return shapes.length > MOST_SHAPES ? `${shapes.length} inputs` : shapes.join(" and ")
}

/**
 * Show the step's title with its number and its shapes.
 * @param {HTMLElement} node
 * @param {{reading: Reading, k: number, layer: StepLayer}} step
 * @returns {void}
 */
export function showTitle(node, { reading, k, layer }) {
  const shapes =
    layer.role === "input"
      ? shapeText(layer.output_shape)
      : `${shapesIn(reading, k)} → ${shapeText(layer.output_shape)}`
  node.replaceChildren(
    element("h2", { "data-testid": "stepper-title", text: layerName(layer) }),
    element("span", { text: `step ${k - INPUT_STEP + 1} of ${reading.network.layers.length + 1}` }),
    element("span", { "data-region": "shapes", "data-cover": "?", text: shapes }),
  )
}
