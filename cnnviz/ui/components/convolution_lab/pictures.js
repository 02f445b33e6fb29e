// The pictures that this browser tab has received, by name, shared by the components of the page.

import { unpackPictures } from "../shared/bytes.js"

/** @import { Shape } from "../shared/types.js" */

/**
 * A picture that the kernel can be laid on.
 * @typedef {object} Picture
 * @property {string} name
 * @property {Shape} shape - (height, width, channels); one channel or three.
 * @property {Uint8Array} pixels - Flat.
 * @property {string} words - What it shows.
 * @property {string} credit - Whose it is, or where it comes from; "" for none.
 */

class PictureStore extends EventTarget {
  /** @type {Record<string, Picture>} */
  byName = {}
}

/** Hears of a picture: "change" events. */
export const pictureStore = new PictureStore()

/**
 * Take in a message of send_picture. Only the latest picture is kept.
 * @param {Uint8Array} bytes
 */
export function receivePicture(bytes) {
  /** @type {{header: Omit<Picture, "pixels">, pixels: Uint8Array}} */
  const { header, pixels } = unpackPictures(bytes)
  pictureStore.byName = { [header.name]: { ...header, pixels } }
  pictureStore.dispatchEvent(new Event("change"))
}
