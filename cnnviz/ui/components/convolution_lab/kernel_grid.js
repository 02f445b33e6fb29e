// The kernel as a grid of cells to type in.

import { cssColour, largest, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { brief, isBeginning, readNumber, selectWhole } from "./numbers.js"

const GRID_WIDTH = 320
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/**
 * on: {edit(row, col, value), problem(key, sentence or undefined)}; `largest` is the largest number in size.
 * show(kernel) puts a kernel in the cells; paint() colours them again, typed text stays.
 */
export function createKernelGrid(on, largestNumber) {
  const node = element("div", {
    class: "kernel-grid",
    role: "group",
    "aria-label": "The kernel: arrow keys go from number to number",
  })
  let cells = [],
    kernel = []

  function show(next) {
    kernel = next
    const cols = kernel[0].length
    const size = Math.min(Math.floor(GRID_WIDTH / Math.max(cols, 3)) - 4, 64)
    Object.assign(node.style, {
      gridTemplateColumns: `repeat(${cols}, ${size}px)`,
      fontSize: cols > 5 ? "14px" : "17px",
    })
    for (const cell of cells.flat()) on.problem(cell.dataset.place, undefined)
    cells = kernel.map((weights, row) => weights.map((_, col) => createCell(row, col)))
    node.replaceChildren(...cells.flat())
    paint()
  }

  function createCell(row, col) {
    const place = `row ${row}, column ${col}`
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
    cell.onblur = () => take(cell, row, col, true) && (cell.value = written(row, col))
    cell.onkeydown = (event) => key(event, cell, row, col)
    return cell
  }

  /** Whether what is typed is a number; then the kernel has it. done: whether the visitor has finished typing. */
  function take(cell, row, col, done) {
    const { value, problem } = readNumber(cell.value, largestNumber)
    if (problem && !done && isBeginning(cell.value)) return false
    cell.toggleAttribute("aria-invalid", Boolean(problem))
    on.problem(cell.dataset.place, problem && `The kernel's ${cell.dataset.place}: ${problem}`)
    if (problem) return false
    if (value !== kernel[row][col]) on.edit(row, col, value)
    return true
  }

  function key(event, cell, row, col) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === "Enter")
      {return go(row + 1 < cells.length ? row + 1 : 0, row + 1 < cells.length ? col : (col + 1) % cells[0].length)}
    if (event.key === "Escape") {
      cell.value = `${kernel[row][col]}`
      take(cell, row, col, true)
      return cell.select()
    }
    const step = STEPS[event.key]
    if (!step) return
    const [start, end, length] = [cell.selectionStart, cell.selectionEnd, cell.value.length]
    const isWhole = start === 0 && end === length
    // Within a number the arrows move the caret.
    if (event.key === "ArrowLeft" && !isWhole && end > 0) return
    if (event.key === "ArrowRight" && !isWhole && start < length) return
    event.preventDefault()
    go(row + step[0], col + step[1])
  }

  const go = (row, col) => cells[row]?.[col]?.focus()
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

/** The kernel with other sides: its middle stays in the middle, new cells are 0. */
export function resized(kernel, rows, cols) {
  const [down, right] = [Math.floor((rows - kernel.length) / 2), Math.floor((cols - kernel[0].length) / 2)]
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: cols }, (_, col) => kernel[row - down]?.[col - right] ?? 0),
  )
}
