// From step to step: each is an address of the app.

import { coverAll } from "../shared/covers.js"
import { onceHeard } from "../shared/heard.js"
import { goTo } from "../shared/history.js"
import { finishWaiting } from "../shared/pause.js"
import { inTurn } from "../shared/turns.js"

/**
 * Go to a step. Its parameters count as they are, unlike those of a link, which takes what all pages share from the
 * address of the page that is shown.
 * @param {string} href - Relative to the app.
 * @returns {void}
 */
export function goToStep(href) {
  // What the next step hides is not to be seen meanwhile.
  coverAll()
  go(href)
}

/**
 * Go to an address at which nothing is covered.
 * @param {string} href - Relative to the app.
 * @returns {void}
 */
export function go(href) {
  finishWaiting()
  const address = new URL(href, new URL(".", document.baseURI)).href
  onceHeard(() => inTurn(() => goTo(address)))
}
