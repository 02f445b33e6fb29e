import assert from "node:assert/strict"
import { test } from "node:test"
import { cellAt, cellBox, layOut, mapBox } from "../../../cnnviz/ui/components/network_map/layout.js"

/** @import { Column, Layout } from "../../../cnnviz/ui/components/network_map/layout.js" */

const DIGITS = {
  input_shape: [28, 28, 1],
  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  layers: [
    { output_shape: [24, 24, 6], title: "Conv 5×5" },
    { output_shape: [12, 12, 6], title: "Max pool" },
    { output_shape: [864], title: "Flatten" },
    { output_shape: [10], title: "Softmax" },
  ],
}
const COLOURS = { ...DIGITS, input_shape: [32, 32, 3] }

/**
 * All cells of a column's shape.
 * @param {number[]} shape
 * @returns {number[][]}
 */
function positions(shape) {
  return shape.reduce(
    (found, size) => found.flatMap((position) => Array.from({ length: size }, (_, index) => [...position, index])),
    /** @type {number[][]} */ ([[]]),
  )
}

/** @param {Layout} layout */
function assertCellsAreHit(layout) {
  for (const column of layout.columns) {
    for (const position of positions(column.shape)) {
      const { x, y, width, height } = cellBox(column, position)
      for (const [right, down] of [
        [0, 0],
        [width / 2, height / 2],
        [width - 0.01, height - 0.01],
      ]) {
        const hit = cellAt(layout, x + right, y + down)
        assert.equal(`${hit?.k}: ${hit?.position}`, `${column.k}: ${position}`)
      }
    }
  }
}

test("the input and the layers stand from left to right without overlap, maps, blocks and lists", () => {
  const layout = layOut(DIGITS, 1200, 400, 0)
  assert.deepEqual(
    layout.columns.map(({ k, kind }) => [k, kind]),
    [
      [-1, "maps"],
      [0, "maps"],
      [1, "maps"],
      [2, "units"],
      [3, "list"],
    ],
  )
  layout.columns.slice(1).forEach((column, index) => {
    const before = layout.columns[index]
    assert.ok(column.x >= before.x + before.slot)
    assert.ok(before.slot >= before.width)
  })
})

test("every cell is where its box is, of networks that read digits and colours, at every size", () => {
  for (const network of [DIGITS, COLOURS]) {
    for (const [width, zoom] of [
      [1200, 0],
      [360, 0],
      [1200, 2],
      [1200, 5],
    ]) {
      assertCellsAreHit(layOut(network, width, 400, zoom))
    }
  }
})

test("a network that fits is no wider than its room, and a zoomed one has cells of that size", () => {
  assert.ok(layOut(DIGITS, 1200, 400, 0).width <= 1200)
  const zoomed = layOut(DIGITS, 1200, 400, 5)
  const maps = zoomed.columns.filter((column) => column.kind === "maps")
  assert.equal(maps.length, 3)
  for (const column of maps) assert.equal(column.scale, 5)
  assert.equal(mapBox(maps[0]).width, 28 * 5)
})

test("cells are smaller where the browser could not paint the width", () => {
  const free = layOut(DIGITS, 1200, 100, 5)
  const bound = layOut(DIGITS, 1200, 100, 5, free.width - 1)
  assert.ok(bound.width < free.width)
  assert.ok(bound.columns[0].kind === "maps" && bound.columns[0].scale < 5)
})

test("a colour picture stands before its channels, and its pixels are those of the first channel", () => {
  const layout = layOut(COLOURS, 1200, 400, 0)
  const [input] = layout.columns
  assert.ok(input.kind === "maps" && input.lead === 1 && input.tiles === 4)
  const { x, y } = cellBox(input, [3, 4, -1])
  assert.deepEqual(cellAt(layout, x, y), { k: -1, position: [3, 4, 0] })
})

test("there is nothing between the maps, beyond the last and above the first", () => {
  const layout = layOut(DIGITS, 1200, 400, 0)
  const [input, , , flat] = layout.columns
  assert.equal(cellAt(layout, input.x + input.width, 0), undefined)
  assert.equal(cellAt(layout, input.x, -1), undefined)
  assert.equal(cellAt(layout, input.x, mapBox(input).height), undefined)
  assert.equal(cellAt(layout, layout.width + 1, 0), undefined)
  assert.ok(flat.kind === "units")
  assert.equal(cellAt(layout, flat.x, mapBox(flat).height), undefined)
})
