// The pictures that the visitor brought, in the memory of the open page alone.

/**
 * What Python tells of the picture that is selected.
 * @typedef {object} Told
 * @property {string} url - Where the server takes and hands out pictures.
 * @property {string} visit - The token of the visit; a server that was started anew begins another.
 * @property {string} way - How the picture came: "upload" or "photo".
 * @property {string | null} name - Of the picture that Python has: of other bytes another; null for none.
 * @property {boolean} asks - Whether Python has had none in this visit, and would take one back.
 */

/**
 * A picture. file: undefined until it has arrived. asking: whether it is on its way. visit: to which it was given back.
 * @typedef {{ name: string, file?: Blob, asking?: boolean, visit?: string }} Picture
 */

/** @typedef {(name: "given" | "lost", value: unknown) => void} Tell */

/**
 * How the server is asked: with a body it takes it, without one it hands out. Undefined where it does not answer.
 * @typedef {(address: string, body?: Blob) => Promise<Response | undefined>} Ask
 */

export class Kept {
  /** @param {{ ask: Ask }} server */
  constructor({ ask }) {
    this.ask = ask
    /** By their ways. @type {Map<string, Picture>} */
    this.pictures = new Map()
    /** Tells Python, from the element that was shown last: earlier ones may be gone. @type {Tell} */
    this.tell = () => {}
  }

  /**
   * Do what is to be done now that Python has said what it has.
   * @param {Told} told
   * @param {Tell} tell
   * @returns {Promise<void>}
   */
  async hear(told, tell) {
    this.tell = tell
    if (told.name !== null) await this.keep(told, told.name)
    else if (told.asks) await this.giveBack(told)
    // The visitor took it away.
    else this.pictures.delete(told.way)
  }

  /**
   * @param {Told} told
   * @param {string} name
   */
  async keep({ url, visit, way }, name) {
    let picture = this.pictures.get(way)
    if (picture?.name !== name) this.pictures.set(way, (picture = { name }))
    if (picture.file || picture.asking) return
    picture.asking = true
    const answer = await this.ask(`${url}?${new URLSearchParams({ visit, way, name })}`)
    try {
      if (answer?.ok) picture.file = await answer.blob()
    } catch {
      // It broke off: it is asked for again when Python speaks next.
    }
    picture.asking = false
  }

  /** @param {Told} told */
  async giveBack({ url, visit, way }) {
    const picture = this.pictures.get(way)
    if (!picture || picture.visit === visit) return
    picture.visit = visit
    const answer = picture.file && (await this.ask(`${url}?${new URLSearchParams({ visit, way })}`, picture.file))
    if (answer?.ok) this.tell("given", Date.now())
    else if (answer || !picture.file) this.tell("lost", way)
    else picture.visit = undefined
  }
}
