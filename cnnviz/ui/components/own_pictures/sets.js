// The set as the browser knows it, made of what the server says.

/** @import { AddedMessage, OwnClass, OwnPicture, OwnSet, SetMessage } from "./types.js" */

let lastKey = 0

/**
 * The set that a message describes.
 * @param {SetMessage} message - Its pictures may be left out where all of them are known.
 * @param {OwnSet} [known] - The set before it; left out where nothing of it is left.
 * @param {number} [removed] - The index of the class that is gone.
 * @returns {OwnSet | undefined} Undefined where it names a picture that nobody knows.
 */
export function setOf({ header, arrays: { pictures } }, known, removed) {
  const size = header.shape.reduce((a, b) => a * b, 1)
  const ids = header.classes.flatMap((group) => group.ids)
  // One that is known already is shown already: it stays the same object.
  const before = new Map(known?.classes.flatMap((group) => group.pictures).map((picture) => [picture.id, picture]))
  const there = pictures?.length === ids.length * size ? pictures : undefined
  const found = ids.map((id, k) => {
    const [picture, values] = [before.get(id), there?.slice(k * size, (k + 1) * size)]
    return values && !sameValues(picture?.values, values) ? { id, values } : picture
  })
  if (!found.every((picture) => picture !== undefined)) return undefined
  const keys = keysAfter(known?.classes ?? [], header.classes.length, removed)
  let start = 0
  const classes = header.classes.map((group, index) => {
    const end = start + group.ids.length
    const own = found.slice(start, end)
    start = end
    return { key: keys[index], name: group.name, pictures: own }
  })
  const { version, shape, warning, elsewhere, most_classes: mostClasses, fewest_good: fewestGood } = header
  return { version, shape, classes, warning, elsewhere, mostClasses, fewestGood }
}

/**
 * @param {Float32Array | undefined} first
 * @param {Float32Array} second
 */
function sameValues(first, second) {
  return first?.length === second.length && first.every((value, index) => value === second[index])
}

/**
 * The keys of the classes: each keeps its own, and new ones come at the end.
 * @param {OwnClass[]} before
 * @param {number} count - How many classes there are now.
 * @param {number} [removed] - The index of the class that is gone.
 * @returns {number[]}
 */
export function keysAfter(before, count, removed) {
  const kept = before.filter((_, index) => index !== removed).map(({ key }) => key)
  // Fewer than that: these are others.
  const known = kept.length <= count ? kept : []
  return Array.from({ length: count }, (_, index) => known[index] ?? ++lastKey)
}

/**
 * The set with a picture more.
 * @param {OwnSet} set
 * @param {AddedMessage} message
 * @returns {OwnSet | undefined} Undefined where the server knows of pictures that are missing here.
 */
export function withPicture(set, { header, arrays: { picture } }) {
  const { class: index, id, version, warning } = header
  const added = { id, values: picture.slice() }
  const classes = set.classes.map((group, k) =>
    k === index ? { ...group, pictures: [...group.pictures, added] } : group,
  )
  const now = { ...set, classes, version, warning }
  return classes[index]?.pictures.length === header.count && totalOf(now) === header.total ? now : undefined
}

/**
 * How many pictures there are.
 * @param {OwnSet | undefined} set
 * @returns {number}
 */
export function totalOf(set) {
  return set?.classes.reduce((total, { pictures }) => total + pictures.length, 0) ?? 0
}

/**
 * The pictures in the order in which they are shown: the newest first.
 * @param {OwnPicture[]} pictures
 * @returns {{picture: OwnPicture, number: number}[]} Each with its number, that of the oldest being 1.
 */
export function newestFirst(pictures) {
  return pictures.map((picture, index) => ({ picture, number: index + 1 })).reverse()
}
