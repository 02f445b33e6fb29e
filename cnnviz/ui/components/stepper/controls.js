// Play, pause, one step, speed, skip.

import { element } from "../shared/element.js"
import { placeOf, speedOf } from "../shared/player.js"

/** @import { Player } from "../shared/player.js" */

/**
 * Make the controls; show brings them up to date.
 * @param {{play: () => void, step: () => void, skip: () => void, speed: (cellsPerSecond: number) => void}} on
 */
export function createControls(on) {
  const play = element("button", { type: "button", class: "primary", "data-testid": "stepper-play", onclick: on.play })
  const step = element("button", { type: "button", "data-testid": "stepper-step", text: "One step", onclick: on.step })
  const skip = element("button", {
    type: "button",
    "data-testid": "stepper-skip",
    text: "Whole layer",
    onclick: on.skip,
  })
  const speed = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.01,
    "data-testid": "stepper-speed",
    "aria-label": "Speed",
    oninput: () => on.speed(speedOf(Number(speed.value))),
  })
  const counter = element("span", {
    class: "counter",
    "data-testid": "stepper-counter",
    "data-region": "shapes",
    "data-cover": "?",
  })
  const node = element(
    "div",
    { class: "controls", role: "group", "aria-label": "Play" },
    play,
    step,
    element("label", {}, "Speed", speed),
    skip,
    counter,
  )
  /**
   * @param {Player} player
   * @param {number} cell - The one on show.
   * @param {number} count - All cells.
   * @param {boolean} isMap
   */
  function show({ playing, isWhole, cellsPerSecond }, cell, count, isMap) {
    play.textContent = playing ? "❚❚ Pause" : "▶ Play"
    skip.disabled = isWhole
    speed.value = `${placeOf(cellsPerSecond)}`
    const rate = Math.round(cellsPerSecond)
    speed.setAttribute("aria-valuetext", `${rate} ${rate === 1 ? "cell" : "cells"} a second`)
    counter.textContent = `${isMap ? "cell" : "unit"} ${(cell + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`
  }
  return { node, show }
}
