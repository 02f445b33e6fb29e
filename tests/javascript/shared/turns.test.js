import assert from "node:assert/strict"
import { test } from "node:test"

import { inTurn } from "../../../cnnviz/ui/components/shared/turns.js"

/** @type {string[][]} */
const messages = []
/** @type {string[] | undefined} */
let message

/**
 * Say something as Streamlit does: all that is said in one moment is one message.
 * @param {string} word
 */
function say(word) {
  if (!message) {
    message = []
    setTimeout(() => {
      messages.push(message ?? [])
      message = undefined
    })
  }
  message.push(word)
}

/** All that waits is said: timeouts of the same length end in the order in which they began, however slow the machine. */
async function moment() {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve))
}

test("what is said in one moment makes a message each, in its order", async () => {
  for (const word of ["one", "two", "three"]) inTurn(() => say(word))
  assert.deepEqual(message, ["one"])
  await moment()
  inTurn(() => say("four"))
  assert.deepEqual(message, ["four"])
  await moment()
  assert.deepEqual(messages, [["one"], ["two"], ["three"], ["four"]])
})
