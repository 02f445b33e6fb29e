// What Python says of a network that is built layer by layer, and what the browser has of it.

/** @import { Shape } from "../shared/types.js" */

/**
 * What is typed into fields, by their names.
 * @typedef {Record<string, string>} Texts
 */

/**
 * A field to type in or, where it has options, to choose from: their names by their values.
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {Record<string, string>} [options]
 * @property {string} [empty] - What an empty field stands for.
 * @property {string} [mode] - Which keyboard a phone shows.
 */

/**
 * A kind of layer that can be added; usual: what its fields begin with.
 * @typedef {{title: string, fields: Field[], usual: Texts}} Kind
 */

/**
 * Kinds by their marks.
 * @typedef {Record<string, Kind>} Kinds
 */

/**
 * The URLs of what the input shows.
 * @typedef {{digit: string, photo: string}} Pictures
 */

/**
 * A layer's mark and fields, as they travel.
 * @typedef {[mark: string, texts: Texts]} SentLayer
 */

/**
 * A layer of the stack; id: its own for as long as the page is open.
 * @typedef {{id: number, mark: string, texts: Texts}} TypedLayer
 */

/**
 * What becomes of the values in a layer, numbers as they are written.
 * @typedef {object} RowData
 * @property {string} title
 * @property {string} words - For a learner.
 * @property {Shape} shape - Of the output.
 * @property {boolean} unchanged - Whether that is the input's shape and the layer has no kernel.
 * @property {string} output
 * @property {string} size - How the output's size follows from the input's.
 * @property {string} weights
 * @property {string} weights_sum
 * @property {string} measured - How many of them are not trained.
 * @property {string} adds - Multiplications with addition.
 * @property {string} adds_sum
 * @property {string} values - How many new ones there are.
 * @property {string} memory - Of the values; empty where they are those of the layer before.
 * @property {string} field - What one cell sees, far from the edges.
 * @property {[rows: number, cols: number] | null} jump - How much further on the next cell looks.
 * @property {[row: number, col: number] | null} cell - The one in the middle; null where a value depends on everything.
 * @property {[top: number, left: number, bottom: number, right: number]} region - What that cell sees of the input.
 */

/**
 * @typedef {{shape: Shape, output: string, values: string, memory: string}} InputData
 */

/**
 * What Python sends once: it is the same whatever is typed.
 * @typedef {object} FixedData
 * @property {Kinds} kinds
 * @property {string[]} side_names - Those of the input's sides.
 * @property {number} most_layers
 * @property {Pictures} pictures
 */

/**
 * What Python sends after every edit.
 * @typedef {object} StackData
 * @property {number} number - Of the message that this answers; 0 if there was none.
 * @property {string[]} sides - The texts of the input's sides.
 * @property {SentLayer[]} layers
 * @property {{sides: Texts, layers: Texts[]}} faults - Why fields cannot be read, by their names.
 * @property {RowData[]} rows - Of the layers that fit.
 * @property {{layer: number, text: string} | null} problem - The first layer that does not fit, -1 for the input.
 * @property {number | null} chosen - The index of the row that is looked at.
 * @property {InputData | null} input - null where it cannot be read.
 * @property {[what: string, number: string, details: string, memory: string][]} totals
 * @property {string} preset - The name of the preset that this is; empty if it is none.
 * @property {Record<string, string[]>} presets - Their names by group.
 * @property {{text: string, layer: number | null}[]} notes - On the preset, or on one of its layers, from 1.
 * @property {string} code - The network in Keras.
 * @property {string} csv
 * @property {Instead[]} instead
 * @property {string} conclusion - What that means for this network; may be empty.
 */

/**
 * What one dense unit on raw pixels would cost.
 * @typedef {[product: string, weights: string, words: string]} Instead
 */

/**
 * @typedef {FixedData & StackData} ShapesData
 */

export {}
