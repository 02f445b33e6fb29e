import assert from "node:assert/strict"
import { test } from "node:test"
import { cellAt, cellBox, layOut, mapBox } from "../../../cnnviz/ui/components/network_map/layout.js"

/** @import { Column, Layout } from "../../../cnnviz/ui/components/network_map/layout.js" */

const DIGITS = {
  input_shape: [28, 28, 1],
  labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  layers: [
    { output_shape: [24, 24, 6], name: "conv2d" },
    { output_shape: [12, 12, 6], name: "max_pooling2d" },
    { output_shape: [864], name: "flatten" },
    { output_shape: [10], name: "softmax" },
  ],
}
/** Thirty layers of many maps, as of a deep network that reads colours. */
const DEEP = {
  input_shape: [150, 150, 3],
  labels: ["cat", "dog"],
  layers: [
    ...Array.from({ length: 26 }, (_, k) => {
      const side = Math.round(148 / 2 ** Math.floor(k / 5))
      return { output_shape: [side, side, 32 * 2 ** Math.floor(k / 9)], name: `batch_normalization_${k}` }
    }),
    { output_shape: [1152], name: "flatten" },
    { output_shape: [512], name: "dense" },
    { output_shape: [2], name: "dense_1" },
    { output_shape: [2], name: "softmax" },
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

/**
 * @param {Layout} layout
 * @param {number[]} [shares] - How far into a cell, of its side.
 */
function assertCellsAreHit(layout, shares = [0, 0.5, 0.999]) {
  for (const column of layout.columns) {
    for (const position of positions(column.shape)) {
      const { x, y, width, height } = cellBox(column, position)
      for (const share of shares) {
        const hit = cellAt(layout, x + width * share, y + height * share)
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

/**
 * The pixels a cell of every layer of maps.
 * @param {Layout} layout
 */
function scalesOf({ columns }) {
  return columns.flatMap((column) => (column.kind === "maps" ? [column.scale] : []))
}

test("a network that fits is no wider than its room, and a zoomed one has cells that many times as large", () => {
  const fitting = layOut(DIGITS, 1200, 400, 0)
  assert.ok(fitting.width <= 1200 && !fitting.isSqueezed && !fitting.hasOnce)
  assert.equal(scalesOf(fitting).length, 3)
  for (const zoom of [2, 3, 5]) {
    assert.deepEqual(
      scalesOf(layOut(DIGITS, 1200, 400, zoom)),
      scalesOf(fitting).map((scale) => scale * zoom),
    )
  }
})

test("a network of any width fits whole, and larger sizes are larger", () => {
  for (const [width, height] of [
    [1380, 330],
    [1200, 330],
  ]) {
    const sizes = [0, 1, 2, 3, 5].map((zoom) => layOut(DEEP, width, height, zoom))
    const [fitting, once] = sizes
    assert.ok(fitting.width <= width && fitting.isSqueezed)
    for (const column of fitting.columns) {
      assert.ok(column.x >= 0 && column.x + column.slot <= width)
      assert.ok(column.width <= column.slot)
      if (column.kind === "maps") assert.ok(mapBox(column, column.tiles - column.lead - 1).y < height)
    }
    assert.ok(once.width > width && sizes.every(({ hasOnce }) => hasOnce))
    sizes.slice(1).forEach((larger, index) => {
      assert.ok(larger.width > sizes[index].width)
      scalesOf(larger).forEach((scale, k) => assert.ok(scale >= scalesOf(sizes[index])[k]))
    })
  }
})

test("the cells of squeezed layers are where their boxes are, too", () => {
  const layers = Array.from({ length: 30 }, () => ({ output_shape: [9, 9, 60], name: "conv2d" }))
  const layout = layOut({ ...COLOURS, layers }, 800, 100, 0)
  assert.ok(layout.isSqueezed && Math.max(...scalesOf(layout).slice(1)) < 1)
  assertCellsAreHit(layout, [0.5])
})

test("cells are smaller where the browser could not paint the width", () => {
  const free = layOut(DIGITS, 1200, 100, 5)
  const bound = layOut(DIGITS, 1200, 100, 5, free.width - 1)
  assert.ok(bound.width < free.width)
  assert.ok(scalesOf(bound)[0] < scalesOf(free)[0])
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

test("what is covered has no column: the others stand as if it were not there, and no point leads to it", () => {
  const ks = [-1, 0, 1, 2]
  const layout = layOut({ ...DIGITS, ks }, 1200, 400, 0)
  assert.deepEqual(
    layout.columns.map(({ k }) => k),
    ks,
  )
  assertCellsAreHit(layout)
  for (let x = 0; x < 1200; x += 3) assert.notEqual(cellAt(layout, x, 20)?.k, 3)
  assert.deepEqual(layout, layOut({ ...DIGITS, layers: DIGITS.layers.slice(0, 3) }, 1200, 400, 0))
})
