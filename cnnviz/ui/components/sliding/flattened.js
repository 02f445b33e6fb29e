// A picture as its matrix of numbers, and the same numbers in one row.

import { createMatrix } from "../matrix/matrix.js"
import { mount } from "../shared/mount.js"
import { createStrip } from "./flat.js"

export default mount((root, data) => new Flattened(root, data), ".sliding")

class Flattened {
  constructor(root, { picture }) {
    const [rows, cols] = [picture.length, picture[0].length]
    const values = picture.flat()
    const find = (name) => root.querySelector(name)
    const matrix = createMatrix({
      rows,
      cols,
      label: "The picture of a 4 as a matrix: arrow keys go from number to number",
      testid: "flattened-matrix",
      on: { point: (index) => mark(index) },
    })
    const strip = createStrip(values.length, `The same ${values.length} numbers in one row`)
    let at
    function mark(index) {
      at = index
      matrix.show(values, 255, { ink: true, marked: [index] })
      strip.mark(index)
      find(".sum").textContent =
        `Row ${Math.floor(index / cols)}, column ${index % cols} holds ${values[index]}. In the one row it is number ${index + 1} of ${values.length}` +
        (index >= cols ? `; the number above it, its neighbour in the picture, is ${cols} places before it.` : ".")
    }
    strip.node.onpointermove = strip.node.onpointerdown = (event) => mark(strip.indexAt(event))
    matrix.node.tabIndex = 0
    matrix.node.onkeydown = (event) => {
      const next = at + { ArrowRight: 1, ArrowLeft: -1, ArrowDown: cols, ArrowUp: -cols }[event.key]
      if (!(next >= 0 && next < values.length)) return
      event.preventDefault()
      mark(next)
    }
    find(".matrix-place").replaceChildren(matrix.node)
    find(".strip-place").replaceChildren(strip.node)
    this.showStrip = () => strip.show(values, 255, true, root.clientWidth)
    // The heaviest number that has another above it.
    mark(values.indexOf(255, 8 * cols))
  }

  listen({ onWidth }) {
    onWidth(this.showStrip)
  }

  update() {
    this.showStrip()
  }
}
