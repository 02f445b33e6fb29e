// A picture as its matrix of numbers, and the same numbers in one row.

import { createMatrix } from "../matrix/matrix.js"
import { find } from "../shared/find.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"
import { createStrip } from "./flat.js"

/** @import { Ears } from "../shared/mount.js" */

/** @typedef {{picture: number[][]}} Data - From 0 to 255. */

export default mount((root, data) => new Flattened(root, data), ".sliding")

class Flattened {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, { picture }) {
    const [rows, cols] = [picture.length, picture[0].length]
    const values = picture.flat()
    const words = find(root, ".sum", HTMLElement)
    const matrix = createMatrix({
      rows,
      cols,
      label: "The picture of a 4 as a matrix: arrow keys go from number to number",
      testid: "flattened-matrix",
      on: { point: mark },
    })
    const strip = createStrip(values.length, `The same ${values.length} numbers in one row`)
    let at = 0
    /** @param {number} index */
    function mark(index) {
      at = index
      matrix.show(values, 255, { ink: true, marked: [index] })
      strip.mark(index)
      words.textContent =
        `Row ${Math.floor(index / cols)}, column ${index % cols} holds ${values[index]}. In the one row it is number ${index + 1} of ${values.length}` +
        (index >= cols ? `; the number above it, its neighbour in the picture, is ${cols} places before it.` : ".")
    }
    strip.node.onpointermove = strip.node.onpointerdown = (event) => mark(strip.indexAt(event))
    matrix.node.tabIndex = 0
    matrix.node.setAttribute("role", "application")
    matrix.node.onkeydown = (event) => {
      const step = ARROW_STEPS[event.key]
      const next = step && at + step[0] * cols + step[1]
      if (next === undefined || next < 0 || next >= values.length) return
      event.preventDefault()
      mark(next)
    }
    find(root, ".matrix-place", HTMLElement).replaceChildren(matrix.node)
    find(root, ".strip-place", HTMLElement).replaceChildren(strip.node)
    this.showStrip = () => strip.show(values, 255, true, root.clientWidth)
    // The heaviest number that has another above it.
    mark(values.indexOf(255, 8 * cols))
  }

  /** @param {Ears} ears */
  listen({ onWidth }) {
    onWidth(this.showStrip)
  }

  update() {
    this.showStrip()
  }
}
