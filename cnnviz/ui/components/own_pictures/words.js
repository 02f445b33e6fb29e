// What the page says of a visitor's own pictures.

/** The longest name of a class, in characters. */
export const LONGEST_NAME = 30

/**
 * "1 picture", "12 pictures".
 * @param {number} count
 * @returns {string}
 */
export function countWords(count) {
  return count === 1 ? "1 picture" : `${count.toLocaleString("en")} pictures`
}

/**
 * Where the pictures are, and for how long.
 * @param {number} count - How many there are.
 * @returns {string}
 */
export function privacyWords(count) {
  if (!count) {
    return (
      "Your pictures stay in this server's memory alone: gone when you close this page, at the latest in three hours. " +
      "A link brings your settings back, never your pictures: save them as a zip before you leave."
    )
  }
  const [are, them] = count === 1 ? ["is", "it"] : ["are", "them"]
  return (
    `${countWords(count)} ${are} on this server, in its memory alone; gone when you close this page, at the latest in ` +
    `three hours. A link or a reload in another window does not bring ${them} back: save ${them} as a zip.`
  )
}

/**
 * What a class without pictures says.
 * @param {{draws: boolean, records: boolean}} can - Whether pictures are drawn; whether the page has a live camera.
 * @param {number} fewest - How many make a good start.
 * @returns {string}
 */
export function emptyWords({ draws, records }, fewest) {
  const ways = [draws && "draw", records ? "hold to record" : "take a photo"].filter(Boolean)
  const words = `${ways.join(", ")}, or drop files here. ${fewest} or more are a good start.`
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/**
 * A name that no class has.
 * @param {string[]} names
 * @returns {string} "Class 3"
 */
export function freeName(names) {
  const taken = new Set(names.map((name) => name.toLowerCase()))
  let number = names.length + 1
  while (taken.has(`class ${number}`)) number += 1
  return `Class ${number}`
}

/**
 * A name as it is sent.
 * @param {string} typed
 * @returns {string} May be empty.
 */
export function tidyName(typed) {
  return typed.replace(/\s+/g, " ").trim().slice(0, LONGEST_NAME).trim()
}

/**
 * What became of files that were not taken.
 * @param {{name: string, say: string}[]} refused
 * @returns {string} A sentence for each of the first ones: "notes.txt: That is no picture."
 */
export function refusedWords(refused) {
  const named = refused.slice(0, 3).map(({ name, say }) => `${name}: ${say}`)
  const rest = refused.length - named.length
  if (rest > 0) named.push(rest === 1 ? "1 more file was refused." : `${rest} more files were refused.`)
  return named.join(" ")
}

/**
 * What to do about files that have not been sent.
 * @param {string} say - Why the sending ended.
 * @param {number} left - How many are left, of which none was looked at.
 * @returns {string}
 */
export function endedWords(say, left) {
  return left > 0 ? `${say} ${left === 1 ? "1 file was" : `${left} files were`} not sent.` : say
}

/**
 * What became of pictures of the camera.
 * @param {number} count - How many were not taken.
 * @param {string} say - Why the last of them was not.
 * @returns {string}
 */
export function untakenWords(count, say) {
  return `${countWords(count)} of the camera ${count === 1 ? "was" : "were"} not taken: ${say}`
}
