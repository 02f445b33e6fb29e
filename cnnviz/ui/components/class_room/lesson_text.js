// The teacher's own lesson: a room that is made anew needs its text, which no server keeps longer than the room.

import { forget, keep, kept, sessionStorageOrNone } from "./storage.js"

/** @param {string} code */
const NAME = (code) => `cnnviz-lesson-${code}`

/**
 * @param {string} code - The room's.
 * @param {string} text - "" for a lesson that ships.
 * @returns {void}
 */
export function keepLesson(code, text) {
  if (text) keep(sessionStorageOrNone(), NAME(code), text)
  else forgetLesson(code)
}

/**
 * @param {string} code
 * @returns {{text?: string}} Empty for a lesson that ships.
 */
export function keptLesson(code) {
  const text = kept(sessionStorageOrNone(), NAME(code))
  return text ? { text } : {}
}

/**
 * @param {string} code
 * @returns {void}
 */
export function forgetLesson(code) {
  forget(sessionStorageOrNone(), NAME(code))
}
