// Shows nothing: it tells what keeps the pictures of the page which of them Python has.

import { checkConnection } from "../shared/connection.js"
import { mount } from "../shared/mount.js"
import { Kept } from "./kept.js"

/** @import { Told } from "./kept.js" */

/** How long a picture may be on its way, in milliseconds. */
const PATIENCE = 90_000

/** All pages and elements share it: it lasts as long as the page stays open. */
const kept = new Kept({
  async ask(address, body) {
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      return await fetch(address, body ? { method: "POST", body, signal } : { cache: "no-store", signal })
    } catch {
      // The page says so, and runs again once the server is back: Python tells then what it has.
      void checkConnection()
      return undefined
    }
  },
})

export default mount(() => ({
  update(/** @type {Told} */ told, { setTriggerValue }) {
    void kept.hear(told, setTriggerValue)
  },
}))
