// Where a cell stands in an array whose axes are row, column, channel.

/** Where a position stands in a layer's flat output. */
export function flatIndex(shape, position) {
  return position.reduce((index, place, axis) => index * shape[axis] + place, 0)
}

/** The position of a flat index: the reverse of flatIndex. */
export function positionAt(shape, index) {
  const position = []
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position.unshift(index % shape[axis])
    index = Math.floor(index / shape[axis])
  }
  return position
}
