// How students join: the address, the four letters as large as they can be, and a code for their cameras.

import { element } from "../shared/element.js"
import { renew } from "../shared/renew.js"
import { peopleWords } from "./words.js"

/** @import { ClassData, Join, TeacherView } from "./types.js" */

export class Strip {
  /** @type {ClassData | undefined} */
  data = undefined
  /** Which of the addresses is shown. */
  index = 0

  /** @param {string} code */
  constructor(code) {
    this.code = code
    this.way = element("div", { class: "way" })
    this.people = element("b", { class: "people", role: "status", "data-testid": "people" })
    this.node = element(
      "details",
      { class: "strip", open: true, "data-testid": "join-strip" },
      element(
        "summary",
        {},
        element("span", { class: "join-words" }, "Join with ", element("b", { class: "code-small", text: code })),
        this.people,
      ),
      this.way,
    )
  }

  /** @param {ClassData} data */
  join(data) {
    this.data = data
    this.show()
  }

  show() {
    const { joins = [], alone = false } = this.data ?? {}
    renew(this.way, [joins, alone, this.index], () => {
      const join = joins[this.index] ?? joins[0]
      return join ? this.waysOf(join, joins, alone) : []
    })
  }

  /**
   * @param {Join} join
   * @param {Join[]} joins
   * @param {boolean} alone
   */
  waysOf({ host, link, qr, side }, joins, alone) {
    return [
      ...(qr ? [element("img", { class: "qr", src: qr, width: side, height: side, alt: `QR code of ${link}` })] : []),
      element(
        "div",
        { class: "letters" },
        element("span", { class: "faint", text: "The room’s letters" }),
        element("b", { class: "code", text: this.code, "aria-label": [...this.code].join(" ") }),
      ),
      element(
        "div",
        { class: "address" },
        element("span", { class: "faint", text: "Open this address, or choose Join and type the letters" }),
        element("b", { class: "link", text: `${host}/?c=${this.code}` }),
        joins.length > 1 && this.choiceOf(joins),
        alone &&
          element("p", {
            class: "faint alone",
            text: "Only this computer can open it: start the app with “python -m cnnviz app --address 0.0.0.0”, and the address that your students can open stands here.",
          }),
      ),
    ]
  }

  /** @param {Join[]} joins */
  choiceOf(joins) {
    const select = element(
      "select",
      { "data-key": "address", "aria-label": "Address for students" },
      ...joins.map(({ host, own }, index) =>
        element("option", { value: index, text: host + (own ? " (as in your own browser)" : "") }),
      ),
    )
    select.value = String(this.index)
    select.onchange = () => {
      this.index = Number(select.value)
      this.show()
    }
    return select
  }

  /**
   * @param {TeacherView} view
   * @param {boolean} presents
   */
  update(view, presents) {
    const words = peopleWords(view)
    if (this.people.textContent !== words) this.people.textContent = words
    if (presents !== this.presents && presents) this.node.open = view.joined === 0
    if (presents !== this.presents && !presents) this.node.open = true
    this.presents = presents
  }

  presents = false
}
