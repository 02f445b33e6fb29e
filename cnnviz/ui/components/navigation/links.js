// Links to other pages say at every moment what is chosen: what all pages share is taken from the address bar.
//
// Python writes them once a run of the whole page, and a stroke or a pin runs only a part of it. This begins before
// Streamlit does: a link that is on the page already leads where it says, whatever still loads.

import { listenToScripts, onceHeard } from "../shared/heard.js"
import { goTo } from "../shared/history.js"
import { finishWaiting } from "../shared/pause.js"
import { inTurn } from "../shared/turns.js"

/** For how long the heading that a link names is looked for, in milliseconds. */
const PATIENCE = 60_000

/** @type {string[]} */
let shared = []

/** Whether a link has been followed since the app was opened. */
export const visit = { followedLink: false }

/**
 * Where a link leads now.
 * @param {string} href - As it was written: a page's address, relative or not, with a query.
 * @param {string} here - The address of the page that is shown.
 * @param {string} root - The address of the app.
 * @param {string[]} names - The parameters that all pages share.
 * @returns {string}
 */
export function freshAddress(href, here, root, names) {
  const target = new URL(href, root)
  const now = new URL(here).searchParams
  for (const name of names) {
    const value = now.get(name)
    if (value === null) target.searchParams.delete(name)
    else target.searchParams.set(name, value)
  }
  return target.href
}

/**
 * Whether a link leads to a page of the app: pages are one level deep.
 * @param {string} href
 * @param {string} root - The address of the app.
 * @returns {boolean}
 */
export function leadsToPage(href, root) {
  const { origin, pathname } = new URL(href, root)
  const { origin: home, pathname: folder } = new URL(root)
  return origin === home && pathname.startsWith(folder) && !pathname.slice(folder.length).includes("/")
}

/** @returns {string} The address of the app. */
function app() {
  return new URL(".", document.baseURI).href
}

/**
 * @param {Event} event
 * @returns {HTMLAnchorElement | null} The link to a page that the event is about, be it in a component or outside.
 */
function linkAt(event) {
  const [target] = event.composedPath()
  /** @type {HTMLAnchorElement | null} */
  const link = target instanceof Element ? target.closest("a[href]:not([download])") : null
  const href = link?.getAttribute("href") ?? "#"
  return !href.startsWith("#") && leadsToPage(href, app()) ? link : null
}

/**
 * Where a link leads now. One with data-own says all of it itself: a lesson begins on its own network and picture.
 * @param {HTMLAnchorElement} link
 * @returns {string}
 */
function addressOf(link) {
  const names = link.hasAttribute("data-own") ? [] : shared
  return freshAddress(link.getAttribute("href") ?? "", location.href, app(), names)
}

/**
 * Make a link say what is chosen now.
 * @param {Event} event
 * @returns {HTMLAnchorElement | null} The link, if the event is about one.
 */
function refresh(event) {
  const link = linkAt(event)
  link?.setAttribute("href", addressOf(link))
  return link
}

/**
 * @param {MouseEvent} event
 * @returns {void}
 */
function follow(event) {
  const link = refresh(event)
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  // Also a link that Streamlit would open in another tab, as it does all links in a text.
  event.preventDefault()
  event.stopPropagation()
  visit.followedLink = true
  finishWaiting()
  onceHeard(() => {
    // What Python has just heard may have changed the address.
    const address = new URL(addressOf(link))
    const heading = address.hash.slice(1)
    address.hash = ""
    inTurn(() => goTo(address.href.replace(/#$/, "")))
    if (heading) goToHeading(heading)
  })
}

/**
 * Show a heading and give it the focus, as soon as it is on the page.
 * @param {string} id
 * @returns {void}
 */
function goToHeading(id) {
  const go = () => {
    const heading = document.getElementById(id)
    if (!heading) return
    observer.disconnect()
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    heading.scrollIntoView({ block: "start" })
  }
  const observer = new MutationObserver(go)
  observer.observe(document.body, { childList: true, subtree: true })
  // Nobody waits for what never comes.
  setTimeout(() => observer.disconnect(), PATIENCE)
  go()
}

/**
 * Keep all links to pages fresh from now on.
 * @param {string[]} names - The parameters that all pages share.
 * @returns {void}
 */
export function keepLinksFresh(names) {
  shared = names
  listenToScripts()
  for (const type of ["pointerdown", "focusin", "contextmenu", "auxclick"]) {
    document.addEventListener(type, refresh, true)
  }
  document.addEventListener("click", follow, true)
}
