// A student's place in a room, as this browser keeps it: with it one is back after a reload, with all that was answered.

/**
 * An answer as it is sent to a room. drawing: the address of what was drawn or made; "" for nothing.
 * @typedef {{step: number, round: number, text: string, sure: number, drawing: string}} Sent
 */

/**
 * An answer, and how far it is: not sent yet, kept by the room, or refused for the time being, with the reason. at: when
 * it was given, in seconds since 1970.
 * @typedef {Sent & {state: "waiting" | "sent" | "refused", why: string, at: number}} Kept
 */

/**
 * @typedef {object} Place
 * @property {string} token - What the room knows the student by.
 * @property {string} mark - Of the room: one that is made anew has it too, and another of the same code has not.
 * @property {Kept[]} answers - The last to each step in each round.
 * @property {number} at - When it was changed, in milliseconds since 1970.
 */

/** What is kept before there is one: answers wait for it. @type {Place} */
export const NO_PLACE = { token: "", mark: "", answers: [], at: 0 }

const PREFIX = "cnnviz-room-"
/** A room is forgotten after three hours; what is left of it here is no use. */
const OLD = 12 * 3_600_000

/** Where the browser keeps nothing, as in a frame of another site: as long as the page is open. @type {Map<string, string>} */
const memory = new Map()

/**
 * @param {string} code
 * @returns {Place | undefined} Undefined where this browser has none.
 */
export function placeOf(code) {
  try {
    const place = JSON.parse(read(PREFIX + code) ?? "null")
    return typeof place?.token === "string" && Array.isArray(place.answers) ? place : undefined
  } catch {
    // Somebody else wrote there.
    return undefined
  }
}

/**
 * @param {string} code
 * @param {Place} place
 * @returns {void}
 */
export function keepPlace(code, place) {
  const text = JSON.stringify({ ...place, at: Date.now() })
  memory.set(PREFIX + code, text)
  attempt(() => localStorage.setItem(PREFIX + code, text))
}

/**
 * @param {string} code
 * @returns {void}
 */
export function forgetPlace(code) {
  memory.delete(PREFIX + code)
  attempt(() => localStorage.removeItem(PREFIX + code))
}

/** Forget the places in rooms that are long gone: others may use this browser. */
export function forgetOld() {
  attempt(() => {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
      const { at } = placeOf(name.slice(PREFIX.length)) ?? { at: 0 }
      if (Date.now() - at > OLD) localStorage.removeItem(name)
    }
  })
}

/** @param {string} name */
function read(name) {
  return attempt(() => localStorage.getItem(name)) ?? memory.get(name)
}

/**
 * @template T
 * @param {() => T} act
 * @returns {T | undefined} Undefined where the browser does not let it.
 */
function attempt(act) {
  try {
    return act()
  } catch {
    return undefined
  }
}
