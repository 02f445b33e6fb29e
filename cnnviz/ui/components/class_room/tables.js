// The answers as tables for a spreadsheet. A ticket opens one once, so no link has the secret in it.

import { element } from "../shared/element.js"
import { askRoom } from "../shared/room.js"
import { separatorFor } from "./words.js"

/**
 * @param {string} code
 * @param {string} secret
 * @param {(sentence: string) => void} say
 * @returns {HTMLElement}
 */
export function tablesOf(code, secret, say) {
  const separator = element(
    "select",
    { "aria-label": "What separates the cells" },
    element("option", { value: "comma", text: "comma, 1.5" }),
    element("option", { value: "semicolon", text: "semicolon, 1,5" }),
  )
  separator.value = separatorFor(navigator.language)

  /** @param {string} name */
  async function download(name) {
    const { status, body, sentence } = await askRoom(`/${code}/ticket`, { secret }, {})
    say(sentence)
    if (status !== 200) return
    const query = new URLSearchParams({ ticket: body.ticket, separator: separator.value })
    const href = new URL(`cnnviz/room/${code}/${name}.csv?${query}`, new URL(".", document.baseURI)).href
    element("a", { href, download: `${name}-${code}.csv` }).click()
  }

  const button = (/** @type {string} */ name, /** @type {string} */ text) =>
    element("button", { type: "button", text, onclick: () => void download(name) })
  return element(
    "section",
    { class: "tables", "aria-label": "Tables" },
    element("h2", { text: "For a spreadsheet (CSV)" }),
    element("p", { class: "row" }, button("answers", "Answers"), button("students", "Students"), separator),
  )
}
