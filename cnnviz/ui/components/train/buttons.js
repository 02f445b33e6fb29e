// Which buttons there are in each state of a training.

import { isOver } from "./words.js"

/** @import { Deed, Status } from "./types.js" */

/**
 * A button: what it says, whether it can be pressed, and whether it is there.
 * @typedef {{text: string, can: boolean, there: boolean}} Button
 */

/**
 * All buttons. `does` is what the primary one asks for.
 * @typedef {object} Buttons
 * @property {Button & {does: "start" | "go" | "pause"}} start
 * @property {Button & {does: "go" | "pause"}} go
 * @property {boolean} one - Whether a batch or an epoch can be asked for.
 * @property {boolean} stop
 * @property {boolean} again
 * @property {boolean} againFirst - Whether to begin again is the next thing to do.
 * @property {boolean} rate - Whether the learning rate can be changed.
 */

/**
 * @param {Status | "idle"} state
 * @param {boolean} canStart - Whether there is a recipe.
 * @param {boolean} differs - Whether it is another than that of the training.
 * @returns {Buttons}
 */
export function buttonsOf(state, canStart, differs) {
  const over = isOver(state)
  const going = state !== "idle" && !over
  const anew = canStart && differs && state !== "idle"
  const does = state === "paused" ? "go" : "pause"
  const turn = { text: does === "go" ? "Go on" : "Pause", can: state === "paused" || state === "running" }
  const againFirst = over && canStart && !differs
  return {
    start:
      going && !anew
        ? { ...turn, does, there: true }
        : { text: anew ? "Start with these settings" : "Start", can: canStart, there: !againFirst, does: "start" },
    go: { ...turn, does, there: going && anew },
    one: going ? turn.can : state === "idle" && canStart,
    stop: going,
    again: state !== "idle",
    againFirst,
    rate: going,
  }
}
