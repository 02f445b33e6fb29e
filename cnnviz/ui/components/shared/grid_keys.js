// Arrow keys in grids.

/**
 * By how many rows and columns the arrow keys move.
 * @type {Record<string, [down: number, right: number] | undefined>}
 */
export const ARROW_STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * The index of the button that a key leads to.
 * @param {string} key
 * @param {number} index - That of the button in focus.
 * @param {HTMLElement[]} buttons - In lines of equal length, but for the last.
 * @returns {number | undefined} Undefined for other keys.
 */
export function placeAfter(key, index, buttons) {
  const row = buttons[index].offsetTop
  const cols = buttons.filter((button) => button.offsetTop === buttons[0].offsetTop).length
  /** @type {Record<string, number>} */
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -cols,
    ArrowDown: cols,
    Home: -index,
    End: buttons.length - 1 - index,
  }
  if (!(key in steps)) return undefined
  const next = index + steps[key]
  const last = buttons.length - 1
  return buttons[next] ? next : key === "ArrowDown" && buttons[last].offsetTop > row ? last : index
}
