// What of the page is covered: until a question of a lesson is answered, or because a teacher's link hides it.
//
// An element says which region it is, or several, data-region="sums maps", and everything else follows: mount.js has
// every component's regions marked, whenever they appear. What cannot be told apart as elements, such as the columns of
// a canvas, asks isCovered() and hears of "change".

/**
 * The names of regions, as cnnviz/lessons/regions.py has them.
 * @typedef {object} Covers
 * @property {string[]} covered - Covered until the question is answered.
 * @property {string[]} gone - Not shown at all.
 * @property {string[]} locked - Shown, and not to be changed.
 * @property {string[]} pointed - Framed, to be looked at.
 * @property {string | null} cell - The region in which a cell is asked for: its cells stay, without their numbers.
 */

/** Hears "change", whenever something else is covered, and "pointed", whenever the answer is another cell. */
export const coverEvents = new EventTarget()

/** @type {Covers} */
const NOTHING = { covered: [], gone: [], locked: [], pointed: [], cell: null }

/** What is covered; undefined while only the address is known: then every region is. @type {Covers | undefined} */
let now = typeof location !== "undefined" && leads(location.search) ? undefined : NOTHING
/** The cell that was pointed at last. @type {number[] | undefined} */
let cell
/** @type {Map<Element | ShadowRoot, MutationObserver>} */
const roots = new Map()

/**
 * Whether an address may cover something.
 * @param {string} search - Its query.
 * @returns {boolean}
 */
export function leads(search) {
  const query = new URLSearchParams(search)
  return query.has("lesson") || query.has("hide") || query.has("lock")
}

/**
 * @param {string} region
 * @returns {boolean} Whether it is not to be seen now.
 */
export function isCovered(region) {
  return !now || now.covered.includes(region) || now.gone.includes(region)
}

/**
 * @param {string} region
 * @returns {boolean} Whether it is not there at all.
 */
export function isGone(region) {
  return now?.gone.includes(region) ?? false
}

/**
 * @param {string} region
 * @returns {boolean} Whether a cell of it is asked for: it shows its cells, without their numbers.
 */
export function asksForCell(region) {
  return now?.cell === region
}

/** @returns {number[] | undefined} The cell that was pointed at: row and column. */
export function pointedCell() {
  return cell
}

/**
 * Say which cell is the answer.
 * @param {number[] | undefined} answer - Row and column.
 * @returns {void}
 */
export function pointAt(answer) {
  if (String(cell) === String(answer)) return
  cell = answer
  coverEvents.dispatchEvent(new Event("pointed"))
}

/**
 * Cover what Python says, and uncover the rest.
 * @param {Covers} [given] - Left out where nothing is.
 * @returns {void}
 */
export function cover(given = NOTHING) {
  const before = JSON.stringify(now)
  now = given
  if (before === JSON.stringify(now)) return
  pointAt(undefined)
  tell()
}

/**
 * Cover every region, until Python has said what the next step covers.
 * @returns {void}
 */
export function coverAll() {
  now = undefined
  tell()
}

function tell() {
  for (const root of roots.keys()) watch(root)
  coverEvents.dispatchEvent(new Event("change"))
}

/**
 * Have the regions below a root marked from now on.
 * @param {Element | ShadowRoot} root
 * @returns {() => void} What ends it.
 */
export function markRegions(root) {
  roots.set(root, new MutationObserver(() => mark(root)))
  if (now !== NOTHING) watch(root)
  return () => {
    roots.get(root)?.disconnect()
    roots.delete(root)
  }
}

/** @param {Element | ShadowRoot} root */
function watch(root) {
  mark(root)
  const observer = roots.get(root)
  observer?.disconnect()
  if (now !== NOTHING) observer?.observe(root, { childList: true, subtree: true, attributeFilter: ["data-region"] })
}

/** @param {Element | ShadowRoot} root */
function mark(root) {
  const inside = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-region]")])
  if (root instanceof HTMLElement && root.dataset.region !== undefined) inside.push(root)
  for (const node of inside) {
    const names = (node.dataset.region ?? "").split(" ")
    const has = (/** @type {string[] | undefined} */ regions) => names.some((name) => regions?.includes(name))
    const waits = !names.includes(now?.cell ?? " ") && (!now || has(now.covered))
    node.toggleAttribute("data-covered", waits)
    node.toggleAttribute("data-gone", has(now?.gone))
    node.toggleAttribute("data-pointed", has(now?.pointed))
    // What only shows a region changes nothing in it: data-lock="none".
    const locks = has(now?.locked) && node.dataset.lock !== "none"
    if (locks !== node.hasAttribute("data-locked")) {
      node.toggleAttribute("data-locked")
      node.inert = node.hasAttribute("data-locked")
    }
  }
}

if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    if (leads(location.search)) coverAll()
  })
}
