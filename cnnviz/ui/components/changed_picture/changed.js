// A picture before and after, both answers, and the answers along the way; what is pointed at is the browser's business.

import { mapCanvas } from "../shared/canvas.js"
import { beyondScales, beyondSwatches, scaleGradient } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { number, percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { pictureCanvas } from "../shared/picture.js"
import { unpack } from "../shared/wire.js"
import { alongView } from "./along.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { Message, PictureReader, Shape } from "../shared/types.js" */
/** @import { AlongHeader, Curve } from "./along.js" */

/**
 * What Python says of the pictures and of the answers.
 * @typedef {PictureReader & {labels: string[], pictures: Picture[], along?: AlongHeader}} ChangedHeader
 */

/**
 * A picture, or what differs between two of them: limit is then the end of the colour scale, and null otherwise.
 * @typedef {{title: string, limit: number | null, note: string}} Picture
 */

/**
 * picture-INDEX: the pictures. before, after: a probability for each class.
 * @typedef {Curve & {before: Float32Array, after: Float32Array} & Record<string, Float32Array>} ChangedArrays
 */

const SIDE = 168
const MOST_ROWS = 5

export default mount((root) => {
  let draw = () => {}
  return {
    /**
     * @param {Uint8Array} data
     * @param {Send} send
     */
    update(data, { setTriggerValue }) {
      /** @type {Message<ChangedHeader, ChangedArrays>} */
      const { header, arrays } = unpack(data)
      const { along, labels } = header
      showPictures(find(root, ".pictures", HTMLElement), header, arrays)
      showAnswers(find(root, ".answers", HTMLElement), labels, arrays)
      const pick = (/** @type {number} */ value) => setTriggerValue("pick", value)
      const place = find(root, ".along", HTMLElement)
      place.hidden = !along
      place.dataset.region = along?.regions ?? ""
      draw = () => place.replaceChildren(...(along ? alongView(along, labels, arrays, root.clientWidth, pick) : []))
      draw()
    },
    /** @param {Ears} ears */
    listen({ onWidth }) {
      onWidth(() => draw())
    },
  }
}, ".changed")

/**
 * @param {HTMLElement} host
 * @param {ChangedHeader} header
 * @param {ChangedArrays} arrays
 */
function showPictures(host, header, arrays) {
  const [height, width] = header.input_shape
  const scale = Math.max(1, Math.floor(SIDE / Math.max(height, width)))
  host.replaceChildren(
    ...header.pictures.map(({ title, limit, note }, index) => {
      const values = arrays[`picture-${index}`]
      const canvas =
        limit === null ? pictureCanvas(header, values) : differenceCanvas(values, header.input_shape, limit)
      Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
      canvas.setAttribute("role", "img")
      canvas.setAttribute("aria-label", title)
      const legend =
        limit !== null &&
        element(
          "div",
          { class: "legend" },
          element("span", { text: number(-limit) }),
          element("i", { style: { background: scaleGradient(true) } }),
          element("span", { text: `+${number(limit)}` }),
          ...beyondSwatches(beyondScales(values)),
        )
      return element(
        "figure",
        {},
        element("figcaption", { text: title }),
        element("div", { "data-region": "picture" }, canvas, legend),
        note && element("p", { class: "note", text: note }),
      )
    }),
  )
}

/**
 * A difference of two pictures: blue brighter, orange darker; in colours the mean over red, green and blue.
 * @param {Float32Array} values
 * @param {Shape} shape
 * @param {number} limit - The end of the colour scale.
 * @returns {HTMLCanvasElement}
 */
function differenceCanvas(values, [height, width, channels], limit) {
  const mean = Float32Array.from({ length: height * width }, (_, cell) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += values[cell * channels + channel]
    return sum / channels
  })
  return mapCanvas(mean, [height, width, 1], 0, limit)
}

/**
 * @param {HTMLElement} host
 * @param {string[]} labels
 * @param {ChangedArrays} arrays
 */
function showAnswers(host, labels, { before, after }) {
  const best = (/** @type {Float32Array} */ shares) => shares.indexOf(Math.max(...shares))
  const [from, to] = [best(before), best(after)]
  host.dataset.flipped = String(from !== to)
  find(host, ".verdict", HTMLElement).replaceChildren(
    element("span", { class: "was", text: `${labels[from]} · ${percent(before[from])}` }),
    element("span", { class: "arrow", text: "→" }),
    element("b", { text: `${labels[to]} · ${percent(after[to])}` }),
  )
  const order = [...after.keys()]
    .sort((a, b) => Math.max(after[b], before[b]) - Math.max(after[a], before[a]))
    .slice(0, MOST_ROWS)
    .sort((a, b) => a - b)
  find(host, "tbody", HTMLElement).replaceChildren(
    ...order.map((label) =>
      element(
        "tr",
        { class: label === to ? "best" : "" },
        element("th", { scope: "row", text: labels[label] }),
        element(
          "td",
          { class: "bar" },
          element("i", { class: "before", style: { width: `${before[label] * 100}%` } }),
          element("i", { class: "after", style: { width: `${after[label] * 100}%` } }),
        ),
        element(
          "td",
          { class: "share" },
          element("span", { class: "before", text: percent(before[label]) }),
          element("span", { text: percent(after[label]) }),
        ),
      ),
    ),
  )
}
