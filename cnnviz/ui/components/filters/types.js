// What the parts of the page of filters share.

/** @import { Cell } from "../shared/pointing.js" */
/** @import { Reading, WindowLayer } from "../shared/types.js" */

/**
 * How a filter answered the picture.
 * @typedef {object} FilterAnswer
 * @property {number} filter - Its index.
 * @property {number} largest - The largest value of its feature map.
 * @property {number} row - Where that value is.
 * @property {number} col
 * @property {number} mean - Of all the map's cells.
 * @property {number} weight - The size of its kernel's largest weight.
 * @property {number} bias
 */

/**
 * How far the colour scales reach.
 * @typedef {{kernels: number, maps: number, inputs: number}} Limits
 */

/**
 * A convolution of a reading.
 * @typedef {object} LayerView
 * @property {Reading} reading
 * @property {number} k - The layer's index.
 * @property {WindowLayer} layer
 * @property {FilterAnswer[]} answers - In the order of the filters.
 * @property {Limits} limits
 */

/**
 * One filter, with scales of its own. cell: the pinned one; undefined for the strongest.
 * @typedef {LayerView & {filter: number, answer: FilterAnswer, cell: Cell | undefined, marker: string}} PickedView
 */

/**
 * What one value of a convolution is made of: see explain in layers/conv2d.js.
 * @typedef {object} ConvolutionTerms
 * @property {number} [first] - The first of the input channels that are read, where they are not all.
 * @property {Float64Array} window - (height, width, channels), as are kernel and products.
 * @property {Float64Array} kernel
 * @property {Float64Array} products
 * @property {Float64Array} subtotals - One an input channel.
 * @property {number} bias
 * @property {number} preActivation
 * @property {number} value - As the browser adds it up.
 * @property {number} output - As TensorFlow does.
 */

export {}
