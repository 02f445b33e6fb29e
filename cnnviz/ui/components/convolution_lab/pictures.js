// The pictures that this browser tab has received, by name, shared by the components of the page.

import { unpackPictures } from "../shared/bytes.js"

export const pictureStore = Object.assign(new EventTarget(), { byName: {} })

/** Take in a message of send_picture. Only the latest picture is kept. */
export function receivePicture(bytes) {
  const { header, pixels } = unpackPictures(bytes)
  pictureStore.byName = { [header.name]: { ...header, pixels } }
  pictureStore.dispatchEvent(new Event("change"))
}
