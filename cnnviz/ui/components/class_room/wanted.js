// What a control was set to, until the room says the same: an answer that was under way still says what was before.

/** So many answers may still be from before, once the order was followed. */
const LATE = 2

export class Wanted {
  /** @type {unknown} */
  value = undefined
  /** How many answers it is shown for; endless until the order was followed. */
  left = 0

  /** @param {(value: unknown) => Promise<boolean>} order - Returns whether it was followed. */
  constructor(order) {
    this.order = order
  }

  /**
   * @param {unknown} value
   * @returns {Promise<void>}
   */
  async want(value) {
    this.value = value
    this.left = Infinity
    const isDone = await this.order(value)
    if (this.value === value) this.left = isDone ? LATE : 0
  }

  /**
   * What the control shows.
   * @param {unknown} said - What the room says.
   * @returns {unknown}
   */
  shown(said) {
    if (said === this.value) this.left = 0
    if (this.left <= 0) return said
    this.left -= 1
    return this.value
  }
}
