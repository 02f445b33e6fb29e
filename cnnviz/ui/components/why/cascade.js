// A row of small maps for each method: of the trained network, and of the same network with more and more random weights.

import { sameBytes } from "../shared/bytes.js"
import { largest } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"
import { whyCanvas, whyEnlarged } from "./tile.js"

export default mount((root) => {
  let shown
  return {
    update(data) {
      // The theme or another part of the page changed.
      if (sameBytes(shown, data)) return
      shown = data
      const { header, arrays } = unpack(data)
      root
        .querySelector(".rows")
        .replaceChildren(
          ...header.rows.map((row, place) => cascadeRow(header, row, (stage) => arrays[`${place}-${stage}`])),
        )
    },
  }
}, ".why")

function cascadeRow({ input_shape: shape }, row, mapOf) {
  const scale = Math.max(1, Math.round(112 / shape[1]))
  const tile = (place, title, ...words) => {
    const map = mapOf(place)
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
      { class: "stages" },
      tile(0, "as trained", element("span", { class: "faint", text: "nothing is random" })),
      ...row.stages.map(({ layer, rank, size }, place) =>
        tile(
          place + 1,
          place ? `and ${layer}` : `${layer} random`,
          element("span", { class: "rank", text: correlationText(size) }),
          row.signed && element("span", { class: "faint", text: `with signs ${correlationText(rank)}` }),
        ),
      ),
    ),
  )
}

/** A correlation with two digits; a dash where a map has the same value everywhere. */
function correlationText(value) {
  return value === null
    ? "–"
    : value
        .toFixed(2)
        .replace(/^-(?=.*[1-9])/, "−")
        .replace(/^-/, "")
}
