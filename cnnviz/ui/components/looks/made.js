// A picture made up for a channel, and what it gives beside the best test picture.

import { bytesCanvas, unpackPictures, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { mount } from "../shared/mount.js"

/** @import { Shape } from "../shared/types.js" */

/**
 * What Python says of the picture and of what it gives.
 * @typedef {{shape: Shape, bars: {name: string, value: number}[]}} MadeHeader
 */

const MADE_ROOM = 288

export default mount((root) => ({ update: (data) => showMade(root, data) }), ".made")

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data - A line of JSON and the picture.
 */
function showMade(root, data) {
  /** @type {{header: MadeHeader, pixels: Uint8Array}} */
  const { header, pixels } = unpackPictures(data)
  const most = Math.max(...header.bars.map(({ value }) => value), 0)
  root.replaceChildren(
    bytesCanvas(pixels, header.shape, wholeScale(Math.max(header.shape[0], header.shape[1]), MADE_ROOM)),
    element(
      "dl",
      {},
      ...header.bars.flatMap(({ name, value }) => [
        element("dt", { text: name }),
        element(
          "dd",
          {},
          element("b", { text: number(value, 2) }),
          element("i", { style: { width: `${most > 0 ? Math.max(value / most, 0) * 100 : 0}%` } }),
        ),
      ]),
    ),
  )
}
