import assert from "node:assert/strict"
import test from "node:test"
import { Asking, MADE_ANEW } from "../../../cnnviz/ui/components/class_room/asking.js"
import { keepLesson } from "../../../cnnviz/ui/components/class_room/lesson_text.js"

const VIEW = {
  version: 7,
  code: "KTRM",
  lesson: "1_a",
  variant: 1,
  pace: "teacher",
  step: 3,
  paused: false,
  again: [3],
  nicknames: false,
  look: null,
  joined: 2,
  here: 2,
  steps: [
    { step: 2, kind: "choose", answered: [0, 0], flags: 0, shown: 0 },
    { step: 3, kind: "choose", answered: [2, 1], flags: 0, shown: 2 },
  ],
  tasks: [{ step: 1000, made_at: 1, number: 5, says: "8", options: ["3", "8"], open: true }],
  answers: { step: 3, kind: "choose", rounds: [] },
}

/**
 * Answer all questions of an Asking, and stop it when it has heard enough.
 * @param {(path: string, body: any) => [status: number, body?: unknown]} answer
 * @param {string} until - What it hears last.
 */
async function heardBy(answer, until) {
  /** @type {[string, unknown][]} */
  const heard = []
  /** @type {string[]} */
  const asked = []
  /** @type {any} */
  const page = globalThis
  page.document = { baseURI: "http://localhost/class", hidden: false }
  page.fetch = async (/** @type {URL} */ url, /** @type {RequestInit} */ { body, headers }) => {
    const path = url.pathname.replace("/cnnviz/room/KTRM/", "")
    asked.push(`${path}${url.search}`)
    assert.equal(url.href.includes("secret"), false)
    if (path !== "again") assert.equal(/** @type {any} */ (headers).authorization, "Bearer secret")
    const [status, said] = answer(path, body && JSON.parse(String(body)))
    return new Response(said === undefined ? null : JSON.stringify(said), {
      status,
      headers: { "content-type": "application/json" },
    })
  }
  await new Promise((resolve) => {
    const hear = (/** @type {string} */ name) => (/** @type {unknown} */ said) => {
      heard.push([name, said])
      if (name === until) {
        asking.stop()
        resolve(undefined)
      }
    }
    const hearer = {
      view: hear("view"),
      lesson: hear("lesson"),
      lost: hear("lost"),
      anew: hear("anew"),
      gone: hear("gone"),
    }
    const asking = new Asking("KTRM", "secret", hearer)
    asking.drawings = () => ({ 5: "draw?strokes=Q" })
    asking.start()
  })
  return { heard: heard.filter(([name]) => name !== "lost"), asked }
}

/**
 * What is heard of a room that is there once, and then lost, and what it is made anew from.
 * @param {object} view - What is told of it while it is there.
 */
async function heardOfLost(view) {
  let lost = false
  /** @type {any} */
  let brought
  const { heard } = await heardBy((path, body) => {
    if (path === "lesson") return [200, { steps: [] }]
    if (path === "again") {
      brought = body
      return [200, {}]
    }
    if (lost) return [403, { sentence: "This room has ended." }]
    lost = true
    return [200, view]
  }, "gone")
  return { heard, brought }
}

test("a room that the server lost is made anew from what was seen last, once", async () => {
  const { heard, brought } = await heardOfLost(VIEW)
  assert.deepEqual(
    heard.filter(([name]) => name !== "lesson"),
    [
      ["view", VIEW],
      ["anew", MADE_ANEW],
      ["gone", "This room has ended."],
    ],
  )
  assert.deepEqual(brought, {
    secret: "secret",
    lesson: "1_a",
    variant: 1,
    state: {
      pace: "teacher",
      step: 3,
      paused: false,
      again: [3],
      nicknames: false,
      look: null,
      shown: { 3: 2 },
      tasks: [{ ...VIEW.tasks[0], drawing: "draw?strokes=Q" }],
    },
  })
})

test("a room with the teacher's own lesson is made anew with its text", async () => {
  /** @type {Map<string, string>} */
  const stored = new Map()
  /** @type {any} */
  const page = globalThis
  page.window = {
    sessionStorage: {
      getItem: (/** @type {string} */ name) => stored.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ text) => stored.set(name, text),
      removeItem: (/** @type {string} */ name) => stored.delete(name),
    },
  }
  keepLesson("KTRM", "# My lesson")
  const { brought } = await heardOfLost({ ...VIEW, lesson: "room-1" })
  delete page.window
  assert.equal(brought.text, "# My lesson")
  assert.deepEqual([...stored], [], "what is over is forgotten")
})

test("a secret that never fitted makes nothing anew", async () => {
  const { heard, asked } = await heardBy((path) => [403, { sentence: `No ${path}.` }], "gone")
  assert.deepEqual(heard, [["gone", "No teacher."]])
  assert.equal(asked.includes("again"), false)
})
