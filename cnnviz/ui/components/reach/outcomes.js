// What is said of everything that was tried: how it went, and what to ask the administrator where it did not.

/**
 * @typedef {object} Outcome
 * @property {"ok" | "note" | "bad"} mark - note: it works, and there is something to know.
 * @property {string} says
 * @property {string} [ask] - What to ask the administrator.
 * @property {number} [milliseconds] - How long it took.
 */

/** How far the clocks may differ before it is said, in milliseconds. */
const CLOCKS = 120_000
/** In seconds: what a browser keeps for less is as good as not kept. */
const KEPT = 86_400

/**
 * @param {{ok: boolean, type: string, cache: string}} heard - Of a module: its type and its header cache-control.
 * @returns {Outcome}
 */
export function moduleOutcome({ ok, type, cache }) {
  if (!ok || !type.includes("javascript")) {
    const says = ok ? "Something else answers in their place." : "They do not come: no page of the app can begin."
    return { mark: "bad", says, ask: "Let GET through to /cnnviz/js/ and /static/, with the type text/javascript." }
  }
  const seconds = Number(/max-age=(\d+)/.exec(cache)?.[1] ?? 0)
  // So the server says itself while somebody works on the modules.
  if (seconds >= KEPT || cache === "no-store") return { mark: "ok", says: "They come, and the browser keeps them." }
  return {
    mark: "note",
    says: "They come, but the browser is told not to keep them: every page loads all of them anew.",
    ask: "Hand on the header cache-control of /cnnviz/js/ and /static/ as the server sends it.",
  }
}

/**
 * What came back of something that was sent.
 * @typedef {{status: number, said?: {method: string, bytes: number}}} Echo
 */

/**
 * @param {Echo} echo - status 0: nothing came back.
 * @param {{method: string, bytes: number}} sent
 * @returns {boolean} Whether the server itself has received all of it.
 */
export function arrived({ status, said }, { method, bytes }) {
  return status === 200 && said?.method === method && said.bytes === bytes
}

/**
 * @param {Echo} echo
 * @returns {string} Why it did not arrive.
 */
export function whyNot({ status }) {
  if (!status) return "No answer comes."
  if (status === 200) return "Something else answers in the server’s place."
  return status === 413 ? "It is refused as too large (413)." : `It is refused (${status}).`
}

/**
 * @param {{opened: boolean, protocol: string, stayed: boolean}} heard
 * @returns {Outcome}
 */
export function socketOutcome({ opened, protocol, stayed }) {
  const ask = "Let websockets through to /_stcore/stream, with their headers Upgrade and Sec-WebSocket-Protocol."
  if (!opened) return { mark: "bad", says: "It does not open.", ask }
  if (!stayed) {
    const longer = "Let websockets to /_stcore/stream stay open, idle for at least a minute."
    return { mark: "bad", says: "It opens and is cut at once: the app’s pages come and go.", ask: longer }
  }
  if (protocol !== "streamlit") return { mark: "bad", says: "Something else answers in the server’s place.", ask }
  return { mark: "ok", says: "It opens and stays open." }
}

/**
 * @param {{https: boolean, secure: boolean}} here - secure: the browser trusts the address, as that of this computer.
 * @returns {Outcome}
 */
export function httpsOutcome({ https, secure }) {
  if (https) return { mark: "ok", says: "Your webcam works, and a course can show the app in a frame." }
  if (secure) {
    return { mark: "ok", says: "This computer itself: your webcam works. Other computers need HTTPS for theirs." }
  }
  return {
    mark: "note",
    says: "The address is http: your webcam stays off, and a course on https cannot show the app in a frame.",
    ask: "Put the app behind an https address, if you want either.",
  }
}

/**
 * @param {number} ahead - How far this computer's clock is ahead of the server's, in milliseconds.
 * @returns {Outcome}
 */
export function clockOutcome(ahead) {
  if (Math.abs(ahead) < CLOCKS) return { mark: "ok", says: "Your clock and the server’s agree." }
  const minutes = Math.round(Math.abs(ahead) / 60_000)
  const far = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  return {
    mark: "note",
    says: `Your clock is ${far} ${ahead > 0 ? "ahead of" : "behind"} the server’s. The app needs neither; https needs both right.`,
    ask: "Set the clock that is wrong.",
  }
}

/**
 * @param {object} here
 * @param {boolean} here.cookies - Whether the browser keeps any.
 * @param {boolean} here.storage - Whether it keeps anything else.
 * @param {boolean} here.framed - Whether this page is shown in a frame.
 * @param {boolean} here.byOrigin - Whether the server takes uploads without a cookie from its own pages.
 * @returns {Outcome}
 */
export function cookiesOutcome({ cookies, storage, framed, byOrigin }) {
  const where = framed ? "In this frame" : "Here"
  if (!storage) {
    return { mark: "note", says: `${where} your browser keeps nothing: reload, and you join your room anew.` }
  }
  if (!cookies && !byOrigin) {
    return {
      mark: framed ? "bad" : "note",
      says: `${where} your browser keeps no cookies: your pictures and networks cannot be uploaded.`,
      ask: "Set CNNVIZ_FRAME_ANCESTORS to the address of the course: then uploads need no cookie.",
    }
  }
  if (!cookies) return { mark: "ok", says: `${where} your browser keeps no cookies. Uploads work without.` }
  if (framed) return { mark: "ok", says: "Your browser keeps cookies, in this frame too." }
  return {
    mark: "ok",
    says: "Your browser keeps cookies. In a course’s frame it may not: open this page there to see.",
  }
}
