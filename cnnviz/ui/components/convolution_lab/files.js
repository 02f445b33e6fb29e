// The output as files.

import { mapCsv, saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"

/**
 * @import { View } from "./canvases.js"
 * @import { Convolved } from "./convolve.js"
 */

/**
 * What is saved; source: the output as a canvas of a pixel a cell.
 * @typedef {{result: Convolved, view: View, source: HTMLCanvasElement}} Shown
 */

const SMALLEST_PNG = 512

/**
 * Buttons that save the output.
 * @param {() => Shown | undefined} get - Undefined while there is none.
 */
export function createFiles(get) {
  const save = (/** @type {(shown: Shown) => void} */ as) => {
    const shown = get()
    if (shown) as(shown)
  }
  return element(
    "div",
    { class: "files", role: "group", "aria-label": "Save the output" },
    element("button", {
      type: "button",
      text: "PNG",
      title: "Save the output as a picture",
      "data-testid": "workbench-png",
      onclick: () => save(savePng),
    }),
    element("button", {
      type: "button",
      text: "CSV",
      title: "Save the output's numbers",
      "data-testid": "workbench-csv",
      onclick: () => save(saveCsv),
    }),
  )
}

/**
 * What is in sight; small outputs in squares of several pixels a cell.
 * @param {Shown} shown
 */
function savePng({ source }) {
  const scale = Math.max(Math.floor(SMALLEST_PNG / Math.max(source.width, source.height)), 1)
  const picture = element("canvas", { width: source.width * scale, height: source.height * scale })
  const context = contextOf(picture)
  context.imageSmoothingEnabled = false
  context.drawImage(source, 0, 0, picture.width, picture.height)
  picture.toBlob((blob) => blob && saveFile(blob, "convolution.png"), "image/png")
}

/**
 * The channel in sight; of a picture in colour the three of them one below the other, with an empty line between.
 * @param {Shown} shown
 */
function saveCsv({ result: { values, shape }, view }) {
  const channels = view.channel === undefined ? Array.from({ length: shape[2] }, (_, k) => k) : [view.channel]
  const text = channels.map((channel) => mapCsv(values, shape, channel)).join("\n")
  saveFile(new Blob([text], { type: "text/csv" }), "convolution.csv")
}
