// A map for each network: how sure it is of a class with the picture moved to each place.

import { cssColour, scaleGradient, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { unpack } from "../shared/wire.js"

export default mount((root) => {
  const looked = {}
  return {
    update: (data, { setTriggerValue }) => showMaps(root, data, looked, (place) => setTriggerValue("move", place)),
  }
}, ".shifts")

/** looked.at: the place that was pointed at last; move(place) hears of a click. */
function showMaps(root, data, looked, move) {
  const { header, arrays } = unpack(data)
  const { reach, at, labels, label } = header
  const side = 2 * reach + 1
  const boards = []
  // The place pointed at survives a new answer, so that arrow keys go on where they were.
  const look = ([right, down]) => {
    looked.at = [right, down]
    const cell = (down + reach) * side + right + reach
    boards.forEach(({ marker }) =>
      Object.assign(marker.style, {
        left: `${((right + reach) / side) * 100}%`,
        top: `${((down + reach) / side) * 100}%`,
      }),
    )
    const said = header.names.map((name, place) => {
      const read = labels[arrays[`read-${place}`][cell]]
      return `${name}: ${labels[label]} ${percent(arrays[`share-${place}`][cell])}${read === labels[label] ? "" : `, reads ${read}`}`
    })
    root.querySelector(".readout").textContent = `${shiftWords(right, down)} – ${said.join(" · ")}`
  }
  const focused =
    boards.length === 0 &&
    root.querySelector(".board:focus") &&
    [...root.querySelectorAll(".board")].indexOf(root.querySelector(".board:focus"))
  root.querySelector(".maps").replaceChildren(
    ...header.names.map((name, place) => {
      const board = shiftBoard(
        name,
        side,
        reach,
        arrays[`share-${place}`],
        arrays[`read-${place}`],
        label,
        look,
        move,
        () => looked.at ?? at,
      )
      boards.push(board)
      return element(
        "section",
        {},
        element("h3", { text: name }),
        board.node,
        element(
          "p",
          {},
          element("b", { text: `${header.kept[place]} of ${side * side}` }),
          ` places: read as ${labels[label]}`,
        ),
      )
    }),
    shiftLegend(labels[label]),
  )
  look(at)
  if (typeof focused === "number") boards[focused]?.node.focus()
}

function shiftBoard(name, side, reach, shares, reads, label, look, move, current) {
  const marker = element("i", { class: "marker", style: { width: `${100 / side}%`, height: `${100 / side}%` } })
  const cells = Array.from(shares, (share, cell) =>
    element("i", {
      class: reads[cell] === label ? "" : "other",
      style: { background: cssColour(share, 1), color: textColour(share, 1) },
    }),
  )
  const node = element(
    "div",
    {
      class: "board",
      tabindex: 0,
      role: "group",
      style: { gridTemplateColumns: `repeat(${side}, 1fr)` },
      "aria-label": `${name}: arrow keys look at a place, Enter moves the picture there`,
    },
    ...cells,
    marker,
  )
  const place = (event) => {
    const box = node.getBoundingClientRect()
    const step = (share) => Math.min(Math.max(Math.floor(share * side), 0), side - 1) - reach
    return [step((event.clientX - box.left) / box.width), step((event.clientY - box.top) / box.height)]
  }
  node.onpointermove = (event) => look(place(event))
  node.onclick = (event) => move(place(event))
  node.onkeydown = (event) => {
    const [right, down] = current()
    if (event.key === "Enter") move([right, down])
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!step) return
    event.preventDefault()
    const bound = (value) => Math.min(Math.max(value, -reach), reach)
    look([bound(right + step[0]), bound(down + step[1])])
  }
  return { node, marker }
}

function shiftLegend(name) {
  return element(
    "div",
    { class: "legend" },
    element(
      "div",
      { class: "scale" },
      element("span", { text: "0 %" }),
      element("i", { style: { background: scaleGradient(false) } }),
      element("span", { text: "100 %" }),
    ),
    element("span", {
      text: `Probability of ${name}, the picture moved to each place. The middle is the picture where it is.`,
    }),
    element("span", { text: "×: read as something else. Click a place to move the picture there." }),
  )
}

function shiftWords(right, down) {
  const across = right ? `${Math.abs(right)} ${right > 0 ? "right" : "left"}` : ""
  const along = down ? `${Math.abs(down)} ${down > 0 ? "down" : "up"}` : ""
  return [across, along].filter(Boolean).join(", ") || "where it is"
}
