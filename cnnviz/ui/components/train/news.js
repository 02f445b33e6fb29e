// The status line, and what a screen reader says of it: every batch would be too much.

import { isCovered } from "../shared/covers.js"
import { find } from "../shared/find.js"
import { isOver, statusLine } from "./words.js"

/** @import { Status, TrainHeader } from "./types.js" */

/** Milliseconds between two things that are said while it trains. */
const PAUSE = 8000

export class News {
  /** When something was said last. */
  said = -Infinity
  /** What the status was then. @type {Status | undefined} */
  status = undefined

  /** @param {HTMLElement} root */
  constructor(root) {
    this.line = find(root, ".line", HTMLElement)
    this.says = find(root, ".says", HTMLElement)
    this.spoken = find(root, ".news", HTMLElement)
  }

  /**
   * @param {TrainHeader | undefined} header - Of the run that is watched.
   * @param {string} sentence - What else is to be said.
   * @returns {void}
   */
  show(header, sentence) {
    const line = header && statusLine(header, !isCovered("training-curve"))
    put(this.line, line ?? (sentence ? "" : "Nothing is being trained yet."))
    put(this.says, sentence)
    if (!header || line === undefined) return
    const now = performance.now()
    if (header.status === this.status && (isOver(header.status) || now - this.said < PAUSE)) return
    this.said = now
    this.status = header.status
    put(this.spoken, line)
  }
}

/**
 * @param {HTMLElement} node
 * @param {string} words
 */
function put(node, words) {
  if (node.textContent !== words) node.textContent = words
}
