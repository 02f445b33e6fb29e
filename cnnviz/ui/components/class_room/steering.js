// What holds for the whole room: its pace, whether it is paused, nicknames, the teacher's own link, and its end.

import { element } from "../shared/element.js"
import { Wanted } from "./wanted.js"

/** @import { Host, TeacherView } from "./types.js" */

export class Steering {
  /**
   * @param {Host} host
   * @param {string} code
   * @param {string} link - The teacher's own.
   */
  constructor(host, code, link) {
    this.host = host
    this.own = element("input", { type: "radio", name: "pace", value: "own" })
    this.mine = element("input", { type: "radio", name: "pace", value: "teacher" })
    for (const input of [this.own, this.mine]) {
      input.onchange = () => void this.pace.want(input.value)
    }
    this.paused = element("input", { type: "checkbox" })
    this.paused.onchange = () => void this.pause.want(this.paused.checked)
    this.nicknames = element("input", { type: "checkbox" })
    this.nicknames.onchange = () => void this.naming.want(this.nicknames.checked)
    this.pace = new Wanted((pace) => host.steer({ pace }))
    this.pause = new Wanted((pause) => host.steer({ pause }))
    this.naming = new Wanted((nicknames) => host.steer({ nicknames }))
    this.node = element(
      "section",
      { class: "steering", "aria-label": "The room" },
      element(
        "fieldset",
        {},
        element("legend", { text: "Pace" }),
        element("label", {}, this.own, "Each their own"),
        element("label", {}, this.mine, "All with me"),
      ),
      element("label", {}, this.paused, "Pause: take no answers"),
      element("label", {}, this.nicknames, "Nicknames"),
      element(
        "p",
        { class: "row" },
        element("a", {
          href: `./?c=${code}`,
          target: "_blank",
          rel: "noopener",
          text: "View as a student",
          "data-own": true,
        }),
        copyOf(link, host),
      ),
    )
    this.ending = endingOf(host)
  }

  /** @param {TeacherView} view */
  update({ pace, paused, nicknames }) {
    const shown = this.pace.shown(pace)
    this.own.checked = shown === "own"
    this.mine.checked = shown === "teacher"
    this.paused.checked = this.pause.shown(paused) === true
    this.nicknames.checked = this.naming.shown(nicknames) === true
  }
}

/**
 * @param {string} link
 * @param {Host} host
 * @returns {HTMLElement}
 */
function copyOf(link, { say }) {
  const button = element("button", {
    type: "button",
    text: "Copy your own link",
    title: "It leads back to this page, from any computer: keep it, and give it to nobody.",
  })
  button.onclick = async () => {
    if (await copied(link, button)) say("Your own link is copied: keep it, and give it to nobody.")
    else say("Your browser lets no page copy: your own link is this page’s address.")
  }
  return button
}

/**
 * @param {string} text
 * @param {HTMLElement} near - What stays in focus.
 * @returns {Promise<boolean>}
 */
async function copied(text, near) {
  try {
    // A page without https has none.
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = element("textarea", { style: { position: "fixed", opacity: "0" } })
    area.value = text
    near.after(area)
    area.select()
    const done = document.execCommand("copy")
    area.remove()
    near.focus()
    return done
  }
}

/**
 * @param {Host} host
 * @returns {HTMLElement}
 */
function endingOf({ steer }) {
  const end = element("button", { type: "button", text: "End the room …", "data-key": "end" })
  const sure = element("button", { type: "button", class: "primary", text: "End it" })
  const not = element("button", { type: "button", text: "Keep it open" })
  const asks = element(
    "div",
    { class: "asks", hidden: true, role: "group", "aria-label": "End the room?" },
    element("p", { text: "All answers are forgotten: download them first if you want to keep them. End the room?" }),
    element("p", { class: "row" }, sure, not),
  )
  end.onclick = () => {
    asks.hidden = false
    end.hidden = true
    not.focus()
  }
  not.onclick = () => {
    asks.hidden = true
    end.hidden = false
    end.focus()
  }
  sure.onclick = () => void steer({ end: true })
  return element("section", { class: "ending", "aria-label": "The end" }, end, asks)
}
