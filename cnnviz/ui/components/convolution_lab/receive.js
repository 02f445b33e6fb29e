// Receives a picture and keeps it for the workbench. Shows nothing.

import { unpackPictures } from "../shared/bytes.js"
import { mount } from "../shared/mount.js"
import { pictureStore, receivePicture } from "./pictures.js"

export default mount(() => ({
  /** @param {Uint8Array} data */
  update(data) {
    /** @type {{header: {name: string}}} */
    const { header } = unpackPictures(data)
    // The same bytes come again with every run of the page's script.
    if (!pictureStore.byName[header.name]) receivePicture(data)
  },
}))
