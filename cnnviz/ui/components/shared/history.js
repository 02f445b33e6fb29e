// The browser's history: one step of a person is one entry, whatever the scripts of the pages say on the way.
//
// By itself Streamlit adds an entry whenever a script says another address: four for a click that leads to another page,
// and one for a page that completes its own address. And a script that still runs when its page has been left would
// write its address over that of the page that is shown.

/** What a person does that may lead to another address. */
const STEPS = ["pointerdown", "click", "keydown", "input", "drop"]

/** Adds an entry; the browser's own way. @type {History["pushState"]} */
let add = () => {}

/** Whether a person has done something since the last entry. */
let stepped = false
/** Whether Back, Forward or a link came after that: what runs still is then the page that was left. */
let travelled = false
/** Whether something was left out that Streamlit now takes for the address. */
let leftOut = false

/**
 * Keep the history from now on, before Streamlit begins.
 * @param {Record<string, string>} titles - The titles of the pages, by their names in addresses.
 * @returns {void}
 */
export function keepHistory(titles) {
  add = history.pushState.bind(history)
  const replace = history.replaceState.bind(history)
  history.pushState = (data, unused, url) => {
    if (url && isOfAnotherPage(url, titles)) leftOut = true
    else (stepped ? add : replace)(data, unused, url)
    stepped = false
  }
  history.replaceState = (data, unused, url) => {
    if (url && isOfAnotherPage(url, titles)) leftOut = true
    else replace(data, unused, url)
  }
  for (const step of STEPS) {
    window.addEventListener(
      step,
      () => {
        stepped = true
        travelled = false
      },
      true,
    )
  }
  window.addEventListener("popstate", () => {
    stepped = false
    travelled = true
  })
  new MutationObserver(() => {
    if (!leftOut || document.querySelector("[data-test-script-state=notRunning]") === null) return
    leftOut = false
    runPage()
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] })
}

/**
 * Whether a script that has been left says an address: that of another page than the one that is shown now.
 * @param {string | URL} url
 * @param {Record<string, string>} titles
 * @returns {boolean}
 */
function isOfAnotherPage(url, titles) {
  const to = new URL(url, location.href).pathname
  if (to !== location.pathname) return travelled
  // A script says its page's title before anything of the address.
  const title = titles[to.slice(to.lastIndexOf("/") + 1)]
  return title !== undefined && document.title !== title
}

/**
 * Go to a page, which is one step.
 * @param {string} address
 * @returns {void}
 */
export function goTo(address) {
  add({}, "", address)
  runPage()
}

/**
 * Have Streamlit run the whole page of the address, and show what the address says: as if the visitor had come back.
 * @returns {void}
 */
export function runPage() {
  window.dispatchEvent(new PopStateEvent("popstate"))
}
