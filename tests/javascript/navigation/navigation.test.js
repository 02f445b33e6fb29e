// Where keys lead in the navigation, and where links lead.

import assert from "node:assert/strict"
import { test } from "node:test"
import { freshAddress, leadsToPage } from "../../../cnnviz/ui/components/navigation/links.js"
import { stepFrom } from "../../../cnnviz/ui/components/navigation/menu.js"

const CLOSED = { section: 0, sections: 4, link: -1, links: 3, isOpen: false }
const INSIDE = { section: 1, sections: 4, link: 0, links: 3, isOpen: true }

test("arrow keys lead along the sections, from the last to the first", () => {
  assert.deepEqual(stepFrom("ArrowRight", CLOSED), { section: 1 })
  assert.deepEqual(stepFrom("ArrowLeft", CLOSED), { section: 3 })
  assert.deepEqual(stepFrom("ArrowRight", { ...INSIDE, section: 3 }), { section: 0, link: 0 })
})

test("arrow keys lead into a section and along its links, from the last to the first", () => {
  assert.deepEqual(stepFrom("ArrowDown", CLOSED), { section: 0, link: 0 })
  assert.deepEqual(stepFrom("ArrowUp", CLOSED), { section: 0, link: 2 })
  assert.deepEqual(stepFrom("ArrowDown", { ...INSIDE, link: 2 }), { section: 1, link: 0 })
  assert.deepEqual(stepFrom("ArrowUp", INSIDE), { section: 1, link: 2 })
  assert.deepEqual(stepFrom("End", INSIDE), { section: 1, link: 2 })
})

test("Escape leads out of a section that is open; other keys have no meaning", () => {
  assert.deepEqual(stepFrom("Escape", INSIDE), { section: 1, close: true })
  assert.equal(stepFrom("Escape", CLOSED), undefined)
  assert.equal(stepFrom("Home", CLOSED), undefined)
  assert.equal(stepFrom("a", INSIDE), undefined)
})

test("a link says what all pages share as the address bar does, and keeps its own and its heading", () => {
  const here = "http://school/app/filters?network=mnist_cnn&sort=weight"
  const root = "http://school/app/"
  const address = freshAddress("networks?card=a&pin=conv2d.1-2-3#a", here, root, ["network", "pin"])
  assert.equal(address, "http://school/app/networks?card=a&network=mnist_cnn#a")
  assert.equal(freshAddress("./", here, root, ["network"]), "http://school/app/?network=mnist_cnn")
  assert.equal(freshAddress(address, here, root, ["network", "pin"]), address)
  // A lesson's: it has a network of its own.
  assert.equal(freshAddress("why?network=mnist_lab", here, root, []), "http://school/app/why?network=mnist_lab")
})

test("links to files and to other servers are no links to pages", () => {
  const root = "http://school/app/"
  for (const href of ["./", "why?label=3", "http://school/app/why"]) assert.ok(leadsToPage(href, root), href)
  for (const href of ["media/trace.npz", "https://arxiv.org/abs/1412.6572", "http://school/other"]) {
    assert.ok(!leadsToPage(href, root), href)
  }
})
