// How far each colour scale reaches.

/** The ways to choose it, and what the page calls them. */
const SCALES = { map: "each map", layer: "each layer", network: "whole network" }

/**
 * The ends of all colour scales: [k + 1][channel], a layer of units having one channel.
 * The input is ink from 0 to 1 and the softmax a share from 0 to 1, whatever is chosen.
 */
function scaleLimits(reading, scale) {
  const { network, outputs } = reading
  const perLayer = network.layers.map((layer, k) =>
    layer.kind === "Softmax" ? [1] : scale === "map" ? mapLimits(outputs[k], layer.output_shape) : [largest(outputs[k])],
  )
  const whole = Math.max(...perLayer.flat())
  const limits = network.layers.map((layer, k) => {
    const channels = layer.output_shape.length === 3 ? layer.output_shape[2] : 1
    if (scale === "map") return perLayer[k]
    return new Array(channels).fill(scale === "network" && layer.kind !== "Softmax" ? whole : perLayer[k][0])
  })
  return [new Array(network.input_shape[2]).fill(1), ...limits]
}

function mapLimits(values, shape) {
  if (shape.length !== 3) return [largest(values)]
  const limits = new Array(shape[2]).fill(0)
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k])
    if (size > limits[k % shape[2]]) limits[k % shape[2]] = size
  }
  return limits
}

/** For each channel, whether all its values are zero. */
function deadMaps(values, shape) {
  return mapLimits(values, shape).map((limit) => limit === 0)
}

/** "−8.2 … 8.2", "0 … 8.2" */
function rangeText(limit, signed) {
  return `${signed ? number(-limit, 1) : "0"} … ${number(limit, 1)}`
}
