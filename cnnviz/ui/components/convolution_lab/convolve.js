// What cnnviz/labs/convolution.py computes, one kernel on each channel by itself. Flat arrays in the order row, col, channel.

/** How windows lie along one axis, as Axis in cnnviz/arithmetic.py has it; outputSize is 0 where no window fits. */
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

/** The two axes of a picture under a setup {kernel: rows of numbers, stride, padding, dilation}. */
export function axesOf([height, width], setup) {
  return [axisOf(height, setup.kernel.length, setup), axisOf(width, setup.kernel[0].length, setup)]
}

/** The kernel as it is laid on the window: turned by half a turn where the setup flips it. */
export function laidKernel({ kernel, flip }) {
  return flip ? kernel.map((row) => [...row].reverse()).reverse() : kernel
}

/** {values: Float64Array, shape}: every channel of a picture under the kernel. The window must fit. */
export function convolve(picture, shape, setup) {
  const [rows, cols] = axesOf(shape, setup)
  const channels = shape[2]
  const padded = withZeros(picture, shape, rows, cols)
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

/** The weights that are not 0, each with how far from a window's first cell it is, filled up to a multiple of four. */
function tapsOf(setup, line, channels) {
  const taps = laidKernel(setup).flatMap((weights, i) =>
    weights.map((weight, j) => ({ weight, offset: (i * line + j * channels) * setup.dilation })),
  )
  const some = taps.filter(({ weight }) => weight !== 0)
  while (some.length % 4) some.push({ weight: 0, offset: 0 })
  return some
}

/** Add four products to every step-th value from `first` to `end`, one after the other, as they would be by hand. */
function addFourTaps(values, first, end, step, picture, source, sourceStep, taps, tap) {
  const { weight: p, offset: a } = taps[tap],
    { weight: q, offset: b } = taps[tap + 1]
  const { weight: r, offset: c } = taps[tap + 2],
    { weight: s, offset: d } = taps[tap + 3]
  for (let k = first, at = source; k < end; k += step, at += sourceStep) {
    values[k] = values[k] + p * picture[at + a] + q * picture[at + b] + r * picture[at + c] + s * picture[at + d]
  }
}

/** The picture with zeros around it, so that every window lies inside. */
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
 * One value, term by term: {window, kernel, products, outside (flat, in the order of the kernel), sum, value, region}.
 * position: [row, col, channel] of the output. Outside the picture stands 0.
 */
export function convolutionTerms(picture, shape, setup, [row, col, channel]) {
  const [rows, cols] = axesOf(shape, setup)
  const [height, width, channels] = shape
  const [top, left] = [row * setup.stride - rows.padBefore, col * setup.stride - cols.padBefore]
  const kernel = laidKernel(setup)
  const terms = { window: [], kernel: kernel.flat(), products: [], outside: [], sum: 0 }
  kernel.forEach((weights, i) =>
    weights.forEach((weight, j) => {
      const [y, x] = [top + i * setup.dilation, left + j * setup.dilation]
      const isOutside = y < 0 || x < 0 || y >= height || x >= width
      const seen = isOutside ? 0 : picture[(y * width + x) * channels + channel]
      terms.outside.push(isOutside)
      terms.window.push(seen)
      terms.products.push(weight * seen)
      terms.sum += weight * seen
    }),
  )
  const region = { top, left, bottom: top + rows.extent, right: left + cols.extent }
  return { ...terms, value: terms.sum + setup.bias, region }
}
