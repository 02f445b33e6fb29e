// The maps of the layers that feed a layer where branches meet.

import { element } from "../shared/element.js"
import { fedBy, sourceNames } from "../shared/graph.js"
import { gridOf, legend } from "./grid.js"
import { mapView } from "./map_view.js"
import { fitCell, pane } from "./panes.js"
import { fixedLimit, isInk, stepLayer, stepOutput } from "./steps.js"

/**
 * @import { Layer, Position, Terms } from "../shared/types.js"
 * @import { Stage } from "./panes.js"
 */

/** CSS pixels: between the maps, and for what stands above and below each. */
const GAP = 12
const CAPTION = 58

/**
 * The maps of one channel that branches bring, each below a button that leads to it: the cells that take part are framed,
 * and the branch that the way back follows is marked.
 * @template {Layer} L
 * @template {Terms} T
 * @param {Stage<L, T>} stage
 * @param {object} what
 * @param {number[]} what.branches - Which of them.
 * @param {number} [what.channel] - The stage's unless it is given.
 * @param {boolean} [what.share] - Whether they are on one colour scale.
 * @returns {{node: HTMLElement, show: (places: Position[], followed: number) => void}} show frames a place on each of
 *   the maps; of all branches one is followed, unless the visitor has chosen another.
 */
export function branchMaps(stage, { branches, channel = stage.position[2], share = false }) {
  const { reading, k, layer, goTo, narrow, mapWidth, mapHeight, middleWidth, scheme } = stage
  const sources = fedBy(layer, k)
  const names = sourceNames(reading.network, k)
  const gridOn = (/** @type {number} */ branch, limit = fixedLimit(reading, sources[branch])) => {
    const { output_shape: shape } = stepLayer(reading, sources[branch])
    return gridOf(shape, stepOutput(reading, sources[branch]), Math.min(channel ?? 0, (shape[2] ?? 1) - 1), limit)
  }
  let grids = branches.map((branch) => gridOn(branch))
  const most = Math.max(...grids.map(({ limit }) => limit))
  if (share) grids = branches.map((branch) => gridOn(branch, most))
  const { width, height } =
    narrow && branches.length > 1
      ? roomFor(grids, middleWidth, mapHeight + CAPTION)
      : roomFor(grids, mapWidth, mapHeight + (narrow ? CAPTION : 0))
  const maps = branches.map((branch, index) => {
    const [source, grid] = [sources[branch], grids[index]]
    const ink = isInk(reading, source)
    const view = mapView({
      grid,
      cellSize: fitCell(grid.cols, grid.rows, width, height),
      ink,
      scheme,
      attributes: { role: "img", "aria-label": `What ${names[branch]} brings` },
    })
    /** @type {Position} */
    let place = []
    const button = element("button", {
      type: "button",
      class: "branch",
      "data-testid": "stepper-branch",
      title: `Go to this cell of ${names[branch]}`,
      text: `◀ ${names[branch]}`,
      style: { maxWidth: `${Math.max(width, 90)}px` },
      onclick: () => goTo(source, place),
    })
    const node = element(
      "figure",
      { class: "piece" },
      button,
      view.canvas,
      legend(grid, stepLayer(reading, source).signed, ink),
    )
    const show = (/** @type {Position} */ next, /** @type {number} */ followed) => {
      place = next
      const cell = grid.cellOf(next)
      const [row, col] = [Math.floor(cell / grid.cols), cell % grid.cols]
      view.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      button.toggleAttribute("data-followed", followed === branch)
    }
    return { node, show }
  })
  return {
    node: pane("input", "", "", element("div", { class: "branches" }, ...maps.map(({ node }) => node))),
    show: (places, followed) => maps.forEach(({ show }, index) => show(places[index], stage.branch() ?? followed)),
  }
}

/**
 * The room for each map, so arranged that their cells are largest.
 * @param {{rows: number, cols: number}[]} grids
 * @param {number} width - CSS pixels for them all.
 * @param {number} height
 * @returns {{width: number, height: number}}
 */
function roomFor(grids, width, height) {
  const [rows, cols] = [Math.max(...grids.map((grid) => grid.rows)), Math.max(...grids.map((grid) => grid.cols))]
  const rooms = grids.map((_, index) => {
    const across = index + 1
    const down = Math.ceil(grids.length / across)
    return {
      width: Math.floor((width - GAP * (across - 1)) / across),
      height: Math.max(Math.floor((height - GAP * (down - 1)) / down) - CAPTION, rows),
    }
  })
  const cellOf = (/** @type {{width: number, height: number}} */ room) => fitCell(cols, rows, room.width, room.height)
  return rooms.reduce((best, room) => (cellOf(room) > cellOf(best) ? room : best))
}
