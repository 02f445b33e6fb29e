// What pages may need later is fetched while the server is at hand.

/** Seconds after the page has loaded: its first answer comes before. */
const PAUSE = 5

/**
 * Fetch modules once the page is shown, one after the other: none is fetched for the first time when it is needed, when
 * the server may be out of reach. A module that could not be fetched then would be missing until the page is reloaded.
 * @param {string} list - The URL of the modules' URLs, which are relative to the app.
 * @returns {void}
 */
export function fetchLater(list) {
  // Who saves data fetches what is needed when it is needed.
  if (/** @type {{connection?: {saveData: boolean}}} */ (navigator).connection?.saveData) return
  const begin = () => setTimeout(() => void fetchAll(list), PAUSE * 1000)
  if (document.readyState === "complete") begin()
  else window.addEventListener("load", begin)
}

/** @param {string} list */
async function fetchAll(list) {
  try {
    const response = await fetch(list)
    // Into the browser's cache alone: most are never needed, and compiling them all would cost each page its time.
    for (const url of await response.json()) await (await fetch(`./${url}`, { priority: "low" })).arrayBuffer()
    performance.mark("cnnviz:all-fetched")
  } catch {
    // The server is out of reach already: the page fetches what it needs when it needs it.
  }
}
