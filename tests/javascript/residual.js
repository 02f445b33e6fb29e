// A network with a short cut, and what it makes of a picture of 2 × 2 pixels: 1, 2, 3 and 4.

import { convolution, dense, flatten, layerOf } from "./layers.js"

/** @import { Layer, Reading } from "../../cnnviz/ui/components/shared/types.js" */

const MAPS = [2, 2, 2]

/**
 * conv makes x and −x, wide makes 2x and 3x of its first channel, add adds wide and conv up, and join puts the channels of
 * conv before those of add.
 * @returns {Reading}
 */
export function residualReading() {
  const maps = (/** @type {(x: number) => number[]} */ of) => Float32Array.from([1, 2, 3, 4].flatMap(of))
  const joined = maps((x) => [x, -x, 3 * x, 2 * x])
  return {
    header: { network: "residual" },
    network: {
      name: "residual",
      base: "residual",
      labels: ["no", "yes"],
      reads: "greyscale",
      input_shape: [2, 2, 1],
      parameters: 42,
      layers: residualLayers(),
      arrays: {
        "conv.kernel": Float32Array.of(1, -1),
        "wide.kernel": Float32Array.of(2, 3, 0, 0),
        "dense.kernel": new Float32Array(32).fill(0.5),
      },
      complete: true,
    },
    input: maps((x) => [x]),
    outputs: [
      maps((x) => [x, -x]),
      maps((x) => [2 * x, 3 * x]),
      maps((x) => [3 * x, 2 * x]),
      joined,
      joined,
      Float32Array.of(25, 25),
      Float32Array.of(0.5, 0.5),
    ],
  }
}

/** @returns {Layer[]} */
function residualLayers() {
  const merging = { operation: "+", input_shapes: [MAPS, MAPS], inputs: [1, 0] }
  const joining = { sizes: [2, 2], inputs: [0, 2] }
  return [
    { ...convolution("conv", [2, 2, 1], [1, 1], 2), inputs: [-1] },
    { ...convolution("wide", MAPS, [1, 1], 2), inputs: [0] },
    { ...layerOf({ name: "add", kind: "Add", role: "merge", input_shape: MAPS, output_shape: MAPS }), ...merging },
    {
      ...layerOf({ name: "join", kind: "Concatenate", role: "join", input_shape: MAPS, output_shape: [2, 2, 4] }),
      ...joining,
    },
    { ...flatten("flatten", [2, 2, 4]), inputs: [3] },
    { ...dense("dense", 16, 2), inputs: [4] },
    layerOf({
      name: "softmax",
      kind: "Softmax",
      role: "probabilities",
      input_shape: [2],
      output_shape: [2],
      inputs: [5],
    }),
  ]
}
