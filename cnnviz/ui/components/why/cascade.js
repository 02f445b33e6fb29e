// A row of small maps for each method: of the trained network, and of the same network with more and more random weights.

import { sameBytes } from "../shared/bytes.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { whyCanvas, whyEnlarged } from "./tile.js"

/** @import { Message, PictureReader, Shape } from "../shared/types.js" */

/**
 * What Python says of the maps; the arrays are named ROW-STAGE, stage 0 is the trained network.
 * @typedef {PictureReader & {rows: Row[]}} CascadeHeader
 */

/**
 * A method; signed: whether its maps have numbers below zero.
 * @typedef {{title: string, signed: boolean, stages: Stage[]}} Row
 */

/**
 * The layer whose weights became random last, and how the map then correlates with the trained network's: rank with
 * their signs, size without; null where a map has the same value everywhere.
 * @typedef {{layer: string, rank: number | null, size: number | null}} Stage
 */

export default mount((root) => {
  /** @type {Uint8Array | undefined} */
  let shown
  return {
    /** @param {Uint8Array} data */
    update(data) {
      // The theme or another part of the page changed.
      if (sameBytes(shown, data)) return
      shown = data
      /** @type {Message<CascadeHeader>} */
      const { header, arrays } = unpack(data)
      find(root, ".rows", HTMLElement).replaceChildren(
        ...header.rows.map((row, index) => cascadeRow(header.input_shape, row, (stage) => arrays[`${index}-${stage}`])),
      )
    },
  }
}, ".why")

/**
 * @param {Shape} shape - Of the picture.
 * @param {Row} row
 * @param {(stage: number) => Float32Array} mapOf
 * @returns {HTMLElement}
 */
function cascadeRow(shape, row, mapOf) {
  const scale = Math.max(1, Math.round(112 / shape[1]))
  /**
   * @param {number} stage
   * @param {string} title
   * @param {(HTMLElement | false)[]} words
   */
  const tile = (stage, title, ...words) => {
    const map = mapOf(stage)
    const canvas = whyEnlarged(whyCanvas(map, shape, largest(map), undefined, 1), scale)
    canvas.setAttribute("role", "img")
    canvas.setAttribute("aria-label", `${row.title}, ${title}`)
    return element("figure", {}, canvas, element("figcaption", {}, element("b", { text: title }), ...words))
  }
  return element(
    "section",
    { "data-method": row.title },
    element("h3", { text: row.title }),
    element(
      "div",
      // The first of them is a heat map.
      { class: "stages", "data-region": "trust heat-maps" },
      tile(0, "as trained", element("span", { class: "faint", text: "nothing is random" })),
      ...row.stages.map(({ layer, rank, size }, index) =>
        tile(
          index + 1,
          index ? `and ${layer}` : `${layer} random`,
          element("span", { class: "rank", text: correlationText(row.signed ? rank : size) }),
          row.signed && element("span", { class: "faint", text: `sizes alone ${correlationText(size)}` }),
        ),
      ),
    ),
  )
}

/**
 * A correlation with two digits; a dash where a map has the same value everywhere.
 * @param {number | null} value
 * @returns {string}
 */
export function correlationText(value) {
  return value === null
    ? "–"
    : value
        .toFixed(2)
        .replace(/^-(?=.*[1-9])/, "−")
        .replace(/^-/, "")
}
