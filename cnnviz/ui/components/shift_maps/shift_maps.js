// A map for each network: how sure it is of a class with the picture moved to each place.

import { cssColour, scaleGradient, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { cellAfter } from "../shared/pointing.js"
import { unpack } from "../shared/wire.js"

/** @import { Message } from "../shared/types.js" */

/** @typedef {[right: number, down: number]} Shift - In pixels. */

/**
 * What Python says of the maps. Their arrays are share-k, the probabilities, and read-k, the classes, of network k.
 * @typedef {object} Header
 * @property {string[]} names - Of the networks.
 * @property {string[]} labels - Of the classes.
 * @property {number} label - The class whose probability is shown.
 * @property {Shift} at - By how much the picture is moved now.
 * @property {number} reach - How far the maps go.
 * @property {number[]} kept - At how many shifts each network reads that class.
 */

/**
 * What a network's map shows.
 * @typedef {object} ShiftMap
 * @property {string} name - The network's.
 * @property {number} reach
 * @property {Float32Array} shares
 * @property {boolean[]} isKept - Whether the network reads the class there.
 */

/**
 * What hears of a map.
 * @typedef {object} Listeners
 * @property {(shift: Shift) => void} look - A shift is pointed at.
 * @property {(shift: Shift) => void} move - The picture is to be moved there.
 * @property {() => Shift} current - The shift that the keys start from.
 */

export default mount((root) => {
  /** @type {{at?: Shift}} */
  const looked = {}
  return {
    update: (data, { setTriggerValue }) => showMaps(root, data, looked, (shift) => setTriggerValue("move", shift)),
  }
}, ".shifts")

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data - A message.
 * @param {{at?: Shift}} looked - Keeps the shift that was pointed at last.
 * @param {(shift: Shift) => void} move - Hears of a click.
 */
function showMaps(root, data, looked, move) {
  /** @type {Message<Header>} */
  const { header, arrays } = unpack(data)
  const { reach, at, labels, label } = header
  const side = 2 * reach + 1
  const readout = find(root, ".readout", HTMLElement)
  // The place pointed at survives a new answer, so that arrow keys go on where they were.
  const look = (/** @type {Shift} */ [right, down]) => {
    looked.at = [right, down]
    const cell = (down + reach) * side + right + reach
    boards.forEach(({ marker }) =>
      Object.assign(marker.style, {
        left: `${((right + reach) / side) * 100}%`,
        top: `${((down + reach) / side) * 100}%`,
      }),
    )
    const words = header.names.map((name, k) => {
      const read = labels[arrays[`read-${k}`][cell]]
      return `${name}: ${labels[label]} ${percent(arrays[`share-${k}`][cell])}${read === labels[label] ? "" : `, reads ${read}`}`
    })
    readout.textContent = `${shiftWords(right, down)} – ${words.join(" · ")}`
  }
  const focused = findAll(root, ".board", HTMLElement).findIndex((board) => board.matches(":focus"))
  const boards = header.names.map((name, k) => {
    const isKept = Array.from(arrays[`read-${k}`], (read) => read === label)
    const map = { name, reach, shares: arrays[`share-${k}`], isKept }
    return shiftBoard(map, { look, move, current: () => looked.at ?? at })
  })
  find(root, ".maps", HTMLElement).replaceChildren(
    ...boards.map(({ node }, k) =>
      element(
        "section",
        {},
        element("h3", { text: header.names[k] }),
        element(
          "div",
          { "data-region": "shift-maps" },
          node,
          element(
            "p",
            {},
            element("b", { text: `${header.kept[k]} of ${side * side}` }),
            ` places: read as ${labels[label]}`,
          ),
        ),
      ),
    ),
    shiftLegend(labels[label]),
  )
  look(at)
  boards[focused]?.node.focus()
}

/**
 * @param {ShiftMap} map
 * @param {Listeners} on
 */
function shiftBoard({ name, reach, shares, isKept }, { look, move, current }) {
  const side = 2 * reach + 1
  const marker = element("i", { class: "marker", style: { width: `${100 / side}%`, height: `${100 / side}%` } })
  const cells = Array.from(shares, (share, cell) =>
    element("i", {
      class: isKept[cell] ? "" : "other",
      style: { background: cssColour(share, 1), color: textColour(share, 1) },
    }),
  )
  const node = element(
    "div",
    {
      class: "board",
      tabindex: 0,
      role: "application",
      style: { gridTemplateColumns: `repeat(${side}, 1fr)` },
      "aria-label": `${name}: arrow keys look at a place, Enter moves the picture there`,
    },
    ...cells,
    marker,
  )
  /**
   * The shift under the pointer.
   * @param {MouseEvent} event
   * @returns {Shift}
   */
  const shiftAt = (event) => {
    const box = node.getBoundingClientRect()
    const step = (/** @type {number} */ share) => Math.min(Math.max(Math.floor(share * side), 0), side - 1) - reach
    return [step((event.clientX - box.left) / box.width), step((event.clientY - box.top) / box.height)]
  }
  node.onpointermove = (event) => look(shiftAt(event))
  node.onclick = (event) => move(shiftAt(event))
  node.onkeydown = (event) => {
    const [right, down] = current()
    if (event.key === "Enter") move([right, down])
    const cell = cellAfter(event.key, [down + reach, right + reach], [side, side])
    if (!cell) return
    event.preventDefault()
    look([cell[1] - reach, cell[0] - reach])
  }
  return { node, marker }
}

/** @param {string} name - Of the class. */
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

/**
 * @param {number} right
 * @param {number} down
 */
function shiftWords(right, down) {
  const across = right ? `${Math.abs(right)} ${right > 0 ? "right" : "left"}` : ""
  const along = down ? `${Math.abs(down)} ${down > 0 ? "down" : "up"}` : ""
  return [across, along].filter(Boolean).join(", ") || "where it is"
}
