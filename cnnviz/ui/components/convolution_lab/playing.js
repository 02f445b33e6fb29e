// The kernel slides over the picture and the output fills in: cell by cell, on large pictures row by row.

import { element } from "../shared/element.js"
import { createPlayer, placeOf, speedOf } from "../shared/player.js"

const CELLS_AT_MOST = 1600

/**
 * @import { Cell } from "../shared/pointing.js"
 * @import { Shape } from "../shared/types.js"
 */

/**
 * What is in sight while the kernel slides.
 * @typedef {object} Sight
 * @property {number} revealed - Cells of the output that are there.
 * @property {Cell} position - The one that is being computed.
 * @property {boolean} line - Whether its whole row is.
 */

/**
 * The player counts cells, or rows where byRows is set.
 * @param {object} options
 * @param {() => void} options.show - Is called with every step.
 * @param {() => boolean} options.isShown - Whether to go on.
 */
export function createPlaying({ show, isShown }) {
  const player = createPlayer({ onFrame: () => refresh(), onEnd: () => {}, isShown })
  /**
   * @param {string} text
   * @param {string} testid
   * @param {() => void} act
   */
  const button = (text, testid, act) =>
    element("button", {
      type: "button",
      text,
      "data-testid": testid,
      onclick: () => {
        act()
        refresh()
      },
    })
  const play = button("▶ Play", "workbench-play", () => (player.playing ? player.pause() : player.play()))
  const step = button("One step", "workbench-step", () => {
    if (player.isWhole) player.restart()
    else player.step()
  })
  const whole = button("Whole output", "workbench-whole", () => player.skip())
  const speed = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.01,
    "aria-label": "Speed",
    "data-testid": "workbench-speed",
    oninput: () => {
      player.speed = speedOf(Number(speed.value))
      refresh()
    },
  })
  const counter = element("span", { class: "faint" })
  const node = element(
    "div",
    { class: "playing", role: "group", "aria-label": "Slide the kernel" },
    play,
    step,
    whole,
    element("label", {}, "Speed ", speed),
    counter,
  )
  let rows = 1
  let cols = 1
  let byRows = false

  /** @param {Shape} shape - Of the output. */
  function load(shape) {
    rows = shape[0]
    cols = shape[1]
    byRows = rows * cols > CELLS_AT_MOST
    player.load(byRows ? rows : rows * cols)
    refresh(false)
  }

  /**
   * What is in sight; undefined while all of the output is.
   * @returns {Sight | undefined}
   */
  function now() {
    if (player.isWhole) return undefined
    if (byRows) return { revealed: player.revealed * cols, position: [player.cell, cols - 1], line: true }
    return { revealed: player.revealed, position: [Math.floor(player.cell / cols), player.cell % cols], line: false }
  }

  function refresh(drawn = true) {
    play.textContent = player.playing ? "❚❚ Pause" : "▶ Play"
    whole.disabled = player.isWhole
    speed.value = `${placeOf(player.cellsPerSecond)}`
    const count = byRows ? rows : rows * cols
    counter.textContent = player.isWhole
      ? ""
      : `${byRows ? "row" : "cell"} ${(player.cell + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`
    if (drawn) show()
  }

  return { node, load, now, end: () => player.skip(), pause: () => player.pause() }
}
