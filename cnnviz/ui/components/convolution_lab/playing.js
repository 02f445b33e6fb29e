// The kernel slides over the picture and the output fills in: cell by cell, on large pictures row by row.

import { element } from "../shared/element.js"
import { createPlayer, placeOf, speedOf } from "../stepper/player.js"

const CELLS_AT_MOST = 1600

/** show() is called with every step; isShown(): whether to go on. The player counts cells, or rows where byRows is set. */
export function createPlaying({ show, isShown }) {
  const player = createPlayer({ onFrame: () => refresh(), onEnd: () => {}, isShown })
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
  let [rows, cols, byRows] = [1, 1, false]

  function load(shape) {
    ;[rows, cols] = shape
    byRows = rows * cols > CELLS_AT_MOST
    player.load(byRows ? rows : rows * cols)
    refresh(false)
  }

  /** What is in sight: {revealed cells, position of the one being computed, line}; undefined while all of it is. */
  function now() {
    if (player.isWhole) return undefined
    if (byRows) return { revealed: player.revealed * cols, position: [player.cell, cols - 1], line: true }
    return { revealed: player.revealed, position: [Math.floor(player.cell / cols), player.cell % cols], line: false }
  }

  function refresh(drawn = true) {
    play.textContent = player.playing ? "❚❚ Pause" : "▶ Play"
    whole.disabled = player.isWhole
    speed.value = placeOf(player.cellsPerSecond)
    const count = byRows ? rows : rows * cols
    counter.textContent = player.isWhole
      ? ""
      : `${byRows ? "row" : "cell"} ${(player.cell + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`
    if (drawn) show()
  }

  return { node, load, now, end: () => player.skip(), pause: () => player.pause() }
}
