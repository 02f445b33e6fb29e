import assert from "node:assert/strict"
import { test } from "node:test"

import { cellFault, cellIn } from "../../../cnnviz/ui/components/lesson_panel/cell.js"
import { draftOf, forgetDrafts } from "../../../cnnviz/ui/components/lesson_panel/drafts.js"
import { moveOver, orderIn } from "../../../cnnviz/ui/components/lesson_panel/order.js"

const SIZE = { rows: 4, cols: 6 }

test("a text is a cell where the map has one there", () => {
  assert.deepEqual(cellIn("3-5", SIZE), [3, 5])
  for (const text of ["", "-", "3-", "-5", "4-0", "0-6", "1.5-0", "-1-0", "1-2-3"]) {
    assert.equal(cellIn(text, SIZE), undefined, text)
  }
})

test("a row or column that is not there is named, an empty field is not", () => {
  assert.equal(cellFault("", "", SIZE), "")
  assert.equal(cellFault("3", "5", SIZE), "")
  assert.equal(cellFault("4", "", SIZE), "Rows go from 0 to 3.")
  assert.equal(cellFault("0", "6", SIZE), "Columns go from 0 to 5.")
  assert.equal(cellFault("?", "", SIZE), "Rows go from 0 to 3.")
  assert.equal(cellFault("", "-1", SIZE), "Columns go from 0 to 5.")
})

test("a text is an order where it names every item once", () => {
  assert.deepEqual(orderIn("2-0-1", 3), [2, 0, 1])
  for (const text of ["", "0-1", "0-1-1", "0-1-3", "a-b-c"]) assert.deepEqual(orderIn(text, 3), [0, 1, 2], text)
})

/**
 * Items below each other without gaps.
 * @param {number[]} heights
 */
function stacked(...heights) {
  let top = 0
  return heights.map((height) => ({ top, height, bottom: (top += height) }))
}

test("an item that is dragged passes a neighbour once the pointer is over it", () => {
  const boxes = stacked(40, 40, 40)
  assert.equal(moveOver(60, boxes, 1), 0)
  assert.equal(moveOver(39, boxes, 1), -1)
  assert.equal(moveOver(81, boxes, 1), 1)
  assert.equal(moveOver(-50, boxes, 0), 0)
  assert.equal(moveOver(500, boxes, 2), 0)
})

test("items of other heights do not swap to and fro", () => {
  for (const [own, other] of [
    [40, 90],
    [90, 40],
  ]) {
    for (let y = 0; y < own + other; y += 1) {
      // Below the other one, and then, once it has passed it, above.
      const up = moveOver(y, stacked(other, own), 1)
      if (up) assert.equal(moveOver(y, stacked(own, other), 0), 0, `${own} and ${other} at ${y}`)
    }
  }
})

test("what was typed is kept until the lesson begins again", () => {
  draftOf("a 1").typed = "24|"
  assert.equal(draftOf("a 1").typed, "24|")
  assert.deepEqual(draftOf("a 2"), { typed: "", sure: 0 })
  forgetDrafts()
  assert.equal(draftOf("a 1").typed, "")
})
