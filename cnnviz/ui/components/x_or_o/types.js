// What Python sends to the steps, and what a step is; nothing here runs.

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {string} cells - The image: see cells.js.
 * @property {number[][]} image - The same, 1 for ink and −1 for paper.
 * @property {number} version - Another than before puts `feature` and `typed` in the place of what was chosen here.
 * @property {{name: string, cells: number[][]}[]} features
 * @property {number} feature - The one that is followed at first.
 * @property {{name: string, image: number[][], marked: boolean[][], differs: number}[]} comparisons
 * @property {Numbers} steps
 * @property {Record<string, number[]>} places - Which of the twelve numbers, from 1, are high for each letter.
 * @property {Vote} vote - On the image's numbers.
 * @property {{texts: string[], numbers: number[], error: string, vote: Vote}} typed - On those that were typed.
 */

/**
 * Python's numbers, a map for every feature: matches[feature][row][col].
 * @typedef {object} Numbers
 * @property {number[][][][][]} products - Nine for each window: products[feature][row][col].
 * @property {number[][][]} matches - 7 × 7.
 * @property {number[][][]} rectified - 7 × 7.
 * @property {number[][][]} pooled - 4 × 4.
 * @property {number[][][]} pooled_again - 2 × 2.
 * @property {number[]} flat - Twelve.
 */

/**
 * A vote with its sums written out.
 * @typedef {object} Vote
 * @property {string} words
 * @property {Record<string, {terms: string[], total: string, mean: string, share: string, value: number}>} letters
 */

/**
 * One of the steps.
 * @typedef {object} Step
 * @property {string} title
 * @property {(data: Data) => string} words
 * @property {HTMLElement} node
 * @property {(data: Data, chosen: number) => void} show - chosen: the feature that is followed.
 */

export {}
