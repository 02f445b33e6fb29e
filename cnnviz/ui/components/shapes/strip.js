// The network as volumes that shrink: height and width of the maps recede to the right, thickness is their number.

import { svg } from "../shared/element.js"
import { shapeText } from "../shared/format.js"

/** @import { Shape } from "../shared/types.js" */
/** @import { InputData, RowData } from "./types.js" */

const STRIP = { height: 132, top: 8, labels: 34, tallest: 62, slot: 160 }

/**
 * An SVG of the input and of every layer that changes the shape or has weights.
 * @param {InputData} input
 * @param {RowData[]} rows
 * @param {number | null} chosen - The index of the layer that is looked at.
 * @param {number} width - CSS pixels.
 * @param {(index: number) => void} choose - Hears which layer was clicked.
 * @returns {SVGSVGElement}
 */
export function stripOf(input, rows, chosen, width, choose) {
  const side = Math.max(input.shape[0], input.shape[1])
  const shown = [
    { shape: input.shape, title: "Input", weights: "0", index: -1 },
    ...rows.flatMap((row, index) => (row.unchanged ? [] : [{ ...row, index }])),
  ]
  const slot = Math.min(STRIP.slot, width / shown.length)
  // A layer that only bends or normalises is part of the volume before it.
  const picked = shown.findLast(({ index }) => index <= (chosen ?? -2))
  return svg(
    "svg",
    {
      width,
      height: STRIP.height,
      viewBox: `0 0 ${width} ${STRIP.height}`,
      role: "img",
      "aria-label": `The volumes: ${shown.map(({ shape }) => shapeText(shape)).join(", ")}`,
    },
    ...shown.map((layer, slotIndex) => {
      const node = svg(
        "g",
        {
          class: layer.weights !== "0" ? "learns" : "still",
          transform: `translate(${slot * (slotIndex + 0.5)} 0)`,
        },
        svg("title", {}, `${layer.title}: ${shapeText(layer.shape)}`),
        svg("rect", { x: -slot / 2, y: 0, width: slot, height: STRIP.height, class: "slot" }),
        ...volume(layer.shape, side, slot * 0.82),
        ...shapeLabel(layer.shape, slot),
      )
      if (layer === picked) node.setAttribute("data-chosen", "")
      if (layer.index >= 0) node.onclick = () => choose(layer.index)
      return node
    }),
  )
}

/**
 * A volume, or a bar for units.
 * @param {Shape} shape
 * @param {number} side - The longer one of the input.
 * @param {number} room - CSS pixels from left to right.
 * @returns {SVGElement[]}
 */
function volume(shape, side, room) {
  const floor = STRIP.height - STRIP.labels
  if (shape.length === 1) {
    const height = Math.min(STRIP.tallest + 22, 6.5 * Math.log2(shape[0] + 1))
    return [svg("rect", { x: -4, y: floor - height, width: 8, height, class: "front" })]
  }
  const { height, thick, dx, dy } = volumeSize(shape, side, room)
  const left = -(thick + dx) / 2
  const [right, top] = [left + thick, floor - height]
  return [
    svg("polygon", {
      class: "top",
      points: `${left},${top} ${left + dx},${top - dy} ${right + dx},${top - dy} ${right},${top}`,
    }),
    svg("polygon", {
      class: "side",
      points: `${right},${top} ${right + dx},${top - dy} ${right + dx},${floor - dy} ${right},${floor}`,
    }),
    svg("rect", { class: "front", x: left, y: top, width: thick, height }),
  ]
}

/**
 * How large a volume is drawn: areas go with those of the maps, and what is wider than the room is squeezed.
 * @param {Shape} shape - [height, width, channels]
 * @param {number} side - The longer one of the input.
 * @param {number} room - CSS pixels from left to right.
 * @returns {{height: number, thick: number, dx: number, dy: number}} thick: of its front; dx, dy: how far it recedes.
 */
export function volumeSize(shape, side, room) {
  const [height, across] = [0, 1].map((axis) => Math.max(5, STRIP.tallest * Math.sqrt(shape[axis] / side)))
  const thick = Math.min(Math.max(2, 2.4 * Math.sqrt(shape[2])), Math.max(room - across * 0.4, 3))
  return { height, thick, dx: Math.min(across * 0.4, Math.max(room - thick, 3)), dy: across * 0.34 }
}

/**
 * @param {Shape} shape
 * @param {number} slot - CSS pixels from left to right.
 * @returns {SVGElement[]} Nothing where there is no room.
 */
function shapeLabel(shape, slot) {
  const lines = shape.length === 1 ? [shape[0].toLocaleString("en")] : [`${shape[0]}×${shape[1]}`, `×${shape[2]}`]
  if (slot < 8 * Math.max(...lines.map((line) => line.length)) * 0.82) return []
  return lines.map((line, index) =>
    svg("text", { y: STRIP.height - STRIP.labels + 15 + 15 * index, "text-anchor": "middle" }, line),
  )
}
