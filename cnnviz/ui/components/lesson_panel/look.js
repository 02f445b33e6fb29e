// What a room's teacher wants everybody to look at: one goes there, and back when it ends.

import { element } from "../shared/element.js"
import { go } from "./going.js"
import { guidedAddress, stateAddress } from "./led.js"

/** @import { PanelData } from "./types.js" */
/** @import { RoomView } from "./room_types.js" */

/** Where one was, and at which step. @typedef {{look: string, before: string, step: number}} Gone */

/** By the room's code; what is on this page outlasts a reload where the browser lets it. @type {Map<string, Gone>} */
const gone = new Map()

export class Look {
  /** @type {string | null} */
  look = null

  /** @param {string} code */
  constructor(code) {
    this.code = code
    const again = element("button", { type: "button", text: "Go there again" })
    again.onclick = () => this.look !== null && go(guidedAddress(this.look, location.search))
    this.node = element(
      "div",
      { class: "look", role: "status", "data-testid": "look", hidden: true },
      element("p", { text: "Your teacher wants all to look at this." }),
      again,
    )
  }

  /**
   * @param {RoomView | undefined} view - Undefined while nothing is known of the room.
   * @param {PanelData} data
   */
  update(view, { at, home }) {
    this.look = view?.look ?? null
    this.node.hidden = this.look === null
    if (!view) return
    const was = recall(this.code)
    if (view.look === (was?.look ?? null)) return
    if (view.look !== null) {
      const before = was?.before ?? stateAddress(location.href, new URL(".", document.baseURI).href)
      remember(this.code, { look: view.look, before, step: was?.step ?? at })
      go(guidedAddress(view.look, location.search))
    } else if (was) {
      remember(this.code, undefined)
      // The class may be at another step meanwhile: then one goes to that.
      if (was.step === at) go(guidedAddress(was.before, location.search))
      else if (home !== null) go(home)
    }
  }
}

/**
 * @param {string} code
 * @returns {Gone | undefined}
 */
function recall(code) {
  try {
    return JSON.parse(sessionStorage.getItem(`cnnviz-look-${code}`) ?? "null") ?? gone.get(code)
  } catch {
    return gone.get(code)
  }
}

/**
 * @param {string} code
 * @param {Gone | undefined} where
 */
function remember(code, where) {
  if (where) gone.set(code, where)
  else gone.delete(code)
  try {
    if (where) sessionStorage.setItem(`cnnviz-look-${code}`, JSON.stringify(where))
    else sessionStorage.removeItem(`cnnviz-look-${code}`)
  } catch {
    // It is remembered as long as the page is open.
  }
}
