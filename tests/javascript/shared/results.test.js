import assert from "node:assert/strict"
import test from "node:test"
import { clickedIn, gridFor } from "../../../cnnviz/ui/components/shared/results_cells.js"
import {
  columnsOf,
  columnWords,
  givenIn,
  niceStep,
  numberIn,
  numberWords,
  placeOf,
  snapped,
  truthIn,
} from "../../../cnnviz/ui/components/shared/results_numbers.js"
import {
  addressWords,
  answeredWords,
  cellsIn,
  cellWords,
  changeWords,
  countWords,
  fewRows,
  isSaid,
  rowsOf,
} from "../../../cnnviz/ui/components/shared/results_words.js"
import { strokesOf } from "../../../cnnviz/ui/components/shared/strokes_text.js"

const bar = (/** @type {string} */ text, count = 1, /** @type {boolean | null} */ right = false) => ({
  text,
  right,
  belief: null,
  count,
})
const round = (/** @type {ReturnType<typeof bar>[]} */ ...tally) => ({
  round: 1,
  answered: tally.length,
  tally,
  wall: [],
  texts: [],
})

test("rows keep the order of the options, whatever was answered most, and have what nobody chose", () => {
  const rounds = [round(bar("five", 9, true), bar("other", 1)), round(bar("never", 7), bar("five", 3, true))]
  const rows = rowsOf({ rounds, options: ["never", { text: "two" }, "five"] })
  assert.deepEqual(
    rows.map(({ text, counts }) => [text, ...counts]),
    [
      ["never", 0, 7],
      ["two", 0, 0],
      ["five", 9, 3],
      ["other", 1, 0],
    ],
  )
  assert.equal(rows[2].right, true)
})

test("rows without options stand by their size, or by their letters", () => {
  const texts = (/** @type {string[]} */ ...given) =>
    rowsOf({ rounds: [round(...given.map((text) => bar(text)))] }).map(({ text }) => text)
  assert.deepEqual(texts("10", "9", "-1"), ["-1", "9", "10"])
  assert.deepEqual(texts("shirt", "bag"), ["bag", "shirt"])
})

test("of very many answers the rare ones share a bar, but never the right one", () => {
  const rows = rowsOf({ rounds: [round(...Array.from({ length: 30 }, (_, k) => bar(`${k}`, 30 - k, k === 29)))] })
  const few = fewRows(rows, 5)
  assert.deepEqual(
    few.map(({ text }) => text),
    ["0", "1", "2", "29", "others"],
  )
  assert.equal(few[4].rest, 26)
  assert.equal(
    few.reduce((total, { counts }) => total + counts[0], 0),
    (30 * 31) / 2,
  )
})

test("counts in words", () => {
  assert.equal(countWords(12, 34), "12 · 35 %")
  assert.equal(countWords(0, 0), "0")
  assert.equal(changeWords([10, 8]), "−2")
  assert.equal(changeWords([8, 10]), "+2")
  assert.equal(changeWords([8, 8]), "±0")
  assert.equal(changeWords([8]), "")
  assert.equal(answeredWords([{ round: 1, answered: 1 }]), "1 answer")
  assert.equal(
    answeredWords([
      { round: 1, answered: 34 },
      { round: 2, answered: 36 },
    ]),
    "34 alone, 36 after talking",
  )
  assert.equal(cellWords("3-1"), "row 3, column 1")
})

test("what is right is said with a truth, or where it is said so", () => {
  assert.equal(isSaid({ truth: "" }), false)
  assert.equal(isSaid({ truth: "4" }), true)
  assert.equal(isSaid({ truth: "", revealed: true }), true)
})

test("addresses in words", () => {
  const sample = "draw?source=Samples&sample=3&network=mnist_cnn"
  assert.equal(addressWords(sample), "Draw & see: picture 3, network mnist_cnn")
  assert.equal(addressWords("./"), "Draw & see")
  assert.equal(addressWords("what_if?label=3"), "What if: label 3")
})

test("an image of X or O is read as Python writes it", () => {
  // The example of cnnviz/labs/x_or_o_images.py: an X, whose ends are one cell from the corners.
  const cells = cellsIn("000411105010141110400")
  const rows = Array.from({ length: 9 }, (_, row) =>
    cells
      ?.slice(9 * row, 9 * row + 9)
      .map(Number)
      .join(""),
  )
  assert.deepEqual(rows, [
    "000000000",
    "010000010",
    "001000100",
    "000101000",
    "000010000",
    "000101000",
    "001000100",
    "010000010",
    "000000000",
  ])
  assert.equal(cellsIn("an X"), undefined)
  assert.equal(cellsIn(""), undefined)
})

test("numbers as they are typed", () => {
  assert.equal(numberIn("4,25"), 4.25)
  assert.equal(numberIn(" −3 "), -3)
  assert.equal(numberIn("7.5 %", true), 0.075)
  assert.equal(numberIn("85", true), 0.85)
  assert.equal(numberIn("0.85", true), 0.85)
  assert.equal(numberIn("3 pixels"), 3)
  assert.equal(numberIn("1 176"), 1176)
  assert.equal(numberIn("none"), undefined)
  assert.equal(numberIn(""), undefined)
})

