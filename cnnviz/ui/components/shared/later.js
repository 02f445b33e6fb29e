// What pages may need later is fetched while the server is at hand.

/**
 * Fetch modules once the page is shown, one after the other: none is fetched for the first time when it is needed, when
 * the server may be out of reach. A module that could not be fetched then would be missing until the page is reloaded.
 * @param {string} list - The URL of the modules' URLs, which are relative to the app.
 * @returns {void}
 */
export function fetchLater(list) {
  if (document.readyState === "complete") void fetchAll(list)
  else window.addEventListener("load", () => void fetchAll(list))
}

/** @param {string} list */
async function fetchAll(list) {
  try {
    const response = await fetch(list)
    for (const url of await response.json()) await fetchModule(`./${url}`)
    performance.mark("cnnviz:all-fetched")
  } catch {
    // The server is out of reach already: the page fetches what it needs when it needs it.
  }
}

/**
 * @param {string} href
 * @returns {Promise<unknown>} Settled once the module is here, or cannot be had.
 */
function fetchModule(href) {
  const link = document.createElement("link")
  const settled = new Promise((resolve) => Object.assign(link, { onload: resolve, onerror: resolve }))
  Object.assign(link, { rel: "modulepreload", fetchPriority: "low", href })
  document.head.append(link)
  return settled
}
