// Receives a picture and keeps it for the workbench. Shows nothing.

import { unpackPictures } from "../shared/bytes.js"
import { mount } from "../shared/mount.js"
import { pictureStore, receivePicture } from "./pictures.js"

export default mount(() => ({
  update(data) {
    // The same bytes come again with every run of the page's script.
    if (!pictureStore.byName[unpackPictures(data).header.name]) receivePicture(data)
  },
}))
