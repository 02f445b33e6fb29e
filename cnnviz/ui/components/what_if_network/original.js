// Keeps the trained network's answer to the picture: it does not travel again with every edit. Shows nothing.

import { mount } from "../shared/mount.js"
import { headerOf } from "../shared/wire.js"
import { originals } from "./originals.js"

export default mount(() => ({
  /** @param {Uint8Array} data - A trace message. */
  update(data) {
    /** @type {{header: {reading: string}}} */
    const { header } = headerOf(data)
    const name = header.reading
    if (originals.byName[name]) return
    // The picture before may still be on screen.
    originals.byName = Object.fromEntries([...Object.entries(originals.byName).slice(-1), [name, data]])
    originals.dispatchEvent(new Event("change"))
  },
}))
