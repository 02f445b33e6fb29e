// The answers of a student in a room: each waits until the room has it. Nothing here asks or stores.

/** @import { Kept, Place, Sent } from "../join/place.js" */
/** @import { RoomView } from "./room_types.js" */

/**
 * Put an answer in, in place of the one before to the same step in the same round.
 * @param {Kept[]} answers
 * @param {Sent} sent
 * @param {number} at - When it is given, in seconds.
 * @returns {Kept[]} The latest at the end.
 */
export function withAnswer(answers, sent, at) {
  return [...answers.filter((answer) => !isSame(answer, sent)), { ...sent, state: "waiting", why: "", at }]
}

/**
 * @param {Kept[]} answers
 * @returns {Kept | undefined} What is to be sent next, the oldest first.
 */
export function nextToSend(answers) {
  return answers.find(({ state }) => state === "waiting")
}

/**
 * What has become of answers once the room has heard one of them.
 * @param {Kept[]} answers - As they are now: another may have taken the place of the one that was sent.
 * @param {Kept} sent
 * @param {{status: number, sentence: string}} heard
 * @returns {Kept[]}
 */
export function afterHearing(answers, sent, { status, sentence }) {
  const change = changeFor(status, sentence)
  if (!change) return answers
  return answers.map((answer) => (isWhole(answer, sent) ? { ...answer, ...change } : answer))
}

/**
 * @param {number} status
 * @param {string} sentence
 * @returns {Pick<Kept, "state" | "why"> | undefined} Undefined where it is to be sent again as it is.
 */
function changeFor(status, sentence) {
  if (status === 200) return { state: "sent", why: "" }
  // 404: the room is gone. 429: too soon after the one before.
  const isFinal = status >= 400 && status < 500 && status !== 404 && status !== 429
  return isFinal ? { state: "refused", why: sentence } : undefined
}

/**
 * What the room takes depends on this: once it is another, what was refused is sent again.
 * @param {RoomView} view
 * @returns {string}
 */
export function courseKey({ pace, step, paused, again, shown }) {
  return JSON.stringify([pace, step, paused, again, shown.map((each) => [each.step, each.rounds.length])])
}

/**
 * Let what was refused wait again.
 * @param {Kept[]} answers
 * @returns {Kept[]}
 */
export function refusedAgain(answers) {
  return answers.map((answer) => (answer.state === "refused" ? { ...answer, state: "waiting" } : answer))
}

/**
 * Drop what a place need not hold: the answers to tasks and steps are few, but drawings may be long.
 * @param {Place} place
 * @param {number} most - Characters of all drawings.
 * @returns {Place}
 */
export function withinBounds(place, most) {
  let left = most
  const answers = place.answers.toReversed().map((answer) => {
    left -= answer.drawing.length
    return left < 0 && answer.state !== "waiting" ? { ...answer, drawing: "" } : answer
  })
  return { ...place, answers: answers.toReversed() }
}

/**
 * @param {Sent} one
 * @param {Sent} other
 */
function isWhole(one, other) {
  return isSame(one, other) && one.text === other.text && one.sure === other.sure && one.drawing === other.drawing
}

/**
 * @param {Pick<Sent, "step" | "round">} one
 * @param {Pick<Sent, "step" | "round">} other
 */
function isSame(one, other) {
  return one.step === other.step && one.round === other.round
}
