// Links to other pages say at every moment what is chosen: what all pages share is taken from the address bar.
//
// Streamlit renders them once a run of the whole page, and a stroke or a pin runs only a part of it.

import { mount } from "../shared/mount.js"
import { finishWaiting } from "../shared/pause.js"
import { inTurn } from "../shared/turns.js"

const LINKS = "[data-testid=stPageLink-NavLink]"

/** @type {string[]} */
let shared = []

/**
 * Where a link leads now.
 * @param {string} href - As Streamlit wrote it: a page's path, "" for the first page, and a query.
 * @param {string} here - The address of the page that is shown.
 * @param {string} root - The address of the app.
 * @param {string[]} names - The parameters that all pages share.
 * @returns {string}
 */
export function freshAddress(href, here, root, names) {
  const [path, query] = href.split("?")
  const target = new URL(path, root)
  const said = new URLSearchParams(query)
  const now = new URL(here).searchParams
  for (const name of names) {
    const value = now.get(name)
    if (value === null) said.delete(name)
    else said.set(name, value)
  }
  target.search = said.toString()
  return target.href
}

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
function linkAt(event) {
  /** @type {HTMLAnchorElement | null} */
  const link = event.target instanceof Element ? event.target.closest(LINKS) : null
  return link?.target === "_blank" ? null : link
}

/**
 * Make a link say what is chosen now.
 * @param {Event} event
 * @returns {HTMLAnchorElement | null} The link, if the event is about one.
 */
function refresh(event) {
  const link = linkAt(event)
  if (!link) return null
  const root = new URL(".", document.baseURI).href
  const href = link.getAttribute("href") ?? ""
  // What was refreshed before is an address already.
  const written = href.startsWith(root) ? href.slice(root.length) : href
  link.setAttribute("href", freshAddress(written, location.href, root, shared))
  return link
}

/**
 * @param {MouseEvent} event
 * @returns {void}
 */
function follow(event) {
  const link = refresh(event)
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  const address = link.href
  finishWaiting()
  inTurn(() => {
    // As if the visitor had been there before: Streamlit then shows what the address says, and adds no other entry.
    history.pushState({}, "", address)
    window.dispatchEvent(new PopStateEvent("popstate"))
  })
}

export default mount(() => ({
  /** @param {{ shared: string[] }} data */
  update(data) {
    shared = data.shared
    // The same listener is never added twice; it stays for as long as the app is open.
    for (const type of ["pointerdown", "focusin", "contextmenu", "auxclick"]) {
      document.addEventListener(type, refresh, true)
    }
    document.addEventListener("click", follow, true)
  },
}))
