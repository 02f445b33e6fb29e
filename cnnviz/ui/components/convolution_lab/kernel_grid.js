// The kernel as a grid of cells to type in.

import { cssColour, largest, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { brief, isBeginning, readNumber, selectWhole } from "./numbers.js"

const GRID_WIDTH = 320

/**
 * What hears of a kernel's cells; `key` is the cell's, and no sentence takes back what was wrong with it.
 * @typedef {object} KernelListeners
 * @property {(row: number, col: number, value: number) => void} edit
 * @property {(key: string, sentence?: string) => void} problem
 */

/**
 * show(kernel) puts a kernel in the cells; paint() colours them again, typed text stays.
 * @param {KernelListeners} on
 * @param {number} largestNumber - The largest size that a weight may have.
 */
export function createKernelGrid(on, largestNumber) {
  const node = element("div", {
    class: "kernel-grid",
    role: "group",
    "aria-label": "The kernel: arrow keys go from number to number",
  })
  /** @type {HTMLInputElement[][]} */
  let cells = []
  /** @type {number[][]} */
  let kernel = []

  /** @param {number[][]} next */
  function show(next) {
    kernel = next
    const cols = kernel[0].length
    const size = Math.min(Math.floor(GRID_WIDTH / Math.max(cols, 3)) - 4, 64)
    Object.assign(node.style, {
      gridTemplateColumns: `repeat(${cols}, ${size}px)`,
      fontSize: cols > 5 ? "14px" : "17px",
    })
    cells.forEach((line, row) => line.forEach((_, col) => on.problem(placeOf(row, col))))
    cells = kernel.map((weights, row) => weights.map((_, col) => createCell(row, col)))
    node.replaceChildren(...cells.flat())
    paint()
  }

  /**
   * @param {number} row
   * @param {number} col
   */
  function createCell(row, col) {
    const place = placeOf(row, col)
    const cell = element("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": `Kernel, ${place}`,
      "data-testid": "kernel-cell",
      "data-place": place,
    })
    cell.value = written(row, col)
    cell.onfocus = () => {
      // All digits are there to be changed; at rest only some of them fit.
      if (!cell.hasAttribute("aria-invalid")) cell.value = `${kernel[row][col]}`
      selectWhole(cell)
    }
    cell.oninput = () => take(cell, row, col, false)
    cell.onblur = () => {
      if (take(cell, row, col, true)) cell.value = written(row, col)
    }
    cell.onkeydown = (event) => key(event, cell, row, col)
    return cell
  }

  /**
   * Whether what is typed is a number; then the kernel has it.
   * @param {HTMLInputElement} cell
   * @param {number} row
   * @param {number} col
   * @param {boolean} done - Whether the visitor has finished typing.
   */
  function take(cell, row, col, done) {
    const { value, problem } = readNumber(cell.value, largestNumber)
    if (problem && !done && isBeginning(cell.value)) return false
    const place = placeOf(row, col)
    cell.toggleAttribute("aria-invalid", Boolean(problem))
    on.problem(place, problem && `The kernel's ${place}: ${problem}`)
    if (value === undefined) return false
    if (value !== kernel[row][col]) on.edit(row, col, value)
    return true
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLInputElement} cell
   * @param {number} row
   * @param {number} col
   */
  function key(event, cell, row, col) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === "Enter") {
      const isLast = row + 1 === cells.length
      focus(isLast ? 0 : row + 1, isLast ? (col + 1) % cells[0].length : col)
    } else if (event.key === "Escape") {
      cell.value = `${kernel[row][col]}`
      take(cell, row, col, true)
      cell.select()
    }
    const step = ARROW_STEPS[event.key]
    if (!step || !leaves(event.key, cell)) return
    event.preventDefault()
    focus(row + step[0], col + step[1])
  }

  /**
   * @param {number} row
   * @param {number} col
   */
  const focus = (row, col) => cells[row]?.[col]?.focus()
  /**
   * @param {number} row
   * @param {number} col
   */
  const written = (row, col) => brief(kernel[row][col], kernel[0].length > 5 ? 2 : 3)

  function paint() {
    const limit = largest(kernel.flat())
    cells.forEach((line, row) =>
      line.forEach((cell, col) => {
        cell.style.background = cssColour(kernel[row][col], limit)
        cell.style.color = textColour(kernel[row][col], limit)
        cell.style.caretColor = cell.style.color
      }),
    )
  }

  return { node, show, paint }
}

/**
 * How a cell is called.
 * @param {number} row
 * @param {number} col
 */
function placeOf(row, col) {
  return `row ${row}, column ${col}`
}

/**
 * Whether an arrow key leaves a cell; within a number it moves the caret.
 * @param {string} key
 * @param {HTMLInputElement} cell
 */
function leaves(key, { selectionStart: start, selectionEnd: end, value: { length } }) {
  if (start === 0 && end === length) return true
  return key === "ArrowLeft" ? end === 0 : key === "ArrowRight" ? start === length : true
}

/**
 * The kernel with other sides: its middle stays in the middle, new cells are 0.
 * @param {number[][]} kernel
 * @param {number} rows
 * @param {number} cols
 */
export function resized(kernel, rows, cols) {
  const [down, right] = [Math.floor((rows - kernel.length) / 2), Math.floor((cols - kernel[0].length) / 2)]
  const line = (/** @type {number} */ row) =>
    Array.from({ length: cols }, (_, col) => kernel[row - down]?.[col - right] ?? 0)
  return Array.from({ length: rows }, (_, row) => line(row))
}
