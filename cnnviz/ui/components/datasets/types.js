// What Python says of a data set, beside its pictures.

/** @import { Cell } from "../shared/pointing.js" */
/** @import { PictureKind, Shape } from "../shared/types.js" */

/**
 * What both components get.
 * @typedef {object} SetHeader
 * @property {string} title
 * @property {PictureKind} kind
 * @property {Shape} shape - Of a picture.
 * @property {string[]} classes - Their names.
 * @property {string} measured_on - Which pictures all means are of, in words.
 */

/**
 * What comes with a page of pictures.
 * @typedef {SetHeader & {
 *   part: "training" | "test",
 *   labels: number[],
 *   indices: number[],
 *   networks: string[],
 *   mean: number[],
 *   deviation: number[],
 *   histogram: number[][],
 * }} PicturesHeader
 * labels and indices: the pictures' classes and, of test pictures, where they stand in the whole set, -1 for a free one.
 * networks: the names of those that read such pictures. mean, deviation: of the numbers divided by 255, a channel each.
 * histogram: how often each number occurs, in bins of eight from 0 to 255, a channel each.
 */

/**
 * What comes with the classes' mean pictures.
 * @typedef {SetHeader & {training: number[], test: number[], whole: boolean, means: boolean}} ClassesHeader
 * training, test: how many pictures each class has, in the whole set or in what ships. means: whether there are any.
 */

/**
 * The picked picture.
 * @typedef {object} PickedView
 * @property {PicturesHeader} header
 * @property {number} index - On this page.
 * @property {number} label - Its class.
 * @property {Uint8Array} values
 * @property {Cell} pixel - The one that is looked at first.
 * @property {number} width - CSS pixels that there is room for.
 * @property {(pixel: Cell) => void} look - Another pixel is pointed at.
 * @property {(network: string) => void} open - The picture is to be seen in a network.
 */

/**
 * What shows the picked picture; move shows another pixel.
 * @typedef {{nodes: Node[], move: (pixel: Cell) => void}} PickedPart
 */

export {}
