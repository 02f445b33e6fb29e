// Scrolling inside an element.

const MARGIN = 8

/**
 * Scroll an element, and only that element, until a node in it is in sight.
 * @param {HTMLElement} host - What the node is placed in.
 * @param {HTMLElement} node
 * @returns {void}
 */
export function reveal(host, { offsetLeft, offsetTop, offsetWidth, offsetHeight }) {
  host.scrollTop = scrollFor(offsetTop, offsetHeight, host.scrollTop, host.clientHeight)
  host.scrollLeft = scrollFor(offsetLeft, offsetWidth, host.scrollLeft, host.clientWidth)
}

/**
 * How far to scroll along one axis, no farther than needed: a node that is larger than the room is shown to its end.
 * @param {number} start - Of the node.
 * @param {number} size - Of the node.
 * @param {number} scroll - How far it is scrolled now.
 * @param {number} room - What can be seen at once.
 * @returns {number}
 */
export function scrollFor(start, size, scroll, room) {
  return Math.max(Math.min(scroll, start - MARGIN), start + size + MARGIN - room)
}
