// What cnnviz/labs/convolution.py computes, one kernel on each channel by itself. Flat arrays in the order row, col, channel.

/** @import { Region, Shape } from "../shared/types.js" */

/**
 * What is computed with a picture.
 * @typedef {object} Convolution
 * @property {number[][]} kernel - Its rows, each of as many weights.
 * @property {number} stride - Cells from one window to the next.
 * @property {"valid" | "same" | number} padding - A number is of zeros on each side.
 * @property {number} dilation - Cells from one cell of a window to the next.
 * @property {number} bias - What is added to every sum.
 * @property {boolean} flip - Whether the kernel is turned by half a turn first.
 */

/**
 * How windows lie along one axis, in cells, as Axis in cnnviz/arithmetic.py has it.
 * @typedef {object} Axis
 * @property {number} size - Of the picture.
 * @property {number} extent - Of a window, from its first cell to its last.
 * @property {number} outputSize - 0 where no window fits.
 * @property {number} padBefore - Zeros.
 * @property {number} padAfter - Zeros.
 */

/**
 * A picture under a kernel.
 * @typedef {object} Convolved
 * @property {Float64Array} values - Flat.
 * @property {Shape} shape
 */

/**
 * How one value comes about. The arrays are flat, in the order of the kernel.
 * @typedef {object} Terms
 * @property {number[]} window - The picture's values, 0 outside of it.
 * @property {number[]} kernel - The weights as they lie on the window.
 * @property {number[]} products
 * @property {boolean[]} outside - Whether a cell of the window is outside the picture.
 * @property {number} sum - Of the products.
 * @property {number} value - The sum and the bias.
 * @property {Region} region - The window's, in the picture.
 */

/**
 * @param {number} size
 * @param {number} kernelSize
 * @param {Pick<Convolution, "stride" | "padding" | "dilation">} setup
 * @returns {Axis}
 */
function axisOf(size, kernelSize, { stride, padding, dilation }) {
  const extent = (kernelSize - 1) * dilation + 1
  if (padding === "same") {
    const outputSize = Math.ceil(size / stride)
    const total = Math.max((outputSize - 1) * stride + extent - size, 0)
    return { size, extent, outputSize, padBefore: Math.floor(total / 2), padAfter: Math.ceil(total / 2) }
  }
  const zeros = padding === "valid" ? 0 : padding
  const outputSize = Math.max(Math.floor((size + 2 * zeros - extent) / stride) + 1, 0)
  return { size, extent, outputSize, padBefore: zeros, padAfter: zeros }
}

/**
 * The two axes of a picture under a setup.
 * @param {readonly number[]} shape - The picture's: height and width come first.
 * @param {Omit<Convolution, "bias" | "flip">} setup
 * @returns {[rows: Axis, cols: Axis]}
 */
export function axesOf([height, width], setup) {
  return [axisOf(height, setup.kernel.length, setup), axisOf(width, setup.kernel[0].length, setup)]
}

/**
 * The kernel as it is laid on the window: turned by half a turn where the setup flips it.
 * @param {Pick<Convolution, "kernel" | "flip">} setup
 */
export function laidKernel({ kernel, flip }) {
  return flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel
}

/**
 * Every channel of a picture under the kernel.
 * @param {Uint8Array} picture - Flat.
 * @param {Shape} shape - The picture's.
 * @param {Convolution} setup - Its window must fit.
 * @returns {Convolved}
 */
export function convolve(picture, shape, setup) {
  const [rows, cols] = axesOf(shape, setup)
  const channels = shape[2]
  const padded = withZeros(picture, shape, rows, cols)
  /** @type {Shape} */
  const outputShape = [rows.outputSize, cols.outputSize, channels]
  const values = new Float64Array(rows.outputSize * cols.outputSize * channels)
  const line = cols.outputSize * channels
  const taps = tapsOf(setup, padded.line, channels)
  // With stride 1 a whole line is one run of neighbours; else the channels are run through one by one.
  const runs = setup.stride === 1 ? 1 : channels
  // A line of the output after the other, so that it stays in the processor's cache for all the taps.
  for (let row = 0; row < rows.outputSize; row++) {
    for (let tap = 0; tap < taps.length; tap += 4) {
      for (let run = 0; run < runs; run++) {
        addFourTaps(
          values,
          row * line + run,
          (row + 1) * line,
          runs,
          padded.values,
          row * setup.stride * padded.line + run,
          setup.stride * runs,
          taps,
          tap,
        )
      }
    }
  }
  if (setup.bias) for (let k = 0; k < values.length; k++) values[k] += setup.bias
  return { values, shape: outputShape }
}

