import assert from "node:assert/strict"
import { test } from "node:test"

import { keysAfter, newestFirst, setOf, totalOf, withPicture } from "../../../cnnviz/ui/components/own_pictures/sets.js"
import { unpack } from "../../../cnnviz/ui/components/shared/wire.js"
import { packed } from "../message.js"

/** @import { AddedMessage, OwnSet, SetMessage } from "../../../cnnviz/ui/components/own_pictures/types.js" */

/**
 * A set of pictures of 1 × 2 pixels, each of which holds its own number twice.
 * @param {Record<string, number[]>} classes
 * @param {number[]} [pictures]
 * @returns {SetMessage}
 */
function message(classes, pictures = Object.values(classes).flat()) {
  const header = {
    version: 7,
    shape: [1, 2, 1],
    classes: Object.entries(classes).map(([name, ids]) => ({ name, ids })),
    elsewhere: 0,
    most_pictures: 300,
    most_classes: 10,
    fewest_good: 10,
    warning: "",
  }
  return unpack(packed(header, { pictures: pictures.flatMap((value) => [value, value]) }))
}

/**
 * @param {object} header
 * @returns {AddedMessage}
 */
function added(header) {
  return unpack(packed({ version: 8, warning: "few", ...header }, { picture: [9, 9] }))
}

/** @returns {OwnSet} */
function pets() {
  const set = setOf(message({ cat: [1, 2], dog: [5] }))
  assert(set)
  return set
}

test("a message becomes classes with their pictures", () => {
  const set = pets()
  assert.deepEqual(
    set.classes.map(({ name, pictures }) => [name, pictures.map(({ id, values }) => [id, ...values])]),
    [
      ["cat", [[1, 1, 1], [2, 2, 2]]], // prettier-ignore
      ["dog", [[5, 5, 5]]],
    ],
  )
  assert.deepEqual([set.version, set.mostClasses, set.fewestGood, totalOf(set)], [7, 10, 10, 3])
  assert.equal(totalOf(undefined), 0)
})

test("a picture that is known stays the same object, and its values need not come again", () => {
  const before = pets()
  const after = setOf(message({ cat: [2], dog: [5] }, []), before)
  assert.equal(after?.classes[0].pictures[0], before.classes[0].pictures[1])
  assert.equal(setOf(message({ cat: [2], dog: [6] }, []), before), undefined)
  // An id that means another picture now.
  const others = setOf(message({ cat: [1, 2], dog: [5] }, [1, 3, 5]), before)
  assert.deepEqual([...(others?.classes[0].pictures[1].values ?? [])], [3, 3])
  assert.equal(others?.classes[0].pictures[0], before.classes[0].pictures[0])
})

test("a class keeps its key when another is added, removed or renamed", () => {
  const before = pets()
  const [cat, dog] = before.classes.map(({ key }) => key)
  const more = setOf(message({ cat: [1, 2], dog: [5], owl: [] }), before)
  assert.deepEqual(
    more?.classes.slice(0, 2).map(({ key }) => key),
    [cat, dog],
  )
  const fewer = setOf(message({ dog: [5] }), before, 0)
  assert.deepEqual(
    fewer?.classes.map(({ key }) => key),
    [dog],
  )
  assert.deepEqual(setOf(message({ lion: [1, 2], dog: [5] }), before)?.classes[0].key, cat)
  // Fewer than there were, and none that the visitor removed: others.
  assert.equal(keysAfter(before.classes, 1).includes(cat), false)
  assert.equal(
    setOf(message({ cat: [1, 2], dog: [5] }))?.classes.some(({ key }) => key === cat || key === dog),
    false,
  )
})

test("a new picture comes to its class, unless the server knows of more", () => {
  const set = withPicture(pets(), added({ class: 1, id: 9, count: 2, total: 4 }))
  assert.deepEqual(
    set?.classes[1].pictures.map(({ id }) => id),
    [5, 9],
  )
  assert.deepEqual([set?.version, set?.warning], [8, "few"])
  assert.equal(withPicture(pets(), added({ class: 1, id: 9, count: 3, total: 5 })), undefined)
  assert.equal(withPicture(pets(), added({ class: 4, id: 9, count: 1, total: 4 })), undefined)
})

test("the newest picture comes first, and the oldest is number 1", () => {
  const { pictures } = pets().classes[0]
  assert.deepEqual(
    newestFirst(pictures).map(({ picture, number }) => [picture.id, number]),
    [
      [2, 2],
      [1, 1],
    ],
  )
})
