// The teacher's page of a room: without a room a lesson to open one with, and then the class.

import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { forgetSecret, keepSecret, secretFor } from "./keys.js"
import { keepLesson } from "./lesson_text.js"
import { Room } from "./room.js"
import { startOf } from "./start.js"

/**
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { ClassData } from "./types.js"
 */

export default mount((root) => new ClassRoom(root), ".class-room")

class ClassRoom {
  /** @type {Send | undefined} */
  send = undefined
  /** @type {Room | undefined} */
  room = undefined
  /** What is shown: a code, or "" for the choice of a lesson; undefined before anything is. @type {string | undefined} */
  shown = undefined
  /** The room that Python knows to be this visitor's own. */
  told = ""
  isHeard = false

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
  }

  /**
   * @param {ClassData} data
   * @param {Send} send
   */
  update(data, send) {
    this.send = send
    const code = data.code ?? ""
    if (code !== this.shown) this.show(data, code)
    this.room?.join(data)
    this.root.dataset.state = "ready"
  }

  /**
   * @param {ClassData} data
   * @param {string} code
   */
  show(data, code) {
    this.shown = code
    this.room?.stop()
    this.room = undefined
    this.root.classList.remove("presents")
    if (!code) {
      this.root.replaceChildren(startOf(data.lessons, (made, text) => this.opened(made, text)))
      return
    }
    const secret = secretFor(code, location.hash)
    if (!secret) {
      this.root.replaceChildren(strangerAt(code))
      return
    }
    this.tell(code)
    this.room = new Room(this.root, code, secret, () => this.left(code))
    this.root.replaceChildren(this.room.node)
    if (this.isHeard) this.room.start()
  }

  /**
   * @param {{code: string, secret: string}} made
   * @param {string} text - Of the teacher's own lesson; "" for one that ships.
   */
  opened({ code, secret }, text) {
    keepSecret(code, secret)
    keepLesson(code, text)
    this.tell(code)
  }

  /**
   * Say whose teacher this is: he is not asked to join the room on other pages.
   * @param {string} code
   */
  tell(code) {
    if (this.told === code) return
    this.told = code
    this.send?.setTriggerValue("opened", code)
  }

  /** @param {string} code */
  left(code) {
    forgetSecret(code)
    history.replaceState(history.state, "", location.pathname + location.search)
    this.told = ""
    this.send?.setTriggerValue("opened", "")
  }

  /** @param {Ears} ears */
  listen({ on }) {
    this.isHeard = true
    this.room?.start()
    on(document, "visibilitychange", () => this.room?.wake())
    on(window, "keydown", (event) => {
      if (event instanceof KeyboardEvent && event.key === "Escape") this.room?.endPresenting()
    })
  }

  leave() {
    this.isHeard = false
    this.room?.stop()
  }
}

/**
 * What those see who have the address without the secret.
 * @param {string} code
 * @returns {HTMLElement}
 */
function strangerAt(code) {
  return element(
    "section",
    { class: "stranger" },
    element("h2", { text: `Room ${code}` }),
    element("p", {
      text: "This is the page of the room’s teacher, who opens it with a link of his own. To take part, join as a student.",
    }),
    element(
      "p",
      { class: "row" },
      element("a", { class: "primary", href: `./?c=${code}`, text: `Join ${code} as a student`, "data-own": true }),
      element("a", { href: "./class", text: "Open a room of your own", "data-own": true }),
    ),
  )
}
