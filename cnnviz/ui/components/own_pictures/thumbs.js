// The pictures of a class, small, the newest first: a press deletes one.

import { bytesCanvas } from "../shared/bytes.js"
import { element, svg } from "../shared/element.js"
import { focusedAround } from "../shared/find.js"
import { placeAfter } from "../shared/grid_keys.js"
import { newestFirst } from "./sets.js"

/** @import { Shape } from "../shared/types.js" */
/** @import { OwnClass, OwnPicture } from "./types.js" */

export class Thumbs {
  /** @type {Map<OwnPicture, HTMLButtonElement>} */
  buttons = new Map()

  /**
   * @param {(id: number) => void} remove
   * @param {() => void} leave - Takes the focus where the last picture is gone.
   */
  constructor(remove, leave) {
    this.remove = remove
    this.leave = leave
    this.node = element("div", { class: "thumbs", role: "group", onkeydown: (event) => this.key(event) })
    // One of them is in the order of Tab: there may be hundreds.
    this.node.addEventListener("focusin", ({ target }) => this.offer(target))
  }

  /** @returns {HTMLButtonElement[]} In the order of the page. */
  get all() {
    return /** @type {HTMLButtonElement[]} */ ([...this.node.children])
  }

  /**
   * @param {OwnClass} group
   * @param {Shape} shape
   * @returns {void}
   */
  show({ name, pictures }, shape) {
    const { node } = this
    const before = this.all
    const focused = before.findIndex((button) => button === focusedAround(node))
    node.ariaLabel = `Pictures of ${name}`
    node.hidden = !pictures.length
    const wanted = newestFirst(pictures).map(({ picture, number }) => {
      const button = this.buttons.get(picture) ?? this.make(picture, shape)
      const label = `Picture ${number} of ${name}: delete it`
      if (button.ariaLabel !== label) button.ariaLabel = button.title = label
      return button
    })
    const kept = new Set(wanted)
    for (const [picture, button] of this.buttons) {
      if (kept.has(button)) continue
      this.buttons.delete(picture)
      button.remove()
    }
    wanted.forEach((button, index) => {
      if (node.children[index] !== button) node.insertBefore(button, node.children[index] ?? null)
    })
    const lost = focused >= 0 && !kept.has(before[focused])
    const next = lost ? wanted[Math.min(focused, wanted.length - 1)] : undefined
    if (next) next.focus()
    else if (lost) this.leave()
    if (!wanted.some((button) => button.tabIndex === 0)) this.offer(wanted[0])
  }

  /**
   * @param {OwnPicture} picture
   * @param {Shape} shape
   */
  make(picture, shape) {
    const button = element(
      "button",
      { type: "button", class: "thumb", tabindex: -1, "data-testid": "own-thumb", onclick: () => this.press(picture) },
      bytesCanvas(picture.values, shape),
      svg(
        "svg",
        { class: "cross", viewBox: "0 0 16 16", "aria-hidden": "true" },
        svg("path", { d: "M4 4 12 12M12 4 4 12" }),
      ),
    )
    this.buttons.set(picture, button)
    return button
  }

  /** @param {OwnPicture} picture */
  press(picture) {
    const button = this.buttons.get(picture)
    if (!button || button.ariaDisabled === "true") return
    button.ariaDisabled = "true"
    this.remove(picture.id)
  }

  /** What was asked for was not done: all can be pressed again. */
  restore() {
    for (const button of this.buttons.values()) button.ariaDisabled = null
  }

  /** @param {EventTarget | null | undefined} chosen */
  offer(chosen) {
    if (!(chosen instanceof HTMLButtonElement)) return
    for (const button of this.buttons.values()) button.tabIndex = button === chosen ? 0 : -1
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const buttons = this.all
    const index = buttons.findIndex((button) => button === event.target)
    const next = index < 0 ? undefined : placeAfter(event.key, index, buttons)
    if (next === undefined) return
    event.preventDefault()
    buttons[next].focus()
  }
}
