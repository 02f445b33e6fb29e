// What the components' types share; nothing here runs. Messages of one component are typed where they are read.

/**
 * The size of an array: [height, width, channels], or [units].
 * @typedef {number[]} Shape
 */

/**
 * Where a value stands in an array: [row, column, channel], or [unit].
 * @typedef {number[]} Position
 */

/**
 * Cells of a map, or of a picture: rows from top to bottom and columns from left to right, without bottom and right.
 * @typedef {{top: number, left: number, bottom: number, right: number}} Region
 */

/**
 * A place in pixels of the screen.
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/**
 * What the pictures are that a network reads.
 * @typedef {"digits" | "drawings" | "greyscale" | "colour"} PictureKind
 */

/**
 * What a network reads; "numbers" are no picture, but a row of any numbers.
 * @typedef {PictureKind | "numbers"} InputKind
 */

/**
 * What is to be known of a network to show the picture that it gets. reads: "digits" where it is left out.
 * @typedef {{input_shape: Shape, reads?: InputKind}} PictureReader
 */

/**
 * What every layer has, whatever it computes: its sizes, and the words of cnnviz/explainers.
 * @typedef {object} LayerWords
 * @property {string} name - Its Keras name.
 * @property {string} kind - The name of its Keras class, such as "Conv2D".
 * @property {string} role - What it does to values, such as "units".
 * @property {number[]} [inputs] - The layers that feed it; -1 is the picture. Left out: the layer before it.
 * @property {Shape} input_shape - Of its first input.
 * @property {Shape} output_shape
 * @property {number} parameter_count - How many numbers it keeps.
 * @property {boolean} signed - Whether values below zero can come out.
 * @property {string} title - Its kind and size in a few words, such as "Conv 5×5".
 * @property {string} formula - How one value is computed.
 * @property {string} shape - How the output's size follows from the input's.
 * @property {string} parameters - How many numbers were learned, as a sum.
 * @property {string} multiply_adds - Multiplications with addition, as a product; empty where there are none.
 * @property {string} keras - The line of Keras that makes the layer.
 * @property {string} words - Two or three sentences for a learner.
 */

/**
 * How the windows of a convolution or a pooling lie; of two numbers the first is for rows, the second for columns.
 * @typedef {object} Windows
 * @property {number[]} kernel_size
 * @property {number[]} strides
 * @property {number[]} dilation_rate
 * @property {number} pad_top - Zeros above the input.
 * @property {number} pad_left - Zeros to its left.
 */

/**
 * For each row and column of larger maps the first row or column of the input that it is made of, and the one behind the last.
 * @typedef {object} Reach
 * @property {[first: number, end: number][]} row_reach
 * @property {[first: number, end: number][]} col_reach
 */

/**
 * A layer of a network. What only some kinds have is left out of the others.
 * @typedef {LayerWords & Partial<Windows> & Partial<Reach> & {activation?: string, epsilon?: number, groups?: number}}
 *   Layer
 */

/**
 * A layer that makes maps larger.
 * @typedef {Layer & Reach} ReachLayer
 */

/**
 * A convolution or a pooling.
 * @typedef {Layer & Windows} WindowLayer
 */

/**
 * A layer with an activation function, "linear" among them. alpha is an ELU's; slope, threshold and most (its largest value)
 * are those of a "rectifier", a ReLU with options.
 * @typedef {Layer & {activation: string, alpha?: number, slope?: number, threshold?: number, most?: number | null}}
 *   FunctionLayer
 */

/**
 * A network that this browser tab has received.
 * @typedef {object} Network
 * @property {string} name
 * @property {string} base - The name of the trained network: another than its own for one that a visitor has edited.
 * @property {string[]} labels - The classes' names.
 * @property {InputKind} reads
 * @property {Shape} input_shape
 * @property {number} parameters - How many numbers it keeps.
 * @property {Layer[]} layers
 * @property {Record<string, Float32Array>} arrays - Weights by LAYER.NAME, such as "conv.kernel". Those of dense layers
 *   are missing until they have arrived.
 * @property {boolean} complete - Whether they have.
 * @property {string} [title] - What people call it.
 * @property {number[][]} [columns] - Of a large network: its layers in columns. Its layers' outputs and weights arrive on
 *   demand.
 * @property {[from: number, to: number][]} [lanes] - Likewise: columns that feed others past those between them; -1 is
 *   the picture.
 */

/**
 * A network of which only small maps come with a reading.
 * @typedef {Network & Required<Pick<Network, "columns" | "lanes">>} LargeNetwork
 */

/**
 * The small maps of a column: 127 stands for its largest size of a value.
 * @typedef {{maps: number, rows: number, cols: number, limit: number, values: Int8Array}} Small
 */

/**
 * A message of cnnviz/ui/wire.py.
 * @template Header - What its JSON header says.
 * @template [Arrays=Record<string, Float32Array>] - Its arrays by name.
 * @typedef {{header: Header & ArrayHeader, arrays: Arrays}} Message
 */

/**
 * What every header says of the arrays: where each begins, counted in floats, and its shape.
 * @typedef {{arrays: Record<string, [offset: number, shape: Shape]>}} ArrayHeader
 */

/**
 * What a network made of one picture.
 * @typedef {object} Reading
 * @property {{network: string, reading?: string}} header - The names of the network and of the reading.
 * @property {Network} network
 * @property {Float32Array} input - The picture that the network got, in the order row, column, channel.
 * @property {Float32Array[]} outputs - Those of network.layers, likewise; of a large network with holes where none has
 *   been looked at.
 * @property {Small[]} [small] - Of a large network: those of its columns.
 * @property {number[]} [meanSizes] - Kept once it is known: the mean size of a value of each layer.
 * @property {[least: number, greatest: number][]} [ranges] - Kept once they are known: those of the input and all layers.
 * @property {number[]} [beyond] - Kept once it is known: which of NaN, ∞ and −∞ are among the values.
 */

/**
 * A cell of what goes in.
 * @typedef {{row: number, col: number}} Spot
 */

/**
 * The terms of one value. Every kind adds its own; those that are listed here are read for any kind of layer.
 * @typedef {object} Terms
 * @property {number} value - As the browser adds it up.
 * @property {number} output - As TensorFlow computed it.
 * @property {Float64Array} [subtotals] - By input channel, where a layer adds them up.
 * @property {number} [first] - The first input channel that has a subtotal, where a value is not made of all.
 * @property {number[]} [order] - The indices of a unit's inputs, that of the largest product first.
 * @property {Spot | null} [winner] - The cell that a value was taken from; null where none was.
 * @property {number} [branch] - Where branches meet, the one that counts most.
 * @property {boolean} [unexplained] - Whether nothing is known but TensorFlow's value.
 */

export {}
