// One channel: the pictures that excite it most, each with the patch that did it, and how all its values are spread.

import { bytesCanvas, pictureAt, sameBytes, unpackPictures, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { showsChannel } from "../shared/view_state.js"
import { spread } from "./histogram.js"

/** @import { Send } from "../shared/mount.js" */
/** @import { Position, Shape } from "../shared/types.js" */
/** @import { Histogram, Mark } from "./histogram.js" */

/**
 * What Python says of a channel.
 * @typedef {object} ChannelHeader
 * @property {string} network - Its name.
 * @property {string} set - The data set's title.
 * @property {string} layer - The layer's name.
 * @property {number} channel - The channel's index.
 * @property {string} title
 * @property {string[]} words - Paragraphs.
 * @property {Shape} shape - Of all pictures.
 * @property {Tile[]} tiles - One a picture.
 * @property {string} histogram_title
 * @property {string} histogram_words
 * @property {Histogram} histogram
 * @property {number} mean
 * @property {number} largest
 */

/**
 * A picture that excites the channel.
 * @typedef {object} Tile
 * @property {number} index - Its index in the test set.
 * @property {string | null} label - Its class; null for the visitor's own.
 * @property {number} value - What it gives.
 * @property {Position} position - Where in the layer's output.
 * @property {[top: number, left: number, bottom: number, right: number]} region - The patch that gave it.
 * @property {boolean} mine - Whether it is the visitor's own.
 */

/**
 * A tile with its picture's bytes.
 * @typedef {{tile: Tile, values: Uint8Array}} Picture
 */

const ROOM = { wide: 112, narrow: 84 }
const WIDE = 900

export default mount((root) => {
  /** @type {Uint8Array | undefined} */
  let shown
  /** Tells Python which picture is to be opened. @type {(index: number) => void} */
  let open = () => {}
  return {
    /**
     * @param {Uint8Array} data - A line of JSON and the pictures.
     * @param {Send} send
     */
    update(data, { setTriggerValue }) {
      open = (index) => setTriggerValue("picture", index)
      /** @type {{header: ChannelHeader, pixels: Uint8Array}} */
      const { header, pixels } = unpackPictures(data)
      // The gallery marks it. It is told here, so that its own message, the large one, stays the same for a whole layer.
      showsChannel({ network: header.network, layer: header.layer, channel: header.channel })
      if (sameBytes(shown, data)) return
      shown = data
      showPicked(root, header, pixels, (index) => open(index))
    },
  }
}, ".picked")

/**
 * @param {HTMLElement} root
 * @param {ChannelHeader} header
 * @param {Uint8Array} pixels
 * @param {(index: number) => void} open
 */
function showPicked(root, header, pixels, open) {
  const pictures = header.tiles.map((tile, index) => ({ tile, values: pictureAt(pixels, header.shape, index) }))
  const best = pictures.filter(({ tile }) => !tile.mine)
  const mine = pictures.find(({ tile }) => tile.mine)
  const excitement = element(
    "div",
    { class: "excitement", "data-region": "excitement" },
    ...header.words.map((text) => element("p", { text })),
    element(
      "div",
      { class: "tiles" },
      best.length > 0 &&
        element(
          "div",
          { class: "best", role: "group", "aria-label": "The pictures that excite it most" },
          ...best.map((picture) => pictureTile(root, header, picture, open)),
        ),
      mine && element("div", { class: "mine" }, pictureTile(root, header, mine, open)),
    ),
    element("h3", { text: header.histogram_title }),
    element("p", { class: "faint", text: header.histogram_words }),
  )
  root.replaceChildren(element("h2", { text: header.title }), excitement)
  if (header.histogram.counts.some((count) => count > 0)) {
    excitement.append(spread(header.histogram, marksOf(header), root.clientWidth || 600))
  }
}

/**
 * @param {ChannelHeader} header
 * @returns {Mark[]}
 */
function marksOf({ mean, tiles, largest }) {
  const mine = tiles.filter((tile) => tile.mine)
  return [
    { value: mean, text: `mean ${number(mean, 2)}`, kind: "mean" },
    ...mine.map(({ value }) => ({ value, text: `yours ${number(value, 2)}`, kind: /** @type {const} */ ("yours") })),
    { value: largest, text: `largest ${number(largest, 2)}`, kind: "most" },
  ]
}

/**
 * A picture with its patch framed, the patch alone where it is a part only, and the number it gave.
 * @param {HTMLElement} root
 * @param {ChannelHeader} header
 * @param {Picture} picture
 * @param {(index: number) => void} open
 * @returns {HTMLElement}
 */
function pictureTile(root, header, { tile, values }, open) {
  const { shape } = header
  const [top, left, bottom, right] = tile.region
  const isPart = bottom - top < shape[0] || right - left < shape[1]
  const room = isPart && root.clientWidth < WIDE ? ROOM.narrow : ROOM.wide
  const scale = wholeScale(Math.max(shape[0], shape[1]), room)
  const frame = {
    top: `${top * scale}px`,
    left: `${left * scale}px`,
    height: `${(bottom - top) * scale}px`,
    width: `${(right - left) * scale}px`,
  }
  const at = tile.position.length === 3 ? `, at row ${tile.position[0]}, column ${tile.position[1]} of its map` : ""
  const words = tile.mine
    ? `Your picture: ${number(tile.value)}${at}`
    : `${header.set} test picture ${tile.index.toLocaleString("en")}, labelled ${tile.label}: ${number(tile.value)}${at}`
  return element(
    tile.mine ? "figure" : "button",
    {
      class: "tile",
      "data-testid": "looks-picture",
      "data-index": tile.index,
      title: tile.mine ? words : `${words}. Open it in Draw & see`,
      type: tile.mine ? undefined : "button",
      onclick: tile.mine ? undefined : () => open(tile.index),
    },
    element(
      "span",
      { class: "pair" },
      element(
        "span",
        { class: "whole" },
        bytesCanvas(values, shape, scale),
        isPart && element("i", { class: "frame", style: frame }),
      ),
      isPart && patchCanvas(values, shape, tile.region, room),
    ),
    element(
      "span",
      { class: "value" },
      element("b", { text: number(tile.value, 2) }),
      ` ${tile.mine ? "your picture" : `is ${tile.label}`}`,
    ),
  )
}

/**
 * The patch alone.
 * @param {Uint8Array} values - Of the whole picture.
 * @param {Shape} shape - Of the whole picture.
 * @param {Tile["region"]} region
 * @param {number} room - CSS pixels.
 * @returns {HTMLCanvasElement}
 */
function patchCanvas(values, [, width, channels], [top, left, bottom, right], room) {
  const size = [bottom - top, right - left, channels]
  const patch = new Uint8Array(size[0] * size[1] * channels)
  for (let row = 0; row < size[0]; row++) {
    const begin = ((top + row) * width + left) * channels
    patch.set(values.subarray(begin, begin + size[1] * channels), row * size[1] * channels)
  }
  const canvas = bytesCanvas(patch, size, wholeScale(Math.max(size[0], size[1]), room / 1.5))
  canvas.classList.add("patch")
  return canvas
}
