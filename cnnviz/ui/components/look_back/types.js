// What Python and the server say of networks as they were; nothing here runs.

/** @import { Epoch, Seen } from "../train/types.js" */

/**
 * A training whose weights are kept.
 * @typedef {object} BackRun
 * @property {string} name - The server's name of it.
 * @property {string} title
 * @property {string} changed - What is another than in the run before, in words; of the first, what it is like.
 * @property {string[]} labels - The classes' names.
 * @property {number[]} epochs - Those whose weights are kept, the first one first; 0 is before it learned.
 * @property {Epoch[]} rows
 */

/**
 * What Python sends at every run of the page's script.
 * @typedef {object} BackData
 * @property {string} visit - Goes with every question.
 * @property {string} url - Where to ask, relative to the app.
 * @property {BackRun[]} runs - The oldest first.
 * @property {number} picture - Another number for another picture of the visitor's.
 */

/**
 * What is to be seen: what the network of a run was after an epoch, and what it makes of the picture.
 * @typedef {{run: string, epoch: number, picture: number}} Question
 */

/** @typedef {Seen["header"] & {run: string, epoch: number}} BackHeader */

export {}
