// What the panel says of the room that the student is in.

/** @import { Kept } from "../join/place.js" */
/** @import { Course, Reach, RoomView } from "./room_types.js" */

/** A task that students set each other is a step too: the first has this number. */
export const TASKS_FROM = 1000

const GONE =
  "The room has ended or the server was restarted, and nothing of it is kept there; your own answers are in this " +
  "page’s address. You can go on alone."
const AWAY = "The class cannot be reached: your answers are kept here and sent as soon as it can."

/**
 * The line at the top: "Class KTRM · your teacher leads".
 * @param {string} code
 * @param {RoomView | undefined} view
 * @param {Reach} reach
 * @returns {string}
 */
export function classWords(code, view, reach) {
  if (reach === "gone" || reach === "refused") return `Class ${code} · you go on alone`
  if (!view) return `Class ${code} · ${reach === "away" ? "not reached" : "joining …"}`
  const pace = view.pace === "teacher" ? "your teacher leads" : "at your own pace"
  return `Class ${code} · ${view.paused ? "paused" : pace}`
}

/**
 * What is to be said beside it; "" for nothing.
 * @param {Reach} reach
 * @param {string} sentence - Why the room does not let this browser in.
 * @returns {string}
 */
export function reachWords(reach, sentence) {
  return reach === "gone" ? GONE : reach === "away" ? AWAY : reach === "refused" ? sentence : ""
}

/**
 * How far the answers to a step are: the last round counts.
 * @param {Kept[]} answers
 * @param {number} step
 * @param {Reach} reach
 * @returns {{words: string, state: Kept["state"] | ""}}
 */
export function sentWords(answers, step, reach) {
  const last = answers
    .filter((answer) => answer.step === step)
    .sort((one, other) => one.round - other.round)
    .at(-1)
  if (!last || reach === "gone" || reach === "refused") return { words: "", state: "" }
  const words = { sent: "Sent to your class ✓", waiting: "Waiting to be sent", refused: last.why }[last.state]
  return { words, state: last.state }
}

/**
 * What the room changes at a step; undefined while nothing is known of it, and once it is gone.
 * @param {RoomView | undefined} view
 * @param {Reach} reach
 * @param {number} step
 * @returns {Course | undefined}
 */
export function courseAt(view, reach, step) {
  if (!view || reach === "gone" || reach === "refused") return undefined
  const again = view.again.includes(step)
  const rounds = view.shown.find((shown) => shown.step === step)?.rounds.length ?? 0
  return {
    leads: view.pace === "teacher",
    closed: view.paused
      ? "Your teacher has paused the class."
      : rounds >= (again ? 2 : 1) && view.pace === "teacher"
        ? "The class’s answers are shown already."
        : "",
    // At one's own pace nobody has to wait once the answers are shown.
    again: again || (rounds > 0 && view.pace === "own"),
  }
}
