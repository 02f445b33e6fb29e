// Sample pictures as buttons, the hard ones in a group of their own.

import { bytesCanvas, pictureAt, unpackPictures } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"

/** @import { Shape } from "../shared/types.js" */

/**
 * What Python says of the samples, of each in the same order.
 * @typedef {object} Samples
 * @property {string} title - The data set's.
 * @property {Shape} shape
 * @property {string[]} labels
 * @property {number[]} indices - In the test set; below 0 for a free picture.
 * @property {boolean[]} hard
 * @property {number | null} chosen
 */

export default mount((root) => {
  /** @type {HTMLButtonElement[] | undefined} */
  let buttons
  /** @type {(index: number) => void} */
  let choose
  return {
    update(/** @type {Uint8Array} */ data, { setTriggerValue }) {
      /** @type {{header: Samples, pixels: Uint8Array}} */
      const { header, pixels } = unpackPictures(data)
      choose = (index) => setTriggerValue("sample", index)
      buttons ??= showSamples(root, header, pixels, (index) => choose(index))
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === header.chosen)))
    },
  }
}, ".gallery")

/**
 * Fill the gallery.
 * @param {HTMLElement} root
 * @param {Samples} samples
 * @param {Uint8Array} pixels
 * @param {(index: number) => void} choose - Hears which was clicked.
 * @returns {HTMLButtonElement[]} A button for every sample.
 */
function showSamples(root, { title, shape, labels, indices, hard }, pixels, choose) {
  const name = (/** @type {number} */ index) =>
    indices[index] < 0 ? "A free picture" : `${title} test picture ${indices[index]}`
  const buttons = labels.map((label, index) =>
    element(
      "button",
      {
        type: "button",
        "aria-label": `${name(index)}, ${title === "MNIST" ? "a " : ""}${label}`,
        title: `${name(index)}, labelled ${label}`,
        onclick: () => choose(index),
      },
      bytesCanvas(pictureAt(pixels, shape, index), shape),
    ),
  )
  const group = (/** @type {string} */ text, /** @type {boolean} */ wanted) => {
    const grouped = buttons.filter((_, index) => hard[index] === wanted)
    return grouped.length ? [element("p", { text }), element("div", { class: "pictures" }, ...grouped)] : []
  }
  const where = indices.some((index) => index >= 0)
    ? `From the ${title} test set: no network here was trained on these.`
    : "Free pictures that no network here was trained on."
  root.replaceChildren(...group(where, false), ...group("Hard ones", true))
  return buttons
}
