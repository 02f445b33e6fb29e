// Pictures as buttons, with what they show and what they were read as: right and wrong by sign and word, not by colour alone.

import { bytesCanvas, pictureAt, sameBytes, unpackPictures } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

/** @import { Shape } from "../shared/types.js" */

/**
 * What a network read in a picture: the class, whether it is right, and the share of one that it gave it.
 * @typedef {{read: string, right: boolean, share: number}} Answer
 */

/**
 * A picture of the test set: its index, whether it is on this machine, its class, and an answer of each network.
 * @typedef {{index: number, here: boolean, label: string, answers: Answer[]}} Tile
 */

/**
 * What Python says of a row of pictures: what it is, the region that it is part of, the data set's title, the networks'
 * names, and the shape of all pictures that are here.
 * @typedef {{name: string, region: string, title: string, networks: string[], tiles: Tile[], shape: Shape}} Row
 */

export default mount((root) => {
  /** @type {Uint8Array | undefined} */
  let shown
  /** @type {(index: number) => void} */
  let choose
  return {
    update(/** @type {Uint8Array} */ data, { setTriggerValue }) {
      choose = (index) => setTriggerValue("picture", index)
      if (sameBytes(shown, data)) return
      shown = data
      showTiles(root, data, (index) => choose(index))
    },
  }
}, ".tiles")

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 * @param {(index: number) => void} choose
 */
function showTiles(root, data, choose) {
  /** @type {{header: Row, pixels: Uint8Array}} */
  const { header, pixels } = unpackPictures(data)
  let count = 0
  root.setAttribute("aria-label", header.name)
  root.dataset.region = header.region
  root.dataset.networks = `${header.networks.length}`
  root.replaceChildren(
    ...header.tiles.map((tile) => {
      const picture = tile.here ? bytesCanvas(pictureAt(pixels, header.shape, count++), header.shape) : undefined
      return tileButton(header, tile, picture, choose)
    }),
  )
}

/**
 * @param {Row} row
 * @param {Tile} tile
 * @param {HTMLCanvasElement | undefined} picture
 * @param {(index: number) => void} choose
 */
function tileButton(row, tile, picture, choose) {
  const sentence = `${row.title} test picture ${tile.index.toLocaleString("en")}, labelled ${tile.label}: ${row.networks
    .map(
      (network, index) =>
        `${network} reads ${tile.answers[index].read}, ${sureness(tile.answers[index].share)}, ${tile.answers[index].right ? "right" : "wrong"}`,
    )
    .join("; ")}`
  return element(
    "button",
    {
      type: "button",
      class: "tile",
      title: tile.here ? sentence : `${sentence}. The picture is not on this machine.`,
      "data-index": tile.index,
      disabled: !tile.here,
      onclick: () => choose(tile.index),
    },
    picture ??
      element("span", { class: "missing" }, element("b", { text: tile.index.toLocaleString("en") }), "not here"),
    ...(row.networks.length === 1 ? oneAnswer(tile) : bothAnswers(tile)),
  )
}

/**
 * How sure the network was stands beside what it read, never beside what the picture is.
 * @param {Tile} tile
 */
function oneAnswer({ label, answers: [answer] }) {
  return [answerLine(answer), !answer.right && element("span", { class: "faint", text: `is ${label}` })].filter(Boolean)
}

/**
 * @param {Answer} answer
 * @param {HTMLElement[]} before
 */
function answerLine({ read, right, share }, ...before) {
  return element(
    "span",
    { class: right ? "right" : "wrong" },
    ...before,
    `${right ? "✓" : "✗"} ${read} `,
    element("span", { class: "faint", text: sureness(share) }),
  )
}

/**
 * The networks by the signs that stand for them on the page.
 * @param {Tile} tile
 */
function bothAnswers({ label, answers }) {
  return [
    ...answers.map((answer, index) => answerLine(answer, element("span", { class: `sign sign-${index}` }))),
    element("span", { class: "faint", text: `is ${label}` }),
  ]
}

/**
 * A share in words: they are known to three digits.
 * @param {number} share
 */
function sureness(share) {
  return share >= 0.9995 ? "> 99.9 %" : percent(share)
}
