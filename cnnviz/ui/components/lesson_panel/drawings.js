// What others drew or made: fetched once it is to be seen.

import { askRoom } from "../shared/room.js"

/** @import { Room } from "./room.js" */

/** The server gives at most so many at once. */
const MOST = 50

export class Drawings {
  /** The addresses that are here, by their numbers. @type {Record<string, string>} */
  here = {}
  /** What has been asked for. @type {Set<number>} */
  asked = new Set()

  /**
   * @param {Room} room
   * @param {() => void} came - Hears that some are here.
   */
  constructor(room, came) {
    this.room = room
    this.came = came
  }

  /**
   * @param {number[]} numbers
   * @returns {Record<string, string>} Those that are here by now; the others are asked for.
   */
  of(numbers) {
    const missing = numbers.filter((number) => !this.asked.has(number)).slice(0, MOST)
    if (missing.length) void this.fetch(missing)
    return Object.fromEntries(
      numbers.filter((number) => number in this.here).map((number) => [number, this.here[number]]),
    )
  }

  /** @param {number[]} numbers */
  async fetch(numbers) {
    for (const number of numbers) this.asked.add(number)
    const { code, token } = this.room
    const { status, body } = await askRoom(`/${code}/drawings?numbers=${numbers.join(",")}`, { token })
    const found = status === 200 ? body.drawings : {}
    Object.assign(this.here, found)
    // Those for which there was no room are asked for again with the rest; what was refused, when it is shown again.
    const left = numbers.filter((number) => !(number in found))
    if (status !== 200 || body.more) for (const number of left) this.asked.delete(number)
    if (Object.keys(found).length) this.came()
  }
}
