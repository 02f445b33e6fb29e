// What Python and the server say of a training; nothing here runs.

/** @import { PictureReader, Shape } from "../shared/types.js" */
/** @import { First } from "../shared/kernels.js" */

/**
 * What Python sends at every run of the page's script.
 * @typedef {object} TrainData
 * @property {string} visit - Goes with every question.
 * @property {string} url - Where to ask, relative to the app.
 * @property {Record<string, unknown> | null} recipe - What Start sends; null where it cannot start.
 * @property {string} problem - Why it cannot, in a sentence; "" if it can.
 * @property {string | null} run - The run that is to be watched.
 * @property {number} rate - The learning rate in the recipe.
 * @property {number} mark - Grows when another run is to be watched.
 */

/** @typedef {"waiting" | "building" | "running" | "paused" | "done" | "stopped" | "failed"} Status */

/** What a button asks the server for. @typedef {"go" | "pause" | "batch" | "epoch" | "stop"} Deed */

/**
 * What an epoch was like. A number that is not known is null.
 * @typedef {[epoch: number, loss: number, accuracy: number, heldLoss: number | null, heldAccuracy: number | null]} Epoch
 */

/**
 * A layer as it is listed.
 * @typedef {{name: string, title: string, role: string, shape: Shape, signed: boolean}} ListedLayer
 */

/**
 * How the numbers of a layer that learns are spread, and how many of its channels never answer.
 * @typedef {{name: string, weight_range: number[], gradient_range: number[], dead: number, channels: number}} Spread
 */

/**
 * The last batch: its size, and the classes of its first pictures, the true ones and those that were answered.
 * @typedef {{size: number, labels: number[], said: number[]}} Batch
 */

/** How many test pictures are read right. @typedef {{correct: number, total: number}} Test */

/**
 * Another run that is shown beside this one.
 * @typedef {object} Beside
 * @property {string} title
 * @property {Status} status
 * @property {number} step
 * @property {number} steps_per_epoch
 * @property {Epoch[]} history
 * @property {Test | null} [test]
 */

/**
 * The header of an answer. What is not known yet may be missing.
 * @typedef {object} Told
 * @property {string} run
 * @property {string} [title] - What this run is called beside another.
 * @property {number} [version] - Grows with everything that is new.
 * @property {Status} status
 * @property {string} [message] - A sentence.
 * @property {number} [place] - In the queue, from 1.
 * @property {number} step - How many batches are done.
 * @property {number} [since] - The first batch of arrays.loss.
 * @property {number} [steps_per_epoch]
 * @property {number} [epochs] - How many are planned.
 * @property {number} [seconds] - Trained so far.
 * @property {number | null} [left] - Seconds that are left.
 * @property {number} [rate] - The learning rate now.
 * @property {[step: number, rate: number][]} [rates] - Where it was changed.
 * @property {number} [pictures] - How many are learned from.
 * @property {number | null} [held] - How many are held out.
 * @property {string[]} [labels] - The classes' names.
 * @property {Epoch[]} [history]
 * @property {First} [first] - The first convolution.
 * @property {ListedLayer[]} [layers]
 * @property {Batch | null} [batch]
 * @property {Spread[]} [weights]
 * @property {Test | null} [test] - How it did on the official test pictures, if there are any.
 * @property {Beside | null} [beside]
 * @property {Record<string, unknown>} [recipe] - What it was started with.
 */

/** @typedef {Told & Partial<PictureReader>} TrainHeader */

/**
 * What a network makes of a picture, and its first filters.
 * @typedef {{header: Pick<TrainHeader, "labels" | "layers" | "first" | "input_shape" | "reads">,
 *   arrays: Record<string, Float32Array>}} Seen
 */

/**
 * All that is known of a run: of every batch the loss and the accuracy, and of the rest what came last.
 * @typedef {object} Known
 * @property {TrainHeader} header
 * @property {Float32Array} loss
 * @property {Float32Array} accuracy
 * @property {Record<string, Float32Array>} arrays
 */

export {}
