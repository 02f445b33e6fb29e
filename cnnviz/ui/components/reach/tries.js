// What is tried, one thing after the other, as the app's own pages would do it.

import {
  arrived,
  clockOutcome,
  cookiesOutcome,
  httpsOutcome,
  moduleOutcome,
  socketOutcome,
  whyNot,
} from "./outcomes.js"

/** @import { Echo, Outcome } from "./outcomes.js" */

/** How long an answer may take, in milliseconds. */
const PATIENCE = 15_000
/** How long the websocket has to stay open, in milliseconds: whoever cuts it does so sooner. */
const STAYS = 3_000
const ECHO = "cnnviz/reach"
const LARGE = 100_000
const UPLOAD = 1_000_000

/** @typedef {{key: string, title: string, run: () => Promise<Outcome>}} Try */

/**
 * @param {string} module - The address of a module, relative to the app.
 * @returns {Try[]}
 */
export function tries(module) {
  return [
    { key: "page", title: "This page", run: async () => ({ mark: "ok", says: "It came.", milliseconds: pageTime() }) },
    { key: "modules", title: "The pages’ scripts", run: () => tryModule(module) },
    { key: "get", title: "Questions (GET)", run: tryGet },
    { key: "post", title: "Joining and votes (POST)", run: () => tryBody("POST", 20) },
    { key: "large", title: "Drawings (POST, 100 kB)", run: () => tryBody("POST", LARGE) },
    { key: "upload", title: "Pictures (PUT, 1 MB)", run: tryUpload },
    { key: "socket", title: "The websocket", run: trySocket },
    { key: "https", title: location.protocol === "https:" ? "HTTPS" : "HTTP", run: tryHttps },
    { key: "clock", title: "The clock", run: tryClock },
    { key: "cookies", title: "Cookies", run: tryCookies },
  ]
}

/** How long this page took, from the question to its last byte. */
function pageTime() {
  const [page] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"))
  return page && page.responseEnd - page.requestStart
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response | undefined>} Undefined where none comes.
 */
async function ask(url, options = {}) {
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    return await fetch(new URL(url, document.baseURI), { cache: "no-store", signal, ...options })
  } catch {
    return undefined
  }
}

/**
 * @param {string} method
 * @param {number} bytes - 0 for no body.
 * @returns {Promise<Echo & {said?: {time: number, byOrigin: boolean}, milliseconds: number, middle: number}>} middle:
 *   this computer's clock halfway.
 */
async function echo(method, bytes) {
  const [start, from] = [performance.now(), Date.now()]
  const type = bytes < UPLOAD ? "application/json" : "application/octet-stream"
  const body = bytes ? `"${"7".repeat(bytes - 2)}"` : undefined
  const response = await ask(ECHO, { method, body, headers: body ? { "content-type": type } : {} })
  const said = await response?.json().catch(() => undefined)
  const milliseconds = performance.now() - start
  return { status: response?.status ?? 0, said, milliseconds, middle: from + milliseconds / 2 }
}

/** @param {string} url */
async function tryModule(url) {
  const start = performance.now()
  const response = await ask(url)
  await response?.text().catch(() => "")
  const [type, cache] = ["content-type", "cache-control"].map((name) => response?.headers.get(name) ?? "")
  return { ...moduleOutcome({ ok: response?.ok ?? false, type, cache }), milliseconds: performance.now() - start }
}

async function tryGet() {
  const heard = await echo("GET", 0)
  return arrived(heard, { method: "GET", bytes: 0 })
    ? good("Answers come.", heard)
    : bad(whyNot(heard), "Let GET through to everything below /cnnviz/, unchanged.")
}

/**
 * @param {string} method
 * @param {number} bytes
 */
async function tryBody(method, bytes) {
  const heard = await echo(method, bytes)
  if (arrived(heard, { method, bytes })) return good("They arrive.", heard)
  const asked = bytes < LARGE ? "" : ", with bodies of up to 1 MB"
  return bad(whyNot(heard), `Let POST through to everything below /cnnviz/${asked}.`)
}

async function tryUpload() {
  const heard = await echo("PUT", UPLOAD)
  if (arrived(heard, { method: "PUT", bytes: UPLOAD })) return good("They arrive.", heard)
  const posted = await echo("POST", UPLOAD)
  const where = "to /_stcore/upload_file/"
  return arrived(posted, { method: "POST", bytes: UPLOAD })
    ? bad(`PUT: ${whyNot(heard)}`, `Let the method PUT through ${where}.`)
    : bad(whyNot(heard), `Let PUT through ${where}, with bodies of up to 120 MB (nginx: client_max_body_size).`)
}

/** @returns {Promise<Outcome>} */
function trySocket() {
  const url = new URL("_stcore/stream", document.baseURI)
  url.protocol = url.protocol.replace("http", "ws")
  const start = performance.now()
  return new Promise((resolve) => {
    /** @type {WebSocket | undefined} */
    let socket
    let [opened, milliseconds] = [false, 0]
    const end = (/** @type {boolean} */ stayed) => {
      clearTimeout(timer)
      const outcome = socketOutcome({ opened, protocol: socket?.protocol ?? "", stayed })
      resolve(opened ? { ...outcome, milliseconds } : outcome)
      socket?.close()
    }
    let timer = setTimeout(() => end(false), PATIENCE)
    try {
      // As Streamlit's own pages open it.
      socket = new WebSocket(url, ["streamlit", "PLACEHOLDER_AUTH_TOKEN"])
    } catch {
      end(false)
      return
    }
    socket.onopen = () => {
      opened = true
      milliseconds = performance.now() - start
      clearTimeout(timer)
      timer = setTimeout(() => end(true), STAYS)
    }
    socket.onclose = () => end(false)
  })
}

async function tryHttps() {
  return httpsOutcome({ https: location.protocol === "https:", secure: isSecureContext })
}

async function tryClock() {
  const { said, middle } = await echo("GET", 0)
  return said
    ? clockOutcome(middle - said.time)
    : bad("The server’s time does not come.", "Let GET through to /cnnviz/.")
}

async function tryCookies() {
  const { said } = await echo("GET", 0)
  return cookiesOutcome({
    cookies: keepsCookies(),
    storage: keepsStorage(),
    framed: window !== window.top,
    byOrigin: said?.byOrigin ?? false,
  })
}

function keepsCookies() {
  const name = "cnnviz_reach"
  document.cookie = `${name}=1; SameSite=Lax`
  const kept = document.cookie.includes(`${name}=1`)
  document.cookie = `${name}=; SameSite=Lax; max-age=0`
  return kept
}

function keepsStorage() {
  try {
    localStorage.setItem("cnnviz-reach", "1")
    localStorage.removeItem("cnnviz-reach")
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} says
 * @param {{milliseconds: number}} heard
 * @returns {Outcome}
 */
function good(says, { milliseconds }) {
  return { mark: "ok", says, milliseconds }
}

/**
 * @param {string} says
 * @param {string} asked
 * @returns {Outcome}
 */
function bad(says, asked) {
  return { mark: "bad", says, ask: asked }
}
