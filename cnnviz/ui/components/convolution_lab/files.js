// The output as files.

import { mapCsv, saveFile } from "../shared/download.js"
import { element } from "../shared/element.js"

const SMALLEST_PNG = 512

/** Buttons that save what get() gives: {result, view, limit, source}. */
export function createFiles(get) {
  return element(
    "div",
    { class: "files", role: "group", "aria-label": "Save the output" },
    element("button", {
      type: "button",
      text: "PNG",
      title: "Save the output as a picture",
      "data-testid": "workbench-png",
      onclick: () => savePng(get()),
    }),
    element("button", {
      type: "button",
      text: "CSV",
      title: "Save the output's numbers",
      "data-testid": "workbench-csv",
      onclick: () => saveCsv(get()),
    }),
  )
}

/** What is in sight; small outputs in squares of several pixels a cell. */
function savePng({ source }) {
  const scale = Math.max(Math.floor(SMALLEST_PNG / Math.max(source.width, source.height)), 1)
  const picture = element("canvas", { width: source.width * scale, height: source.height * scale })
  const context = picture.getContext("2d")
  context.imageSmoothingEnabled = false
  context.drawImage(source, 0, 0, picture.width, picture.height)
  picture.toBlob((blob) => saveFile(blob, "convolution.png"), "image/png")
}

/** The channel in sight; of a picture in colour the three of them one below the other, with an empty line between. */
function saveCsv({ result: { values, shape }, view }) {
  const channels = view.channel === undefined ? Array.from({ length: shape[2] }, (_, k) => k) : [view.channel]
  const text = channels.map((channel) => mapCsv(values, shape, channel)).join("\n")
  saveFile(new Blob([text], { type: "text/csv" }), "convolution.csv")
}
