// What the page says of a training, in sentences.

import { byEpoch } from "./figures.js"

/** @import { Epoch, Spread, Status, TrainHeader } from "./types.js" */

/** @type {Status[]} */
const ENDS = ["done", "stopped", "failed"]

/**
 * Whether a training has come to its end.
 * @param {Status | "idle"} status
 * @returns {boolean}
 */
export function isOver(status) {
  return ENDS.some((end) => end === status)
}

/**
 * A share of one as a percentage with one digit after the point: "96.2 %".
 * @param {number} part
 * @returns {string}
 */
export function share(part) {
  return `${(part * 100).toFixed(1)} %`
}

/**
 * A time: "4 s", "2 min 5 s".
 * @param {number} seconds
 * @returns {string}
 */
export function time(seconds) {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/**
 * A learning rate with no more digits than it needs: "0.003", "1e−5".
 * @param {number} rate
 * @returns {string}
 */
export function rateText(rate) {
  return String(Number(rate.toPrecision(3))).replace("-", "−")
}

/** How the status line begins. @type {Partial<Record<Status, string>>} */
const BEGINNINGS = { paused: "Paused. ", done: "Done. ", stopped: "Stopped. ", failed: "It went wrong. " }

/**
 * Where the training is: "Batch 420, epoch 6.7 of 20 · 96.2 % on held-out pictures · 4 s trained, about 9 s left".
 * @param {TrainHeader} header
 * @param {boolean} [withResults] - Whether it says how many pictures are read right.
 * @returns {string}
 */
export function statusLine(header, withResults = true) {
  if (header.status === "waiting") return queueLine(header.place)
  if (header.status === "building") return "Building the network and fetching its pictures …"
  const parts = [whereLine(header)]
  const accuracy = heldAccuracy(header.history)
  if (withResults && accuracy !== undefined) parts.push(`${share(accuracy)} on held-out pictures`)
  if (header.seconds !== undefined) parts.push(timeLine(header.seconds, isOver(header.status) ? null : header.left))
  if (withResults && header.test?.total) parts.push(testLine(header.test))
  return (BEGINNINGS[header.status] ?? "") + parts.join(" · ")
}

/** @param {number} [place] */
function queueLine(place) {
  if (!place) return "Waiting in the queue: others are training."
  return place === 1 ? "You are next in the queue." : `Place ${place} in the queue: others are training.`
}

/** @param {TrainHeader} header */
function whereLine({ step, steps_per_epoch: steps, epochs }) {
  const batch = `Batch ${step.toLocaleString("en")}`
  return steps && epochs ? `${batch}, epoch ${(step / steps).toFixed(1)} of ${epochs}` : batch
}

/**
 * @param {number} seconds
 * @param {number | null} [left]
 */
function timeLine(seconds, left) {
  return `${time(seconds)} trained${left === null || left === undefined ? "" : `, about ${time(left)} left`}`
}

/** @param {{correct: number, total: number}} test */
function testLine({ correct, total }) {
  return `test pictures: ${correct.toLocaleString("en")} of ${total.toLocaleString("en")} right, ${share(correct / total)}`
}

/**
 * The last accuracy on held-out pictures.
 * @param {Epoch[]} [history]
 * @returns {number | undefined}
 */
export function heldAccuracy(history = []) {
  const accuracy = history.at(-1)?.[4]
  return accuracy === null ? undefined : accuracy
}

/**
 * What the plot of the accuracy shows, for those who do not see it.
 * @param {TrainHeader | undefined} header
 * @returns {string}
 */
export function accuracyWords(header) {
  const last = heldAccuracy(header?.history)
  const other = heldAccuracy(header?.beside?.history)
  return told("Accuracy", header, [
    last === undefined ? "not measured yet" : `${share(last)} on held-out pictures`,
    other === undefined ? "not measured yet" : share(other),
  ])
}

/**
 * What the plot of the loss shows, for those who do not see it.
 * @param {TrainHeader | undefined} header
 * @returns {string}
 */
export function lossWords(header) {
  const last = byEpoch(header?.history ?? [], 3).at(-1)
  const other = byEpoch(header?.beside?.history ?? [], 3).at(-1)
  return told("Loss", header, [
    last ? `${last[1].toFixed(3)} on held-out pictures after epoch ${last[0]}` : "not measured yet",
    other ? `${other[1].toFixed(3)} after epoch ${other[0]}` : "not measured yet",
  ])
}

/**
 * @param {string} what
 * @param {TrainHeader | undefined} header
 * @param {[own: string, other: string]} words
 */
function told(what, header, [own, other]) {
  return `${what}: ${own}${header?.beside ? `; ${header.beside.title}: ${other}` : ""}`
}

/**
 * What two runs have come to: "On top of cifar_vgg's features: 92.0 % of the held-out pictures. From scratch: 61.0 %."
 * @param {TrainHeader} header
 * @returns {string} "" where no run is shown beside.
 */
export function besideLine({ title, status, history, held, beside }) {
  if (!beside || held === 0) return ""
  const runs = [
    { title: title || "This run", status, last: heldAccuracy(history) },
    { title: beside.title, status: beside.status, last: heldAccuracy(beside.history) },
  ]
  const first = runs.find(({ last }) => last !== undefined)
  return runs
    .map((run) => `${run.title}: ${resultWords(run)}${run === first ? " of the held-out pictures" : ""}.`)
    .join(" ")
}

/** @param {{status: Status, last?: number}} run */
function resultWords({ status, last }) {
  if (last !== undefined) return share(last)
  if (status === "waiting") return "waiting for its turn"
  return isOver(status) ? "no epoch was finished" : "still learning"
}

/**
 * The mistake that is made most often.
 * @param {ArrayLike<number>} counts - How many pictures of the row's class are read as the column's, row by row.
 * @param {string[]} labels
 * @returns {string}
 */
export function mistakeLine(counts, labels) {
  const classes = labels.length
  let [worst, total] = [-1, 0]
  for (let k = 0; k < classes * classes; k++) {
    total += counts[k]
    const right = k % (classes + 1) === 0
    if (!right && counts[k] > (counts[worst] ?? 0)) worst = k
  }
  if (worst < 0) return `All ${total.toLocaleString("en")} held-out pictures are read right.`
  const [shown, read] = [Math.floor(worst / classes), worst % classes]
  const ofClass = Array.from({ length: classes }, (_, k) => counts[shown * classes + k]).reduce((a, b) => a + b, 0)
  return `The commonest mistake: ${labels[shown]} read as ${labels[read]}, ${counts[worst]} of ${ofClass} times.`
}

/**
 * How many channels never answer.
 * @param {Spread} layer
 * @returns {string}
 */
export function deadLine({ dead, channels }) {
  if (!dead) return `None of its ${channels} channels is dead.`
  return `${dead} of ${channels} channels ${dead === 1 ? "is" : "are"} dead: zero on all of up to 64 held-out pictures.`
}

/**
 * How far off an expected accuracy was.
 * @param {number} expected - At the end.
 * @param {number} found
 * @param {number} mean - By how much it was off over all epochs, on average.
 * @returns {string}
 */
export function missLine(expected, found, mean) {
  const points = Math.abs(expected - found) * 100
  const end =
    points < 0.05
      ? `You expected ${share(expected)} at the end, and so it is`
      : `You expected ${share(expected)} at the end; it is ${share(found)}: ${points.toFixed(1)} points ` +
        (expected > found ? "less" : "more")
  return `${end}. Over all epochs you were off by ${(mean * 100).toFixed(1)} points on average.`
}