/** @typedef {{weight: number, offset: number}} Tap - A weight, and how far from a window's first cell it lies. */

/**
 * The weights that are not 0, filled up to a multiple of four.
 * @param {Convolution} setup
 * @param {number} line - Numbers in a line of the padded picture.
 * @param {number} channels
 * @returns {Tap[]}
 */
function tapsOf(setup, line, channels) {
  const taps = laidKernel(setup).flatMap((weights, i) =>
    weights.map((weight, j) => ({ weight, offset: (i * line + j * channels) * setup.dilation })),
  )
  const used = taps.filter(({ weight }) => weight !== 0)
  while (used.length % 4) used.push({ weight: 0, offset: 0 })
  return used
}

/**
 * Add four products to every step-th value from `first` to `end`, one after the other, as they would be by hand.
 * @param {Float64Array} values
 * @param {number} first
 * @param {number} end
 * @param {number} step
 * @param {Uint8Array} picture - The padded one.
 * @param {number} source - Where in it the first window begins.
 * @param {number} sourceStep - How far from there the next one does.
 * @param {Tap[]} taps
 * @param {number} tap - The index of the first of the four.
 */
function addFourTaps(values, first, end, step, picture, source, sourceStep, taps, tap) {
  const { weight: p, offset: a } = taps[tap],
    { weight: q, offset: b } = taps[tap + 1]
  const { weight: r, offset: c } = taps[tap + 2],
    { weight: s, offset: d } = taps[tap + 3]
  for (let k = first, at = source; k < end; k += step, at += sourceStep) {
    values[k] = values[k] + p * picture[at + a] + q * picture[at + b] + r * picture[at + c] + s * picture[at + d]
  }
}

/**
 * The picture with zeros around it, so that every window lies inside; line: numbers in one of its lines.
 * @param {Uint8Array} picture
 * @param {Shape} shape
 * @param {Axis} rows
 * @param {Axis} cols
 */
function withZeros(picture, [height, width, channels], rows, cols) {
  const line = (width + cols.padBefore + cols.padAfter) * channels
  const values = new Uint8Array((height + rows.padBefore + rows.padAfter) * line)
  for (let row = 0; row < height; row++) {
    const from = row * width * channels
    values.set(
      picture.subarray(from, from + width * channels),
      (row + rows.padBefore) * line + cols.padBefore * channels,
    )
  }
  return { values, line }
}

/**
 * One value, term by term.
 * @param {Uint8Array} picture - Flat.
 * @param {Shape} shape - The picture's.
 * @param {Convolution} setup
 * @param {[row: number, col: number, channel: number]} position - In the output.
 * @returns {Terms}
 */
export function convolutionTerms(picture, shape, setup, [row, col, channel]) {
  const [rows, cols] = axesOf(shape, setup)
  const [height, width, channels] = shape
  const [top, left] = [row * setup.stride - rows.padBefore, col * setup.stride - cols.padBefore]
  const kernel = laidKernel(setup)
  const cells = kernel.flatMap((line, i) => line.map((_, j) => [top + i * setup.dilation, left + j * setup.dilation]))
  const outside = cells.map(([y, x]) => y < 0 || x < 0 || y >= height || x >= width)
  const window = cells.map(([y, x], k) => (outside[k] ? 0 : picture[(y * width + x) * channels + channel]))
  const weights = kernel.flat()
  const products = weights.map((weight, k) => weight * window[k])
  const sum = products.reduce((before, product) => before + product, 0)
  const region = { top, left, bottom: top + rows.extent, right: left + cols.extent }
  return { window, kernel: weights, products, outside, sum, value: sum + setup.bias, region }
}
