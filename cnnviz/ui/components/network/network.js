// Receives what does not change with the picture and keeps it for the other components of the page. Shows nothing.

import { mount } from "../shared/mount.js"
import { headerOf, receiveNetwork } from "../shared/wire.js"

export default mount(() => {
  /** @type {string | undefined} */
  let received
  return {
    update(/** @type {Uint8Array} */ data) {
      /** @type {{header: {network: string}}} */
      const { header } = headerOf(data)
      // The same bytes come again with every run of the page's script.
      const name = `${header.network} ${data.length}`
      if (received === name) return
      received = name
      receiveNetwork(data)
    },
  }
})
