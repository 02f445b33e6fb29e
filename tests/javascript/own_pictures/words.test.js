import assert from "node:assert/strict"
import { test } from "node:test"

import {
  countWords,
  emptyWords,
  endedWords,
  freeName,
  privacyWords,
  refusedWords,
  tidyName,
  untakenWords,
} from "../../../cnnviz/ui/components/own_pictures/words.js"

test("pictures are counted in words", () => {
  assert.deepEqual([0, 1, 12].map(countWords), ["0 pictures", "1 picture", "12 pictures"])
})

test("the visitor reads where the pictures are", () => {
  assert.match(privacyWords(0), /^Your pictures stay in this server's memory alone: gone when you close this page/)
  assert.match(privacyWords(57), /^57 pictures are on this server, in its memory alone; gone when you close this page/)
  assert.match(privacyWords(57), /does not bring them back: save them as a zip\.$/)
  assert.match(privacyWords(1), /^1 picture is on this server.* does not bring it back: save it as a zip\.$/)
})

test("an empty class says what fills it", () => {
  const words = (draws = false, records = false) => emptyWords({ draws, records }, 10)
  assert.equal(words(true, true), "Draw, hold to record, or drop files here. 10 or more are a good start.")
  assert.equal(words(false, false), "Take a photo, or drop files here. 10 or more are a good start.")
})

test("a new class gets a name that no other has", () => {
  assert.equal(freeName([]), "Class 1")
  assert.equal(freeName(["cat", "dog"]), "Class 3")
  assert.equal(freeName(["cat", "class 3"]), "Class 4")
})

test("names are tidied", () => {
  assert.equal(tidyName("  my   cat "), "my cat")
  assert.equal(tidyName(" \n "), "")
  assert.equal(tidyName("x".repeat(40)).length, 30)
})

test("refused files are named, but not all of many", () => {
  const refused = ["a", "b", "c", "d", "e"].map((name) => ({ name: `${name}.txt`, say: "This is no picture." }))
  assert.equal(refusedWords([]), "")
  assert.equal(refusedWords(refused.slice(0, 1)), "a.txt: This is no picture.")
  assert.match(refusedWords(refused), /c\.txt: This is no picture\. 2 more files were refused\.$/)
  assert.match(refusedWords(refused.slice(0, 4)), /1 more file was refused\.$/)
})

test("it is said how many files were not sent", () => {
  assert.equal(endedWords("It is full.", 0), "It is full.")
  assert.equal(endedWords("It is full.", 1), "It is full. 1 file was not sent.")
  assert.equal(endedWords("It is full.", 8), "It is full. 8 files were not sent.")
})

test("it is said how many pictures of the camera were not taken", () => {
  assert.equal(untakenWords(1, "No ink."), "1 picture of the camera was not taken: No ink.")
  assert.equal(untakenWords(5, "No ink."), "5 pictures of the camera were not taken: No ink.")
})
