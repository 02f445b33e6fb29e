// The code of a room as it is typed: four consonants, see cnnviz/rooms/codes.py.

const LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
/** What is no letter of a code but looks like one. @type {Record<string, string>} */
const LIKE = { 0: "Q", 1: "L", I: "L", 2: "Z", 5: "S", 6: "G", 8: "B", O: "Q", U: "V" }
const LENGTH = 4

/**
 * @param {string} text - In any case, with any spaces and hyphens.
 * @returns {string | undefined} Undefined where it is no code.
 */
export function readCode(text) {
  if (text.length > 40) return undefined
  const typed = [...text.replace(/[\s-]/g, "").toUpperCase()]
  const code = typed.map((letter) => LIKE[letter] ?? letter).join("")
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined
}
