// The square of 9 × 9 cells that is painted on: a click turns a cell, a drag paints more of the same.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { range } from "./grid.js"

const SIDE = 9
const SEND_AFTER = 120
const MOVES = { left: "←", up: "↑", down: "↓", right: "→" }

/** Bits as Python writes them: 21 hexadecimal digits, row by row. */
function cellsText(cells) {
  return BigInt(`0b${cells.map(Number).join("")}`)
    .toString(16)
    .padStart(21, "0")
}

function cellsOf(text) {
  return [
    ...BigInt(`0x${text}`)
      .toString(2)
      .padStart(SIDE * SIDE, "0"),
  ].map((bit) => bit === "1")
}

function createPad(root) {
  const pad = { version: undefined, send: () => {}, act: () => {} }
  let cells = []
  let before = []
  let ink = null
  let timer = null

  const buttons = range(SIDE * SIDE).map((place) =>
    element("button", { type: "button", "data-place": place, tabindex: place ? -1 : 0 }),
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
  const verdict = element("p", { class: "verdict", role: "status", "data-testid": "xo-verdict" })
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

  function act(name) {
    clearTimeout(timer)
    timer = null
    pad.act({ name, cells: cellsText(cells) })
  }

  function refresh() {
    buttons.forEach((button, place) => {
      button.setAttribute("aria-pressed", String(cells[place]))
      button.setAttribute("aria-label", `Row ${Math.floor(place / SIDE) + 1}, column ${(place % SIDE) + 1}`)
    })
    undo.disabled = !before.length
  }

  function remember() {
    before = [...before.slice(-99), cells]
  }

  function set(place, inked) {
    if (cells[place] === inked) return
    cells = cells.with(place, inked)
    refresh()
    // A drag over many cells makes few messages.
    timer ??= setTimeout(send, SEND_AFTER)
  }

  function send() {
    clearTimeout(timer)
    timer = null
    pad.send({ version: pad.version, cells: cellsText(cells) })
  }

  function takeBack() {
    cells = before.at(-1)
    before = before.slice(0, -1)
    refresh()
    send()
  }

  function turn(place) {
    remember()
    set(place, !cells[place])
  }

  function focusOn(place) {
    buttons.forEach((button, each) => (button.tabIndex = each === place ? 0 : -1))
    buttons[place].focus({ preventScroll: true })
  }

  board.onpointerdown = (event) => {
    const place = placeOf(event.target)
    if (place === undefined || event.button !== 0 || !event.isPrimary) return
    event.preventDefault()
    ink = !cells[place]
    board.setPointerCapture(event.pointerId)
    focusOn(place)
    turn(place)
  }
  board.onpointermove = (event) => {
    if (ink === null) return
    const passed = event.getCoalescedEvents?.() ?? []
    for (const each of passed.length ? passed : [event]) {
      const place = placeOf(board.getRootNode().elementFromPoint(each.clientX, each.clientY))
      if (place !== undefined) set(place, ink)
    }
  }
  board.onpointerup = board.onpointercancel = () => {
    if (ink !== null) send()
    ink = null
  }
  board.onkeydown = (event) => {
    const place = placeOf(event.target)
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE }
    if (event.key in steps) {
      const next = place + steps[event.key]
      const wraps = Math.abs(steps[event.key]) === 1 && Math.floor(next / SIDE) !== Math.floor(place / SIDE)
      if (buttons[next] && !wraps) focusOn(next)
      event.preventDefault()
    }
  }
  // Space, Enter and screen readers click without a pointer.
  board.onclick = (event) => {
    if (event.detail === 0) turn(placeOf(event.target))
  }

  function placeOf(node) {
    const place = node?.closest?.("[data-place]")?.dataset.place
    return place === undefined ? undefined : Number(place)
  }

  pad.show = (data) => {
    verdict.textContent = data.verdict
    // Anything else that Python sends back is older than what is on the pad.
    if (pad.version === data.version) return
    if (pad.version !== undefined) remember()
    pad.version = data.version
    cells = cellsOf(data.cells)
    refresh()
    if (!samples.children.length) samples.replaceChildren(...data.samples.map(sampleButton))
  }

  function sampleButton([name, text]) {
    const picture = element(
      "span",
      { class: "thumb", "aria-hidden": "true" },
      ...cellsOf(text).map((inked) => element("i", { class: inked && "inked" })),
    )
    return element(
      "button",
      { type: "button", onclick: () => act(`sample ${name}`) },
      picture,
      element("span", { text: name }),
    )
  }

  return pad
}

export default mount((root) => {
  const pad = createPad(root)
  return {
    update(data, { setStateValue, setTriggerValue }) {
      pad.send = (painted) => setStateValue("painted", painted)
      pad.act = (action) => setTriggerValue("action", action)
      pad.show(data)
    },
  }
}, ".pad")
