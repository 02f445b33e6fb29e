// A matrix of numbers in coloured cells: to read, to pick from, or to type into.

import { beyondScales, beyondSwatches, cssColour, scaleGradient, textColour } from "../shared/colour.js"
import { downloadMapCsv, downloadMapPng } from "../shared/download.js"
import { element } from "../shared/element.js"
import { equals } from "../shared/format.js"

/** @type {Record<string, number>} */
const DOWN_BY = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }

/**
 * A number without needless zeros and with a true minus: 429, 0.3, −12.25.
 * @param {number} value
 */
export function plainNumber(value, digits = 2) {
  const text = Number(Math.abs(value).toFixed(digits))
  return value < 0 && text ? `−${text}` : `${text}`
}

/**
 * The same as a sum has it: in brackets if it is below zero.
 * @param {number} value
 */
export function bracketed(value, digits = 4) {
  return value < 0 ? `(${plainNumber(value, digits)})` : plainNumber(value, digits)
}

/**
 * The sign between a sum of products and its value: "=" where they add up as they are written.
 * @param {number[]} firsts
 * @param {number[]} seconds
 * @param {number} value
 * @returns {"=" | "≈"}
 */
export function productsSign(firsts, seconds, value) {
  const texts = [...firsts, ...seconds].map((factor) => plainNumber(factor, 4))
  const sum = (/** @type {number[]} */ ...all) => firsts.reduce((so, _, k) => so + all[k] * all[firsts.length + k], 0)
  return equals(plainNumber(value, 4), sum, ...texts)
}

/**
 * How a matrix is made.
 * @typedef {object} MatrixOptions
 * @property {number} rows
 * @property {number} cols
 * @property {string} label
 * @property {string} [testid]
 * @property {"span" | "button" | "input"} [kind] - To read, to pick from, or to type into.
 * @property {boolean} [bare] - Colours alone, without numbers.
 * @property {Sides} [pads] - Rows and columns of zeros around it, which are not part of it.
 * @property {MatrixListeners} [on]
 */

/** @typedef {[top: number, left: number, bottom: number, right: number]} Sides */

/**
 * What hears of a matrix.
 * @typedef {object} MatrixListeners
 * @property {(index: number) => void} [point] - The pointer is on a cell.
 * @property {(index: number) => void} [pick] - A button was pressed.
 * @property {(isNoNumber: boolean) => void} [edit] - Something was typed.
 */

/**
 * How the cells of a matrix look.
 * @typedef {object} MatrixLook
 * @property {boolean} [ink] - White ink on black.
 * @property {number[]} [marked] - The indices of the cells in the frame.
 * @property {(index: number) => boolean} [later] - Whether a cell is not reached yet.
 * @property {boolean} [blank] - Empty cells: the numbers are asked for, and the one in the frame is the answer.
 * @property {(index: number) => boolean} [beyond] - Whether a cell is padding.
 * @property {(value: number) => string} [write]
 */

/** @typedef {ReturnType<typeof createMatrix>} Matrix */

/**
 * A matrix of numbers.
 * @param {MatrixOptions} options
 */
