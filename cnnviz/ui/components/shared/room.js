// Questions to a room: joining it, answering in it, and steering it. See cnnviz/ui/rooms/route.py for what can be asked.

/** For how long the server may take, in milliseconds. */
const PATIENCE = 10_000

/**
 * What a question was answered with.
 * @typedef {object} Heard
 * @property {number} status - As in HTTP; 0 where the server cannot be reached.
 * @property {any} body - What it says; undefined where it says nothing.
 * @property {string} sentence - Why it was refused; "" if it was not.
 */

/**
 * Who asks: a student by a token, or the teacher by a secret.
 * @typedef {{token?: string, secret?: string}} Who
 */

/**
 * @param {string} path - Behind cnnviz/room, such as "/KTRM/student?seen=3".
 * @param {Who} [who]
 * @param {object} [body] - What is sent; nothing for a question that changes nothing.
 * @returns {Promise<Heard>}
 */
export async function askRoom(path, { token, secret } = {}, body) {
  /** @type {Record<string, string>} */
  const headers = {}
  if (token) headers.authorization = `Student ${token}`
  if (secret) headers.authorization = `Bearer ${secret}`
  if (body) headers["content-type"] = "application/json"
  try {
    const response = await fetch(new URL(`cnnviz/room${path}`, new URL(".", document.baseURI)), {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    })
    const isJson = response.headers.get("content-type")?.startsWith("application/json")
    const said = isJson ? await response.json() : undefined
    return { status: response.status, body: said, sentence: response.ok ? "" : (said?.sentence ?? UNHEARD) }
  } catch {
    return { status: 0, body: undefined, sentence: UNHEARD }
  }
}

export const UNHEARD = "The server cannot be reached: this is tried again by itself."
