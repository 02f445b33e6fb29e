import assert from "node:assert/strict"
import { test } from "node:test"

import { Answers } from "../../../cnnviz/ui/components/look_back/answers.js"
import { Wish } from "../../../cnnviz/ui/components/look_back/wish.js"

/** @import { Question } from "../../../cnnviz/ui/components/look_back/types.js" */

/**
 * @param {number} epoch
 * @param {number} [picture]
 * @returns {Question}
 */
const at = (epoch, picture = 0) => ({ run: "r1", epoch, picture })

/** A server that answers when it is told to. */
function slowServer() {
  /** @type {{question: Question, answer: (refusal?: string) => Promise<void>}[]} */
  const asked = []
  const answers = new Answers(
    (question) =>
      new Promise((resolve) => {
        asked.push({
          question,
          async answer(refusal) {
            const header = { run: question.run, epoch: question.epoch, arrays: {} }
            resolve(refusal ? { status: 404, say: refusal } : { status: 200, say: "", message: { header, arrays: {} } })
            await settle()
          },
        })
      }),
    2,
  )
  return { asked, answers }
}

/** Let everything happen that waits for a promise. */
async function settle() {
  for (let k = 0; k < 20; k++) await Promise.resolve()
}

/** @param {import("node:test").TestContext} context */
function wishing(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const { asked, answers } = slowServer()
  /** @type {(number | string)[]} */
  const shown = []
  const wish = new Wish(answers, ({ message, say }) => shown.push(message ? message.header.epoch : say))
  return { asked, answers, shown, wish, rest: () => context.mock.timers.tick(200) }
}

test("while a slider moves, nothing is asked; then the last epoch alone", async (context) => {
  const { asked, shown, wish, rest } = wishing(context)
  for (const epoch of [1, 2, 3]) wish.want(at(epoch))
  assert.equal(asked.length, 0)
  rest()
  assert.deepEqual(asked.length, 1)
  assert.equal(asked[0].question.epoch, 3)
  assert.equal(wish.met, false)
  await asked[0].answer()
  assert.deepEqual(shown, [3])
  assert.equal(wish.met, true)
})

test("an answer that is no longer wanted is not shown, and the next one is asked for", async (context) => {
  const { asked, shown, wish, rest } = wishing(context)
  wish.want(at(1))
  rest()
  wish.want(at(2))
  rest()
  assert.equal(asked.length, 1)
  await asked[0].answer()
  assert.deepEqual(shown, [])
  await asked[1].answer()
  assert.deepEqual(shown, [2])
})

test("what is here is shown at once, but not of another picture", async (context) => {
  const { asked, shown, wish, rest } = wishing(context)
  wish.want(at(1))
  rest()
  await asked[0].answer()
  wish.want(at(2))
  wish.want(at(1))
  assert.deepEqual(shown, [1, 1])
  rest()
  assert.equal(asked.length, 1)
  wish.want(at(1, 5))
  rest()
  assert.equal(asked.length, 2)
})

test("the same wish twice is one question", async (context) => {
  const { asked, shown, wish, rest } = wishing(context)
  wish.want(at(1))
  wish.want(at(1))
  rest()
  wish.want(at(1))
  rest()
  assert.equal(asked.length, 1)
  await asked[0].answer()
  wish.want(at(1))
  rest()
  assert.deepEqual([asked.length, shown], [1, [1]])
})

test("what is forgotten is not shown", async (context) => {
  const { asked, shown, wish, rest } = wishing(context)
  wish.want(at(1))
  rest()
  wish.forget()
  await asked[0].answer()
  assert.deepEqual(shown, [])
  wish.want(at(2))
  wish.forget()
  rest()
  assert.equal(asked.length, 1)
})

test("a refusal is shown, and not kept", async (context) => {
  const { asked, answers, shown, wish, rest } = wishing(context)
  wish.want(at(1))
  rest()
  await asked[0].answer("This run is gone.")
  assert.deepEqual(shown, ["This run is gone."])
  assert.equal(answers.here(at(1)), undefined)
})

test("two that ask for the same ask once, and the oldest answers are let go", async () => {
  const { asked, answers } = slowServer()
  const both = [answers.get(at(1)), answers.get(at(1))]
  assert.equal(asked.length, 1)
  await asked[0].answer()
  assert.equal((await both[0]).message, (await both[1]).message)
  for (const epoch of [2, 3]) {
    const coming = answers.get(at(epoch))
    await asked.at(-1)?.answer()
    await coming
    answers.here(at(1))
  }
  assert.ok(answers.here(at(1)))
  assert.equal(answers.here(at(2)), undefined)
  assert.ok(answers.here(at(3)))
})