export function createMatrix({ rows, cols, label, testid, kind = "span", bare = false, pads = [0, 0, 0, 0], on = {} }) {
  const [top, left, bottom, right] = pads
  /** @type {HTMLElement[]} */
  const cells = []
  const wide = left + cols + right
  const node = element("div", {
    class: `matrix ${kind}s${bare ? " bare" : ""}`,
    role: kind === "span" ? "img" : "group",
    "aria-label": label,
    "data-testid": testid,
  })
  node.style.setProperty("--cols", `${wide}`)
  for (let row = -top; row < rows + bottom; row++) {
    for (let col = -left; col < cols + right; col++) {
      const inside = row >= 0 && col >= 0 && row < rows && col < cols
      const index = cells.length
      node.append(
        inside
          ? createCell(index, row, col)
          : element("span", { class: "outside", text: bare ? "" : "0", "aria-hidden": "true" }),
      )
    }
  }

  /**
   * @param {number} index
   * @param {number} row
   * @param {number} col
   */
  function createCell(index, row, col) {
    const { point, pick } = on
    const made = element(kind, {
      type: kind === "button" ? "button" : kind === "input" ? "text" : undefined,
      "aria-label": kind === "span" ? undefined : `${label}, row ${row}, column ${col}`,
      maxlength: kind === "input" ? 24 : undefined,
      autocomplete: kind === "input" ? "off" : undefined,
      spellcheck: kind === "input" ? "false" : undefined,
      tabindex: kind === "button" ? -1 : undefined,
      onclick: pick && (() => pick(index)),
      onpointerenter: point && (() => point(index)),
      onpointerdown: point && (() => point(index)),
    })
    if (made instanceof HTMLInputElement) {
      made.oninput = () => on.edit?.(Number.isNaN(typed(made.value)))
      made.onfocus = () => made.select()
      made.onkeydown = (event) => move(event, row, col)
    }
    cells.push(made)
    return made
  }

  /**
   * Up and down go to the cells there; left and right stay in the text.
   * @param {KeyboardEvent} event
   * @param {number} row
   * @param {number} col
   */
  function move(event, row, col) {
    const next = row + (DOWN_BY[event.key] ?? NaN)
    event.stopPropagation()
    if (!(next >= 0 && next < rows)) return
    event.preventDefault()
    cells[next * cols + col].focus()
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {number} limit - The end of the colour scale.
   * @param {MatrixLook} [look]
   */
  function show(
    values,
    limit,
    { ink = false, marked = [], later = () => false, beyond = () => false, blank = false, write = plainNumber } = {},
  ) {
    const framed = new Set(marked)
    cells.forEach((cell, index) => {
      const value = values[index]
      if (cell instanceof HTMLInputElement) cell.setAttribute("aria-invalid", String(typed(cell.value) !== value))
      else if (!bare) cell.textContent = blank ? "" : write(value)
      cell.style.background = blank || beyond(index) ? "" : cssColour(value, limit, ink)
      cell.style.color = blank || beyond(index) ? "" : textColour(value, limit, ink)
      cell.classList.toggle("outside", beyond(index))
      cell.classList.toggle("marked", framed.has(index))
      cell.classList.toggle("later", later(index))
      if (kind !== "button") return
      cell.tabIndex = framed.has(index) || (!framed.size && !index) ? 0 : -1
      cell.ariaPressed = blank ? String(framed.has(index)) : null
    })
  }

  /**
   * Frame a window with its zeros, or nothing.
   * @param {Sides} [window] - In the matrix's rows and columns, ends left out.
   */
  function frame(window) {
    for (const [index, child] of [...node.children].entries()) {
      const [row, col] = [Math.floor(index / wide) - top, (index % wide) - left]
      const isFramed = window && row >= window[0] && col >= window[1] && row < window[2] && col < window[3]
      child.classList.toggle("marked", Boolean(isFramed))
    }
  }

  const fields = () => cells.filter((cell) => cell instanceof HTMLInputElement)

  return {
    node,
    show,
    frame,
    pads,
    /** @param {number} index */
    focus: (index) => cells[index].focus(),
    /** What the fields say, row by row. */
    texts() {
      const texts = fields().map((field) => field.value)
      return Array.from({ length: rows }, (_, row) => texts.slice(row * cols, (row + 1) * cols))
    },
    /** @param {readonly (readonly string[])[]} texts - What the fields are to say. */
    fill(texts) {
      const flat = texts.flat()
      fields().forEach((field, index) => (field.value = flat[index] ?? ""))
    },
  }
}

/**
 * The number a text says, as Python reads it; NaN for none.
 * @param {string} text
 */
export function typed(text) {
  const written = text.trim().replace("−", "-").replace(",", ".")
  return written === "" ? NaN : Number(written)
}

/**
 * A colour scale with the numbers at its ends, and the colours of what it does not reach.
 * @param {number} limit
 * @param {boolean} signed - Whether it begins at -limit, not at 0.
 * @param {ArrayLike<number>[]} shown - The values that are shown by it.
 * @param {{ink?: boolean}} [look]
 */
export function scaleLegend(limit, signed, shown, { ink = false } = {}) {
  return element(
    "div",
    { class: "legend" },
    element("span", { text: signed ? plainNumber(-limit) : "0" }),
    element("i", { style: { background: scaleGradient(signed, ink) } }),
    element("span", { text: plainNumber(limit) }),
    ...beyondSwatches(beyondScales(...shown)),
  )
}

/**
 * Buttons that save a matrix as a file of numbers and as a picture.
 * @param {ArrayLike<number>} values - Flat.
 * @param {readonly number[]} shape - [rows, cols].
 * @param {number} limit - The end of the colour scale.
 * @param {boolean} ink - White ink on black.
 * @param {string} name - Of the files, without an ending.
 */
export function saveButtons(values, [rows, cols], limit, ink, name) {
  const numbers = Float64Array.from(values)
  return element(
    "div",
    { class: "save" },
    element("button", {
      type: "button",
      text: "CSV",
      "aria-label": `CSV: save ${name} as numbers`,
      onclick: () => downloadMapCsv(numbers, [rows, cols, 1], 0, name),
    }),
    element("button", {
      type: "button",
      text: "PNG",
      "aria-label": `PNG: save ${name} as a picture`,
      onclick: () => downloadMapPng(numbers, [rows, cols, 1], 0, limit, ink, 24, name),
    }),
  )
}
