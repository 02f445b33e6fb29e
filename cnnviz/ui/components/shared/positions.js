// Where a cell stands in an array whose axes are row, column, channel.

/** @import { Position, Shape } from "./types.js" */

/**
 * The index of a position in the flat array.
 * @param {Shape} shape
 * @param {Position} position - As long as the shape.
 * @returns {number}
 */
export function flatIndex(shape, position) {
  return position.reduce((index, step, axis) => index * shape[axis] + step, 0)
}

/**
 * The position of a flat index: the reverse of flatIndex.
 * @param {Shape} shape
 * @param {number} index
 * @returns {Position}
 */
export function positionAt(shape, index) {
  /** @type {Position} */
  const position = []
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position.unshift(index % shape[axis])
    index = Math.floor(index / shape[axis])
  }
  return position
}
