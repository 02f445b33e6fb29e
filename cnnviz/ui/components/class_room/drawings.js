// The drawings of a room: each is asked for once, as many at a time as the room tells.

import { askRoom } from "../shared/room.js"

const AT_ONCE = 50

export class Drawings {
  /** By their numbers. @type {Record<string, string>} */
  known = {}
  /** Those that the room does not have any more. @type {Set<number>} */
  gone = new Set()
  asks = false

  /**
   * @param {string} code
   * @param {string} secret
   * @param {() => void} changed
   */
  constructor(code, secret, changed) {
    this.code = code
    this.secret = secret
    this.changed = changed
  }

  /**
   * Have drawings fetched, unless they are here.
   * @param {number[]} numbers
   * @returns {Promise<void>}
   */
  async need(numbers) {
    if (this.asks) return
    const missing = numbers.filter((number) => !(number in this.known) && !this.gone.has(number)).slice(0, AT_ONCE)
    if (!missing.length) return
    this.asks = true
    const { status, body } = await askRoom(`/${this.code}/drawings?numbers=${missing.join()}`, { secret: this.secret })
    this.asks = false
    if (status !== 200) return
    Object.assign(this.known, body.drawings)
    if (!body.more) for (const number of missing) if (!(number in this.known)) this.gone.add(number)
    this.changed()
    await this.need(numbers)
  }
}
