// A browser of which rooms need no more than this: it keeps things, and asks a server.

/** What the browser keeps. @type {Map<string, string>} */
export const stored = new Map()
/** Whether the browser lets a page keep things. */
export const storage = { isDenied: false }
/** What was asked: path behind cnnviz/room, and body. @type {{path: string, body: any}[]} */
export const asked = []

/** @typedef {(path: string, body: any) => {status: number, body?: object} | undefined} Server */

/** Answers what is asked; undefined where it cannot be reached. @type {{answer: Server}} */
export const server = { answer: () => undefined }

/**
 * @param {string} name
 * @param {object} value
 */
function set(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

function allowed() {
  if (storage.isDenied) throw new Error("The browser keeps nothing.")
  return stored
}

set("document", { baseURI: "http://class.local/app/", hidden: false, addEventListener() {} })
set(
  "localStorage",
  new Proxy(
    {
      getItem: (/** @type {string} */ name) => allowed().get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ text) => allowed().set(name, text),
      removeItem: (/** @type {string} */ name) => allowed().delete(name),
    },
    {
      ownKeys: () => [...allowed().keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  ),
)
set("fetch", async (/** @type {URL} */ url, /** @type {{body?: string}} */ { body }) => {
  const path = `${url.pathname}${url.search}`.replace("/app/cnnviz/room", "")
  const sent = body === undefined ? undefined : JSON.parse(body)
  asked.push({ path, body: sent })
  const found = server.answer(path, sent)
  if (!found) throw new TypeError("There is no network.")
  const said = found.body === undefined ? null : JSON.stringify(found.body)
  return new Response(said, { status: found.status, headers: said ? { "content-type": "application/json" } : {} })
})

/** Forget everything. */
export function beginAnew() {
  stored.clear()
  asked.length = 0
  storage.isDenied = false
  server.answer = () => undefined
}
