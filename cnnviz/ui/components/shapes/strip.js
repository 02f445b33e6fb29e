// The network as volumes that shrink: height and width of the maps recede to the right, thickness is their number.

import { shapeText } from "../shared/format.js"

const STRIP = { height: 132, top: 8, labels: 34, tallest: 62, slot: 160 }

/** An SVG of the input and of every layer that changes the shape or has weights; a click calls choose(place). */
export function stripOf({ input, rows, chosen }, width, choose) {
  const side = Math.max(input.shape[0], input.shape[1])
  const shown = [
    { shape: input.shape, title: "Input", place: -1 },
    ...rows.flatMap((row, place) => (row.unchanged ? [] : [{ ...row, place }])),
  ]
  const slot = Math.min(STRIP.slot, width / shown.length)
  // A layer that only bends or normalises is part of the volume before it.
  const picked = shown.findLast(({ place }) => place <= (chosen ?? -2))
  return vector(
    "svg",
    {
      width,
      height: STRIP.height,
      viewBox: `0 0 ${width} ${STRIP.height}`,
      role: "img",
      "aria-label": `The volumes: ${shown.map(({ shape }) => shapeText(shape)).join(", ")}`,
    },
    ...shown.map((each, index) => {
      const node = vector(
        "g",
        {
          class: each.weights && each.weights !== "0" ? "learns" : "still",
          transform: `translate(${slot * (index + 0.5)} 0)`,
        },
        vector("title", {}, `${each.title}: ${shapeText(each.shape)}`),
        vector("rect", { x: -slot / 2, y: 0, width: slot, height: STRIP.height, class: "slot" }),
        ...volume(each.shape, side, slot * 0.82),
        ...shapeLabel(each.shape, slot),
      )
      if (each === picked) node.setAttribute("data-chosen", "")
      if (each.place >= 0) node.onclick = () => choose(each.place)
      return node
    }),
  )
}

function volume(shape, side, room) {
  const floor = STRIP.height - STRIP.labels
  if (shape.length === 1) {
    const height = Math.min(STRIP.tallest + 22, 6.5 * Math.log2(shape[0] + 1))
    return [vector("rect", { x: -4, y: floor - height, width: 8, height, class: "front" })]
  }
  const [height, across] = [0, 1].map((axis) => Math.max(5, STRIP.tallest * Math.sqrt(shape[axis] / side)))
  let [dx, dy, thick] = [across * 0.4, across * 0.34, Math.max(2, 2.4 * Math.sqrt(shape[2]))]
  thick = Math.min(thick, Math.max(room - dx, 3))
  dx = Math.min(dx, Math.max(room - thick, 3))
  const left = -(thick + dx) / 2
  const [right, top] = [left + thick, floor - height]
  return [
    vector("polygon", {
      class: "top",
      points: `${left},${top} ${left + dx},${top - dy} ${right + dx},${top - dy} ${right},${top}`,
    }),
    vector("polygon", {
      class: "side",
      points: `${right},${top} ${right + dx},${top - dy} ${right + dx},${floor - dy} ${right},${floor}`,
    }),
    vector("rect", { class: "front", x: left, y: top, width: thick, height }),
  ]
}

function shapeLabel(shape, slot) {
  const lines = shape.length === 1 ? [shape[0].toLocaleString("en")] : [`${shape[0]}×${shape[1]}`, `×${shape[2]}`]
  if (slot < 8 * Math.max(...lines.map((line) => line.length)) * 0.82) return []
  return lines.map((line, index) =>
    vector("text", { y: STRIP.height - STRIP.labels + 15 + 15 * index, "text-anchor": "middle" }, line),
  )
}

export function vector(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}
