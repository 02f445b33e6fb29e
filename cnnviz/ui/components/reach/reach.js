// The page at /reach: tries what the app needs, from where the page is opened, and says what to ask the administrator.

import { element } from "../shared/element.js"
import { find } from "../shared/find.js"
import { MARKS, needsWithout, reportOf, summaryOf, timeText } from "./report.js"
import { tries } from "./tries.js"

/** @import { Outcome } from "./outcomes.js" */
/** @import { Tried } from "./report.js" */
/** @import { Try } from "./tries.js" */

const root = find(document, ".reach", HTMLElement)
const summary = find(root, "#summary", HTMLElement)
const body = find(root, "tbody", HTMLElement)
const acts = find(root, ".acts", HTMLElement)
const copied = find(root, "#copied", HTMLElement)
const report = find(root, "#report", HTMLTextAreaElement)

/** @type {Tried[]} */
let tried = []

async function tryAll() {
  const all = tries(root.dataset.module ?? "")
  tried = []
  acts.hidden = true
  copied.textContent = ""
  summary.dataset.mark = ""
  summary.textContent = "Testing…"
  find(root, "table", HTMLElement).hidden = false
  const rows = all.map(({ title }) => waitingRow(title))
  body.replaceChildren(...rows)
  for (const [k, each] of all.entries()) {
    const outcome = await each.run()
    tried.push({ key: each.key, title: each.title, outcome })
    rows[k].replaceWith(rowOf(each, outcome))
  }
  showSummary()
  acts.hidden = false
}

/** @param {string} title */
function waitingRow(title) {
  return element(
    "tr",
    { class: "waits" },
    element("td", { class: "mark", text: "…" }),
    element("th", { scope: "row", text: title }),
    element("td", { class: "time" }),
  )
}

/**
 * @param {Try} each
 * @param {Outcome} outcome
 */
function rowOf({ key, title }, { mark, says, ask, milliseconds }) {
  const [sign, words] = MARKS[mark]
  return element(
    "tr",
    { "data-key": key, "data-mark": mark },
    element("td", { class: "mark" }, element("span", { role: "img", "aria-label": words, text: sign })),
    element(
      "th",
      { scope: "row" },
      element("b", { text: title }),
      element("span", { class: "says", text: says }),
      ask !== undefined && element("span", { class: "ask" }, element("b", { text: "Ask the administrator: " }), ask),
    ),
    element("td", { class: "time", text: timeText(milliseconds) }),
  )
}

function showSummary() {
  const marks = tried.map(({ outcome }) => outcome.mark)
  summary.dataset.mark = marks.includes("bad") ? "bad" : marks.includes("note") ? "note" : "ok"
  const query = new URLSearchParams(location.search)
  const code = query.get("c")
  const way = `without${code ? `?${new URLSearchParams({ c: code })}` : ""}`
  const link = needsWithout(tried) && element("a", { href: way, text: "Draw and vote without it" })
  summary.replaceChildren(element("span", { text: summaryOf(tried) }), ...(link ? [" ", link] : []))
}

function textOfReport() {
  const address = new URL(".", document.baseURI).href
  return reportOf(tried, { address, when: new Date().toString(), browser: navigator.userAgent })
}

find(root, "#copy", HTMLButtonElement).onclick = async () => {
  report.value = textOfReport()
  try {
    await navigator.clipboard.writeText(report.value)
    copied.textContent = "Copied."
  } catch {
    // Without HTTPS there is no clipboard for pages; what is selected can be copied all the same.
    report.hidden = false
    report.select()
    copied.textContent = document.execCommand("copy") ? "Copied." : "Copy what is selected below."
  }
}
find(root, "#again", HTMLButtonElement).onclick = () => void tryAll()

void tryAll()
