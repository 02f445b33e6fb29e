// An order as an answer: "2-0-1" is the third item, the first, the second.

/**
 * @param {string} text
 * @param {number} count - How many items there are.
 * @returns {number[]} Their indices in order; as they are, where the text is no order of them.
 */
export function orderIn(text, count) {
  const order = text.split("-").map(Number)
  const all = Array.from({ length: count }, (_, index) => index)
  return order.length === count && all.every((index) => order.includes(index)) ? order : all
}

/**
 * Which way an item moves that a pointer drags: past a neighbour, once the pointer is over both it and where the item
 * will then be. So items of other heights do not swap to and fro.
 * @param {number} y - Of the pointer.
 * @param {{top: number, bottom: number, height: number}[]} boxes - Of all items from top to bottom.
 * @param {number} at - The place of the item.
 * @returns {-1 | 0 | 1}
 */
export function moveOver(y, boxes, at) {
  const own = boxes[at].height
  const before = boxes[at - 1]
  const behind = boxes[at + 1]
  if (before && y < before.top + Math.min(own, before.height)) return -1
  return behind && y > behind.bottom - Math.min(own, behind.height) ? 1 : 0
}
