// One picture: as it is, its channels, the numbers around a pixel, and its label.

import { bytesCanvas, channelNames, greyColours, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { cellAfter, cellUnder } from "../shared/pointing.js"
import { pictureTitle } from "./grid.js"
import { byteAt, cellGrid, NARROW, neighbours } from "./numbers.js"

/** @import { Cell } from "../shared/pointing.js" */
/** @import { PickedPart, PickedView } from "./types.js" */

const WIDE_CANVAS = 160
const ONLY_CANVAS = 288

/**
 * The picture, its channels and the numbers around a pixel.
 * @param {PickedView} view
 * @returns {PickedPart}
 */
export function pickedPicture(view) {
  const { header, values, index, label, width } = view
  const { shape, classes } = header
  const names = channelNames(shape)
  const narrow = width < NARROW
  const room = shape[2] === 1 ? Math.min(ONLY_CANVAS, width) : narrow ? (width - 14) / 2 : WIDE_CANVAS
  const scale = wholeScale(Math.max(shape[0], shape[1]), room)
  const maps = [
    ...(shape[2] === 3 ? [lookingGlass(view, "the picture", undefined, scale)] : []),
    ...names.map((name, channel) => lookingGlass(view, shape[2] === 3 ? name : "its one channel", channel, scale)),
  ]
  const numbers = element("div", { class: "numbers" })
  const status = element("p", { class: "place", role: "status" })
  const nodes = [
    element(
      "div",
      { class: "heading" },
      element("h2", { text: `${pictureTitle(header, index)}: ${classes[label]}` }),
      openButtons(view),
    ),
    element(
      "div",
      { class: shape[2] === 3 ? "channels" : "channels one" },
      ...maps.map((map) => map.node),
      shape[2] === 1 && numbers,
    ),
    ...(shape[2] === 3 ? [numbers] : []),
    status,
    oneHot(classes, label),
  ]
  const reach = shape[2] === 1 ? (narrow ? 4 : 5) : narrow ? 2 : 3
  const size = shape[2] === 1 ? (narrow ? Math.min(32, Math.floor(width / 9) - 1) : 28) : narrow ? 20 : 28

  /** @param {Cell} pixel */
  function move(pixel) {
    for (const map of maps) map.move(pixel)
    numbers.replaceChildren(
      ...names.map((name, channel) =>
        element(
          "figure",
          {},
          element("figcaption", { text: shape[2] === 3 ? name : "its numbers around the framed pixels" }),
          cellGrid(
            neighbours(shape, pixel, reach).map(
              (at) =>
                at && {
                  text: byteAt(values, shape, at, channel),
                  colour: greyColours(byteAt(values, shape, at, channel)),
                  inner: Math.max(Math.abs(at[0] - pixel[0]), Math.abs(at[1] - pixel[1])) < 2,
                },
            ),
            2 * reach + 1,
            { label: `${name} around row ${pixel[0]}, column ${pixel[1]}`, testid: "dataset-numbers", size },
          ),
        ),
      ),
    )
    const [row, col] = pixel
    status.textContent =
      `Row ${row}, column ${col}: ${names.map((name, channel) => `${name} ${byteAt(values, shape, pixel, channel)}`).join(", ")}. ` +
      "Point at the picture, or use the arrow keys, for other numbers: 0 is black, 255 as bright as it gets."
  }
  move(view.pixel)
  return { nodes, move }
}

/**
 * A picture, or a channel of it, with a frame around the pixels in question.
 * @param {PickedView} view
 * @param {string} name
 * @param {number | undefined} channel - undefined for all of them, in their colours.
 * @param {number} scale - Screen pixels a pixel.
 * @returns {{node: HTMLElement, move: (pixel: Cell) => void}}
 */
function lookingGlass({ header, values, pixel, look }, name, channel, scale) {
  const { shape } = header
  const canvas = bytesCanvas(values, shape, scale, channel)
  const frame = element("i", { class: "frame" })
  const at = (/** @type {PointerEvent} */ event) => look(cellUnder(event, scale, shape))
  let now = pixel
  const box = element(
    "div",
    {
      class: "glass",
      tabindex: "0",
      role: "application",
      "data-testid": "dataset-channel",
      "aria-label": `${name}: arrow keys move the framed pixels`,
      onpointermove: at,
      onpointerdown: at,
      onkeydown(/** @type {KeyboardEvent} */ event) {
        const next = cellAfter(event.key, now, shape)
        if (!next) return
        event.preventDefault()
        look(next)
      },
    },
    canvas,
    frame,
  )
  const move = (/** @type {Cell} */ next) => {
    now = next
    const [top, left] = next.map((index) => Math.max(index - 1, 0))
    const [bottom, right] = next.map((index, axis) => Math.min(index + 2, shape[axis]))
    Object.assign(frame.style, {
      top: `${top * scale}px`,
      left: `${left * scale}px`,
      height: `${(bottom - top) * scale}px`,
      width: `${(right - left) * scale}px`,
    })
  }
  return { node: element("figure", {}, element("figcaption", { text: name }), box), move }
}

/**
 * The label as the numbers that the network is to answer.
 * @param {string[]} classes
 * @param {number} label
 * @returns {HTMLElement}
 */
function oneHot(classes, label) {
  return element(
    "div",
    { class: "onehot", "data-testid": "dataset-onehot" },
    element(
      "p",
      {},
      `Its label is ${label}${classes[label] === String(label) ? "" : `, for ${classes[label]}`}. `,
      element("span", {
        class: "faint",
        text: `A network answers with ${classes.length} numbers, so the label becomes ${classes.length} numbers too: 1 at its own place, 0 at all others. This is called one-hot.`,
      }),
    ),
    element(
      "ol",
      { style: { gridTemplateColumns: `repeat(${Math.min(classes.length, 10)}, minmax(0, 78px))` } },
      ...classes.map((name, index) =>
        element(
          "li",
          { class: index === label ? "hot" : undefined },
          element("b", { text: index === label ? "1" : "0" }),
          element("span", { text: name }),
        ),
      ),
    ),
  )
}

/**
 * Ways into the networks that read such pictures.
 * @param {PickedView} view
 * @returns {HTMLElement}
 */
function openButtons({ header: { part, networks }, open }) {
  if (part === "training") return element("span", { class: "faint", text: "Test pictures can be opened in a network." })
  if (!networks.length) {
    return element("span", { class: "faint", text: "No trained network here reads these pictures yet." })
  }
  return element(
    "div",
    { class: "open", role: "group", "aria-label": "Open it in a network" },
    element("span", { class: "faint", text: "See it in" }),
    ...networks.map((name) => element("button", { type: "button", text: name, onclick: () => open(name) })),
  )
}