test("a judged share is one, however large it is; one that was not judged is as it was typed", () => {
  const rounds = [round(bar("1.2", 1, false), bar("85", 2, null), bar("what?", 1, null))]
  assert.deepEqual(givenIn({ rounds, unit: "%" }), [
    { value: 1.2, index: 0, count: 1 },
    { value: 0.85, index: 0, count: 2 },
  ])
})

test("few different numbers have a column each, and the computed one has its own", () => {
  const given = [
    { value: 5, index: 0, count: 3 },
    { value: 3, index: 0, count: 1 },
    { value: 5, index: 1, count: 2 },
  ]
  const columns = columnsOf(given, 2, 4)
  assert.deepEqual(
    columns.columns.map(({ from, counts }) => [from, ...counts]),
    [
      [3, 1, 0],
      [4, 0, 0],
      [5, 3, 2],
    ],
  )
  assert.equal(placeOf(columns, 4), 0.5)
  assert.equal(columnsOf(given, 2, null).columns.length, 2)
})

test("what is the computed number but for decimals that nobody asked for stands in its place", () => {
  const results = { truth: "74.1 %", value: 74.06, unit: "%", decimals: 1 }
  assert.equal(truthIn(results), 0.741)
  assert.equal(truthIn({ ...results, truth: "" }), null)
  const given = [0.74, 0.741, 0.7406, 0.7412, 0.745].map((value) => ({ value, index: 0, count: 1 }))
  assert.deepEqual(
    snapped(given, 0.741, results).map(({ value }) => value),
    [0.74, 0.741, 0.741, 0.7412, 0.745],
  )
})

test("many different numbers are put into ranges: none is lost, and those far away do not flatten the rest", () => {
  const given = Array.from({ length: 60 }, (_, k) => ({ value: k / 3, index: 0, count: 1 }))
  given.push({ value: 1e9, index: 0, count: 2 }, { value: -1e9, index: 0, count: 1 })
  const columns = columnsOf(given, 1, 7.25)
  const all = columns.columns
  assert.equal(
    all.reduce((total, { counts }) => total + counts[0], 0),
    63,
  )
  assert.equal(all[0].from, -Infinity)
  assert.equal(all[all.length - 1].to, Infinity)
  assert.ok(all.length >= 6 && all.length <= 20, `${all.length} columns`)
  assert.equal(columnWords(all[0], columns), `below ${numberWords(all[0].to)}`)
  const place = placeOf(columns, 7.25)
  const index = all.findIndex(({ from, to }) => 7.25 >= from && 7.25 < to)
  assert.ok(place > index / all.length && place < (index + 1) / all.length)
})

test("ranges reach as far as the computed value", () => {
  const given = Array.from({ length: 20 }, (_, k) => ({ value: k, index: 0, count: 1 }))
  const { columns } = columnsOf(given, 1, 50)
  assert.ok(columns.some(({ from, to }) => 50 >= from && 50 < to && to < Infinity))
})

test("ranges of whole numbers begin at whole numbers and say what they hold", () => {
  const columns = columnsOf(
    Array.from({ length: 40 }, (_, k) => ({ value: k, index: 0, count: 1 })),
    1,
    null,
  )
  assert.ok(columns.columns.every(({ from }) => Number.isInteger(from)))
  assert.equal(columnWords(columns.columns[0], columns), "0 to 4")
})

test("steps are nice", () => {
  assert.deepEqual([0.7, 1, 3, 12, 0.021].map(niceStep), [1, 1, 5, 20, 0.05])
})

test("numbers as they are shown", () => {
  assert.equal(numberWords(-3), "−3")
  assert.equal(numberWords(0.872, { unit: "%", decimals: 1 }), "87.2 %")
  assert.equal(numberWords(4.25, { unit: "pixels" }), "4.25")
})

test("clicks are counted by cell, most often first, and a grid holds them", () => {
  const tally = [bar("0-1", 2), bar("3-9", 5), bar("nowhere", 1)]
  assert.deepEqual(
    clickedIn(tally).map(({ row, col, count }) => [row, col, count]),
    [
      [3, 9, 5],
      [0, 1, 2],
    ],
  )
  assert.deepEqual(gridFor([round(...tally)]), { rows: 4, cols: 10 })
})

test("strokes are read as Python writes them", () => {
  // The example of cnnviz/pictures/strokes_text.py.
  assert.deepEqual(strokesOf("Q_F8_CMfqb_Dc"), [{ width: 16, points: [140, 20, 140, 25.5, 138, 60] }])
  assert.equal(strokesOf(""), undefined)
  assert.equal(strokesOf("Q"), undefined)
  assert.equal(strokesOf("Qff"), undefined)
  assert.equal(strokesOf("Q_F8_C!"), undefined)
})
