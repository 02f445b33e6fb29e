// Joining a room, and coming back to it.

import { askRoom } from "../shared/room.js"
import { forgetOld, keepPlace, placeOf } from "./place.js"

/**
 * What came of it. status: as in HTTP, 0 where the server cannot be reached; sentence: why it failed, "" if it did not.
 * @typedef {{status: number, sentence: string, lesson: string, variant: number}} Joined
 */

/**
 * Take a place in a room: that which this browser has already, or a new one.
 * @param {string} code
 * @returns {Promise<Joined>}
 */
export async function joinRoom(code) {
  const place = placeOf(code)
  if (place?.token) {
    const { status, body } = await askRoom(`/${code}/student`, { token: place.token })
    if (status === 200) return { status, sentence: "", lesson: body.lesson, variant: body.variant }
    if (status !== 404) return refused(status)
  }
  const { status, body, sentence } = await askRoom(`/${code}/join`, {}, {})
  if (status !== 200) return refused(status, sentence)
  forgetOld()
  keepPlace(code, { token: body.token, mark: body.mark ?? "", answers: place?.answers ?? [], at: 0 })
  return { status, sentence: "", lesson: body.lesson, variant: body.variant }
}

/**
 * Take the place in a room again that it, or one that was made anew in its place, does not know any more.
 * @param {string} code
 * @returns {Promise<"back" | "other" | "gone" | "later">} other: another room has the code; later: nobody knows yet.
 */
export async function rejoin(code) {
  const place = placeOf(code)
  if (!place?.token) return "other"
  // What was refused is to be asked for as everything new.
  const given = place.answers.filter(({ state }) => state !== "refused")
  const answers = given.map(({ step, round, text, sure, drawing, at }) => ({ step, round, text, sure, drawing, at }))
  const { status, body } = await askRoom(`/${code}/join`, {}, { token: place.token, answers })
  if (status === 404) return "gone"
  if (status !== 200) return "later"
  if ((body.mark ?? "") !== place.mark) return "other"
  // What the room did not take with the rest is sent once more.
  keepPlace(code, { ...place, token: body.token })
  return "back"
}

/**
 * @param {number} status
 * @param {string} [sentence]
 * @returns {Joined}
 */
function refused(status, sentence = "The server cannot be reached: try it again in a moment.") {
  return {
    status,
    sentence: status ? sentence : "The server cannot be reached: try it again in a moment.",
    lesson: "",
    variant: 0,
  }
}
