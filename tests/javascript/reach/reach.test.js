import assert from "node:assert/strict"
import { test } from "node:test"

import {
  arrived,
  clockOutcome,
  cookiesOutcome,
  httpsOutcome,
  moduleOutcome,
  socketOutcome,
  whyNot,
} from "../../../cnnviz/ui/components/reach/outcomes.js"
import { needsWithout, reportOf, summaryOf, timeText } from "../../../cnnviz/ui/components/reach/report.js"

const GOOD = /** @type {const} */ ({ mark: "ok", says: "It came." })
const BAD = /** @type {const} */ ({ mark: "bad", says: "It is refused (403).", ask: "Let it through." })

/**
 * @param {string} key
 * @param {import("../../../cnnviz/ui/components/reach/outcomes.js").Outcome} outcome
 */
const tried = (key, outcome) => ({ key, title: `The ${key}`, outcome })

test("modules come, are kept, or are somebody else's", () => {
  const type = "text/javascript; charset=utf-8"
  const cache = "public, immutable, max-age=31536000"
  assert.equal(moduleOutcome({ ok: true, type, cache }).mark, "ok")
  assert.equal(moduleOutcome({ ok: true, type, cache: "no-store" }).mark, "ok")
  assert.equal(moduleOutcome({ ok: true, type, cache: "" }).mark, "note")
  assert.equal(moduleOutcome({ ok: true, type, cache: "max-age=60" }).mark, "note")
  assert.equal(moduleOutcome({ ok: true, type: "text/html", cache }).mark, "bad")
  assert.equal(moduleOutcome({ ok: false, type, cache }).mark, "bad")
})

test("a body has arrived if the server itself counted all of it", () => {
  const sent = { method: "POST", bytes: 20 }
  assert.ok(arrived({ status: 200, said: sent }, sent))
  assert.ok(!arrived({ status: 200, said: { method: "POST", bytes: 19 } }, sent))
  assert.ok(!arrived({ status: 200, said: { method: "GET", bytes: 20 } }, sent))
  assert.ok(!arrived({ status: 413, said: sent }, sent))
  assert.equal(whyNot({ status: 0 }), "No answer comes.")
  assert.match(whyNot({ status: 413 }), /too large/)
  assert.match(whyNot({ status: 200 }), /Something else/)
})

test("a websocket opens, stays and speaks Streamlit's protocol, or it does not", () => {
  const mark = (/** @type {[boolean, string, boolean]} */ ...[opened, protocol, stayed]) =>
    socketOutcome({ opened, protocol, stayed }).mark
  assert.equal(mark(true, "streamlit", true), "ok")
  assert.equal(mark(true, "", true), "bad")
  assert.equal(mark(true, "streamlit", false), "bad")
  assert.equal(mark(false, "", false), "bad")
})

test("http is worth a note where the browser does not trust it", () => {
  assert.equal(httpsOutcome({ https: true, secure: true }).mark, "ok")
  assert.equal(httpsOutcome({ https: false, secure: true }).mark, "ok")
  assert.equal(httpsOutcome({ https: false, secure: false }).mark, "note")
})

test("a clock is called wrong from two minutes on, and in which direction", () => {
  assert.equal(clockOutcome(119_000).mark, "ok")
  assert.match(clockOutcome(-5 * 60_000).says, /5 minutes behind/)
  assert.match(clockOutcome(24 * 3_600_000).says, /24 hours ahead of/)
})

test("without cookies uploads work where the server looks at the origin", () => {
  const here = { cookies: false, storage: true, framed: true, byOrigin: false }
  assert.equal(cookiesOutcome(here).mark, "bad")
  assert.equal(cookiesOutcome({ ...here, byOrigin: true }).mark, "ok")
  assert.equal(cookiesOutcome({ ...here, cookies: true }).mark, "ok")
  assert.equal(cookiesOutcome({ ...here, storage: false }).mark, "note")
})

test("the summary names what does not get through", () => {
  assert.equal(summaryOf([tried("page", GOOD)]), "Everything gets through.")
  assert.match(summaryOf([tried("https", { mark: "note", says: "" })]), /marked with !/)
  assert.match(summaryOf([tried("page", GOOD), tried("socket", BAD)]), /^The websocket does not get through/)
  assert.match(summaryOf([tried("get", BAD)]), /^The get does not get through/)
  assert.match(summaryOf([tried("a", BAD), tried("b", BAD), tried("c", BAD)]), /^The a, The b and The c do not/)
})

test("what works without a websocket is offered where it would work", () => {
  assert.ok(needsWithout([tried("socket", BAD), tried("post", GOOD)]))
  assert.ok(!needsWithout([tried("socket", BAD), tried("post", BAD)]))
  assert.ok(!needsWithout([tried("socket", GOOD)]))
})

test("the report says all in plain text", () => {
  const rows = [tried("page", { ...GOOD, milliseconds: 1234.4 }), tried("post", BAD)]
  const text = reportOf(rows, { address: "http://a/", when: "now", browser: "a browser" })
  assert.match(text, /✓ The page \(1,234 ms\): It came\./)
  assert.match(text, /✗ The post: It is refused \(403\)\.\n {2}Ask the administrator: Let it through\./)
  assert.equal(timeText(0.2), "1 ms")
  assert.equal(timeText(undefined), "")
})
