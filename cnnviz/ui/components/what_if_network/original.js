// Keeps the trained network's answer to the picture: it does not travel again with every edit. Shows nothing.

import { mount } from "../shared/mount.js"
import { headerOf } from "../shared/wire.js"
import { originals } from "./originals.js"

export default mount(() => ({
  update(data) {
    const name = headerOf(data).header.reading
    if (originals.byName[name]) return
    // The picture before may still be on screen.
    originals.byName = Object.fromEntries([...Object.entries(originals.byName).slice(-1), [name, data]])
    originals.dispatchEvent(new Event("change"))
  },
}))
