// A matrix of numbers in coloured cells: to read, to pick from, or to type into.

import { cssColour, scaleGradient, textColour } from "../shared/colour.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"

/** A number without needless zeros and with a true minus: 429, 0.3, −12.25. */
export function plainNumber(value, digits = 2) {
  const text = Number(Math.abs(value).toFixed(digits))
  return value < 0 && text ? `−${text}` : `${text}`
}

/**
 * {node, show(values, limit, options), texts(), fill(rows of texts), focus(index)}; a matrix is as its `options` say:
 * kind: "span" to read, "button" to pick, "input" to type. bare: colours alone, without numbers. pads: [top, left, bottom, right] rows and columns of zeros
 * around it, which are not part of it. on: {point(index), pick(index), edit(whether it is no number)}.
 */
export function createMatrix({ rows, cols, label, testid, kind = "span", bare = false, pads = [0, 0, 0, 0], on = {} }) {
  const [top, left, bottom, right] = pads
  const cells = []
  const wide = left + cols + right
  const node = element("div", {
    class: `matrix ${kind}s${bare ? " bare" : ""}`,
    role: kind === "span" ? "img" : "group",
    "aria-label": label,
    "data-testid": testid,
  })
  node.style.setProperty("--cols", wide)
  for (let row = -top; row < rows + bottom; row++) {
    for (let col = -left; col < cols + right; col++) {
      const inside = row >= 0 && col >= 0 && row < rows && col < cols
      const index = cells.length
      node.append(
        inside
          ? cell(index, row, col)
          : element("span", { class: "outside", text: bare ? "" : "0", "aria-hidden": "true" }),
      )
    }
  }

  function cell(index, row, col) {
    const made = element(kind, {
      type: kind === "button" ? "button" : kind === "input" ? "text" : undefined,
      "aria-label": kind === "span" ? undefined : `${label}, row ${row}, column ${col}`,
      maxlength: kind === "input" ? 24 : undefined,
      autocomplete: kind === "input" ? "off" : undefined,
      spellcheck: kind === "input" ? "false" : undefined,
      tabindex: kind === "button" ? -1 : undefined,
      onclick: on.pick && (() => on.pick(index)),
      onpointerenter: on.point && (() => on.point(index)),
      onpointerdown: on.point && (() => on.point(index)),
      oninput: on.edit && (() => on.edit(Number.isNaN(typed(made.value)))),
      onfocus: kind === "input" ? () => made.select() : undefined,
      onkeydown: kind === "input" ? (event) => move(event, row, col) : undefined,
    })
    cells.push(made)
    return made
  }

  /** Up and down go to the cells there; left and right stay in the text. */
  function move(event, row, col) {
    const next = row + ({ ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key] ?? NaN)
    event.stopPropagation()
    if (!(next >= 0 && next < rows)) return
    event.preventDefault()
    cells[next * cols + col].focus()
  }

  /** limit: the end of the colour scale. options: {ink, marked: indices in the frame, later(index): not reached yet, beyond(index): padding, write(value)}. */
  function show(
    values,
    limit,
    { ink = false, marked = [], later = () => false, beyond = () => false, write = plainNumber } = {},
  ) {
    const framed = new Set(marked)
    cells.forEach((one, index) => {
      const value = values[index]
      if (kind === "input") one.setAttribute("aria-invalid", String(typed(one.value) !== value))
      else if (!bare) one.textContent = write(value)
      one.style.background = beyond(index) ? "" : cssColour(value, limit, ink)
      one.style.color = beyond(index) ? "" : textColour(value, limit, ink)
      one.classList.toggle("outside", beyond(index))
      one.classList.toggle("marked", framed.has(index))
      one.classList.toggle("later", later(index))
      if (kind === "button") one.tabIndex = framed.has(index) ? 0 : -1
    })
  }

  /** Frame the zeros of the window too. window: [top, left, bottom, right] in the matrix's rows and columns, ends left out. */
  function frame(window) {
    for (const [place, one] of [...node.children].entries()) {
      const [row, col] = [Math.floor(place / wide) - top, (place % wide) - left]
      const framed = window && row >= window[0] && col >= window[1] && row < window[2] && col < window[3]
      one.classList.toggle("marked", Boolean(framed))
    }
  }

  return {
    node,
    show,
    frame,
    pads,
    focus: (index) => cells[index].focus(),
    texts: () =>
      Array.from({ length: rows }, (_, row) => cells.slice(row * cols, (row + 1) * cols).map((one) => one.value)),
    fill: (texts) =>
      texts.flat().forEach((text, index) => {
        cells[index].value = text
      }),
  }
}

/** The number a text says, as Python reads it; NaN for none. */
export function typed(text) {
  const written = text.trim().replace("−", "-").replace(",", ".")
  return written === "" ? NaN : Number(written)
}

/** Call `act` once nothing has asked for it for a while; patient: for longer, as after a minus that digits will follow. */
export function afterPause(act, pause) {
  let timer
  return (patient = false) => {
    clearTimeout(timer)
    timer = setTimeout(act, patient ? 1000 : pause)
  }
}

/** A colour scale with the numbers at its ends. */
export function scaleLegend(limit, signed, ink = false) {
  return element(
    "div",
    { class: "legend" },
    element("span", { text: signed ? plainNumber(-limit) : "0" }),
    element("i", { style: { background: scaleGradient(signed, ink) } }),
    element("span", { text: plainNumber(limit) }),
  )
}

/** Buttons that save a matrix as a file of numbers and as a picture. */
export function saveButtons(values, shape, limit, ink, name) {
  const numbers = Float64Array.from(values)
  return element(
    "div",
    { class: "save" },
    element("button", {
      type: "button",
      text: "CSV",
      "aria-label": `Save ${name} as numbers`,
      onclick: () => downloadMapCsv(numbers, [...shape, 1], 0, name),
    }),
    element("button", {
      type: "button",
      text: "PNG",
      "aria-label": `Save ${name} as a picture`,
      onclick: () => downloadMapPng(numbers, [...shape, 1], 0, limit, ink, 24, name),
    }),
  )
}
