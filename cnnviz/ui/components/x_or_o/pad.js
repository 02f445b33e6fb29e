// The square of 9 × 9 cells that is painted on: a click turns a cell, a drag paints more of the same.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { cellAfter } from "../shared/pointing.js"
import { cellsOf, cellsText, SIDE } from "./cells.js"
import { range } from "./grid.js"

const SEND_AFTER = 120
const MOVES = { left: "←", up: "↑", down: "↓", right: "→" }

/** @import { Send } from "../shared/mount.js" */

/**
 * What Python sends.
 * @typedef {object} Data
 * @property {string} cells - What is painted at first: see cells.js.
 * @property {number} version - Another than before puts `cells` in the place of what is painted.
 * @property {string} verdict - What the vote says of it.
 * @property {[name: string, cells: string][]} samples
 */

/** @param {HTMLElement} root */
function createPad(root) {
  /** @type {number | undefined} */
  let version
  /** @type {Send | undefined} */
  let send
  /** @type {boolean[]} */
  let cells = []
  /** What undoing leads back to, the latest last. @type {boolean[][]} */
  let before = []
  /** What a drag paints. @type {boolean | undefined} */
  let ink
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const buttons = range(SIDE * SIDE).map((index) =>
    element("button", { type: "button", "data-index": index, tabindex: index ? -1 : 0 }),
  )
  const board = element(
    "div",
    {
      class: "board",
      "data-testid": "xo-board",
      role: "group",
      "aria-label": "Square to paint on: arrow keys move, Space turns a cell from paper to ink and back",
    },
    ...buttons,
  )
  const verdict = element("p", {
    class: "verdict",
    role: "status",
    "data-testid": "xo-verdict",
    "data-region": "vote numbers matches",
  })
  const undo = element("button", { type: "button", text: "Undo", onclick: takeBack })
  const samples = element("div", { class: "samples", role: "group", "aria-label": "Samples" })
  root.replaceChildren(
    board,
    verdict,
    element(
      "div",
      { class: "tools", role: "group", "aria-label": "Move the image" },
      element("span", { class: "faint", text: "Move" }),
      ...Object.entries(MOVES).map(([name, arrow]) =>
        tool(name, arrow, `Move ${name} by one cell: it does not wrap`, `Move ${name}`),
      ),
      tool("thicken", "Thicker", "Ink on all four sides of every inked cell"),
    ),
    element(
      "div",
      { class: "tools" },
      tool("break", "Break it", "Turn three cells, picked at random"),
      tool("clear", "Clear", "Paper everywhere"),
      undo,
      tool("reset", "Reset", "Everything on this page as it was at first"),
    ),
    samples,
  )

  /**
   * @param {string} name - Of what it does.
   * @param {string} text
   * @param {string} title
   * @param {string} [label]
   */
  function tool(name, text, title, label) {
    return element("button", {
      type: "button",
      class: name in MOVES ? "move" : undefined,
      text,
      title,
      "aria-label": label,
      onclick: () => act(name),
    })
  }

  /** @param {string} name */
  function act(name) {
    clearTimeout(timer)
    timer = undefined
    send?.setTriggerValue("action", { name, cells: cellsText(cells) })
  }

  function refresh() {
    buttons.forEach((button, index) => {
      button.setAttribute("aria-pressed", String(cells[index]))
      button.setAttribute("aria-label", `Row ${Math.floor(index / SIDE)}, column ${index % SIDE}`)
    })
    undo.disabled = !before.length
  }

  function remember() {
    before = [...before.slice(-99), cells]
  }

  /**
   * @param {number} index
   * @param {boolean} inked
   */
  function set(index, inked) {
    if (cells[index] === inked) return
    cells = cells.with(index, inked)
    refresh()
    // A drag over many cells makes few messages.
    timer ??= setTimeout(report, SEND_AFTER)
  }

  function report() {
    clearTimeout(timer)
    timer = undefined
    send?.setStateValue("painted", { version, cells: cellsText(cells) })
  }

  function takeBack() {
    cells = before.at(-1) ?? cells
    before = before.slice(0, -1)
    refresh()
    report()
  }

  /** @param {number} index */
  function turn(index) {
    remember()
    set(index, !cells[index])
  }

  /** @param {number} index */
  function focusOn(index) {
    buttons.forEach((button, other) => (button.tabIndex = other === index ? 0 : -1))
    buttons[index].focus({ preventScroll: true })
  }

  board.onpointerdown = (event) => {
    const index = indexOf(event.target)
    if (index === undefined || event.button !== 0 || !event.isPrimary) return
    event.preventDefault()
    ink = !cells[index]
    board.setPointerCapture(event.pointerId)
    focusOn(index)
    turn(index)
  }
  board.onpointermove = (event) => {
    const page = board.getRootNode()
    if (ink === undefined || !(page instanceof Document || page instanceof ShadowRoot)) return
    const passed = event.getCoalescedEvents?.() ?? []
    for (const { clientX, clientY } of passed.length ? passed : [event]) {
      const index = indexOf(page.elementFromPoint(clientX, clientY))
      if (index !== undefined) set(index, ink)
    }
  }
  board.onpointerup = board.onpointercancel = () => {
    if (ink !== undefined) report()
    ink = undefined
  }
  board.onkeydown = (event) => {
    const index = indexOf(event.target)
    const cell = index !== undefined && cellAfter(event.key, [Math.floor(index / SIDE), index % SIDE], [SIDE, SIDE])
    if (!cell) return
    event.preventDefault()
    focusOn(cell[0] * SIDE + cell[1])
  }
  // Space, Enter and screen readers click without a pointer.
  board.onclick = (event) => {
    const index = indexOf(event.target)
    if (event.detail === 0 && index !== undefined) turn(index)
  }

  /** @param {Data} data */
  function show(data) {
    verdict.textContent = data.verdict
    // Anything else that Python sends back is older than what is on the pad.
    if (version === data.version) return
    if (version !== undefined) remember()
    version = data.version
    cells = cellsOf(data.cells)
    refresh()
    if (!samples.children.length) samples.replaceChildren(...data.samples.map(sampleButton))
  }

  /** @param {[name: string, cells: string]} sample */
  function sampleButton([name, text]) {
    const picture = element(
      "span",
      { class: "thumb", "aria-hidden": "true" },
      ...cellsOf(text).map((inked) => element("i", { class: inked ? "inked" : undefined })),
    )
    return element(
      "button",
      { type: "button", onclick: () => act(`sample ${name}`) },
      picture,
      element("span", { text: name }),
    )
  }

  return {
    /**
     * @param {Data} data
     * @param {Send} to
     */
    update(data, to) {
      send = to
      show(data)
    },
  }
}

/**
 * The index of the cell that a node stands for.
 * @param {EventTarget | null} node
 */
function indexOf(node) {
  const button = node instanceof Element && node.closest("[data-index]")
  return button instanceof HTMLElement ? Number(button.dataset.index) : undefined
}

export default mount(createPad, ".pad")
