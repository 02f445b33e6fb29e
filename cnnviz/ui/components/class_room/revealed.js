// The steps whose answer was revealed on the projector: the same in every window of the teacher's browser.

import { localStorageOrNone } from "./keys.js"
import { keep, kept } from "./storage.js"

export class Revealed {
  /** @type {Set<number>} */
  steps = new Set()
  /** @type {AbortController | undefined} */
  ends = undefined

  /**
   * @param {string} code
   * @param {() => void} changed
   */
  constructor(code, changed) {
    this.name = `cnnviz-revealed-${code}`
    this.changed = changed
    this.read(kept(localStorageOrNone(), this.name))
  }

  /** @param {string} text */
  read(text) {
    this.steps = new Set(text.split(",").filter(Boolean).map(Number))
  }

  listen() {
    if (this.ends) return
    this.ends = new AbortController()
    window.addEventListener(
      "storage",
      ({ key, newValue }) => {
        if (key !== this.name) return
        this.read(newValue ?? "")
        this.changed()
      },
      { signal: this.ends.signal },
    )
  }

  stop() {
    this.ends?.abort()
    this.ends = undefined
  }

  /** @param {number} step */
  has(step) {
    return this.steps.has(step)
  }

  /** @param {number} step */
  toggle(step) {
    if (!this.steps.delete(step)) this.steps.add(step)
    keep(localStorageOrNone(), this.name, [...this.steps].join())
    this.changed()
  }
}
