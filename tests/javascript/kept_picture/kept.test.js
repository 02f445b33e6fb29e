import assert from "node:assert/strict"
import { test } from "node:test"

import { Kept } from "../../../cnnviz/ui/components/kept_picture/kept.js"

/**
 * What keeps pictures, with a server that hands out one named as it is asked for, and takes all.
 * @param {(asked: string) => Response | undefined | Promise<Response>} [answer] - What it answers instead.
 */
function begin(answer = (asked) => new Response(new URLSearchParams(asked.split("?")[1]).get("name"))) {
  /** @type {string[]} */
  const heard = []
  const server = {
    answer,
    /**
     * @param {string} address
     * @param {Blob} [body]
     */
    async ask(address, body) {
      heard.push(body ? `given ${await body.text()} ${address}` : address)
      return server.answer(address)
    },
  }
  return { kept: new Kept(server), server, heard }
}

/**
 * @param {string} visit
 * @param {string | null} name
 */
function told(visit, name, { asks = false, way = "upload" } = {}) {
  return { url: "kept", visit, way, name, asks }
}

/** What Python was told. */
function ear() {
  /** @type {string[]} */
  const said = []
  return { said, tell: (/** @type {string} */ name) => void said.push(name) }
}

test("a picture is fetched once, and given to each visit that asks, once", async () => {
  const { kept, heard } = begin()
  const { said, tell } = ear()
  await kept.hear(told("a", "one"), tell)
  await kept.hear(told("a", "one"), tell)
  assert.deepEqual(heard, ["kept?visit=a&way=upload&name=one"])
  for (const visit of ["b", "b", "c"]) await kept.hear(told(visit, null, { asks: true }), tell)
  assert.deepEqual(heard.slice(1), ["given one kept?visit=b&way=upload", "given one kept?visit=c&way=upload"])
  assert.deepEqual(said, ["given", "given"])
  // The visit has it: it is not fetched again.
  await kept.hear(told("c", "one"), tell)
  assert.equal(heard.length, 3)
})

test("what was replaced, taken away or came another way is not given", async () => {
  const { kept, heard } = begin()
  const { said, tell } = ear()
  await kept.hear(told("a", "one"), tell)
  await kept.hear(told("b", null, { asks: true, way: "photo" }), tell)
  await kept.hear(told("b", "two"), tell)
  await kept.hear(told("c", null, { asks: true }), tell)
  assert.equal(heard.at(-1), "given two kept?visit=c&way=upload")
  await kept.hear(told("c", null), tell)
  await kept.hear(told("d", null, { asks: true }), tell)
  assert.equal(heard.length, 3)
  assert.deepEqual(said, ["given"])
})

test("an older picture that arrives late does not take the place of a newer one", async () => {
  /** @type {(response: Response) => void} */
  let arrive = () => {}
  const { kept, server, heard } = begin(() => new Promise((resolve) => (arrive = resolve)))
  const { tell } = ear()
  const late = kept.hear(told("a", "one"), tell)
  server.answer = () => new Response("two")
  await kept.hear(told("a", "two"), tell)
  arrive(new Response("one"))
  await late
  await kept.hear(told("b", null, { asks: true }), tell)
  assert.equal(heard.at(-1), "given two kept?visit=b&way=upload")
})

test("what did not arrive is asked for again, and is lost where the visit is gone", async () => {
  const { kept, server, heard } = begin(() => undefined)
  const { said, tell } = ear()
  await kept.hear(told("a", "one"), tell)
  await kept.hear(told("a", "one"), tell)
  assert.equal(heard.length, 2)
  await kept.hear(told("b", null, { asks: true }), tell)
  assert.deepEqual(said, ["lost"])
  server.answer = () => new Response("two")
  await kept.hear(told("b", "two"), tell)
  await kept.hear(told("c", null, { asks: true }), tell)
  assert.deepEqual(said, ["lost", "given"])
})

test("a refusal is told once, and silence leads to another try", async () => {
  const { kept, server } = begin()
  const { said, tell } = ear()
  await kept.hear(told("a", "one"), tell)
  server.answer = () => new Response("too large", { status: 413 })
  await kept.hear(told("b", null, { asks: true }), tell)
  await kept.hear(told("b", null, { asks: true }), tell)
  assert.deepEqual(said, ["lost"])
  server.answer = () => undefined
  await kept.hear(told("c", null, { asks: true }), tell)
  assert.deepEqual(said, ["lost"])
  server.answer = () => new Response("taken")
  await kept.hear(told("c", null, { asks: true }), tell)
  assert.deepEqual(said, ["lost", "given"])
})

test("what is on its way is told by the element that was shown last", async () => {
  const { kept, server } = begin()
  const [before, after] = [ear(), ear()]
  await kept.hear(told("a", "one"), before.tell)
  /** @type {(response: Response) => void} */
  let arrive = () => {}
  const asked = new Promise((resolve) => {
    server.answer = () => {
      resolve(undefined)
      return new Promise((answer) => (arrive = answer))
    }
  })
  const giving = kept.hear(told("b", null, { asks: true }), before.tell)
  await asked
  await kept.hear(told("b", null, { asks: true }), after.tell)
  arrive(new Response("taken"))
  await giving
  assert.deepEqual([before.said, after.said], [[], ["given"]])
})
